package dev.arrowmill.arrow;

import org.jspecify.annotations.Nullable;

/** Writes any column into a column of a matrix, through a run of rows that stays in the cache. */
final class Scatter {
  private static final int RUN = 1_024;

  private Scatter() {}

  static void floats(
      Column from,
      int start,
      int count,
      int @Nullable [] places,
      int at,
      MatrixColumn to,
      float ifNull) {
    double[] run = new double[Math.min(RUN, count)];
    float[] out = to.floats();
    for (int done = 0; done < count; done += RUN) {
      int n = Math.min(RUN, count - done);
      from.copyDoubles(start + done, n, run, 0);
      if (!Float.isNaN(ifNull)) {
        fillNulls(from, start + done, n, run, ifNull);
      }
      for (int i = 0; i < n; i++) {
        int place = places == null ? at + done + i : places[at + done + i];
        if (place >= 0) {
          out[place * to.width() + to.column()] = (float) run[i];
        }
      }
    }
  }

  private static void fillNulls(Column from, int start, int n, double[] run, float ifNull) {
    for (int i = 0; i < n; i++) {
      if (Double.isNaN(run[i]) && from.isNull(start + i)) {
        run[i] = ifNull;
      }
    }
  }

  static void ints(
      Column from,
      int start,
      int count,
      int @Nullable [] places,
      int at,
      MatrixColumn to,
      int ifNull) {
    long[] run = new long[Math.min(RUN, count)];
    int[] out = to.ints();
    for (int done = 0; done < count; done += RUN) {
      int n = Math.min(RUN, count - done);
      from.copyLongs(start + done, n, run, 0, ifNull);
      for (int i = 0; i < n; i++) {
        int place = places == null ? at + done + i : places[at + done + i];
        if (place >= 0) {
          out[place * to.width() + to.column()] = toInt(from, run[i], start + done + i);
        }
      }
    }
  }

  static int toInt(Column from, long value, int row) {
    if (value != (int) value) {
      throw new IllegalArgumentException(
          "pack: column " + from.name() + ", row " + row + ": " + value + " does not fit an int");
    }
    return (int) value;
  }

  static void longs(
      Column from,
      int start,
      int count,
      int @Nullable [] places,
      int at,
      MatrixColumn to,
      long ifNull) {
    long[] run = new long[Math.min(RUN, count)];
    long[] out = to.longs();
    for (int done = 0; done < count; done += RUN) {
      int n = Math.min(RUN, count - done);
      from.copyLongs(start + done, n, run, 0, ifNull);
      for (int i = 0; i < n; i++) {
        int place = places == null ? at + done + i : places[at + done + i];
        if (place >= 0) {
          out[place * to.width() + to.column()] = run[i];
        }
      }
    }
  }
}
