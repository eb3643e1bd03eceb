package dev.arrowmill.arrow;

import org.jspecify.annotations.Nullable;

/**
 * Copies whole rows between row-major arrays, each to a place of its own. Arrays of a known type
 * are copied without a call to the runtime, which matters for short rows.
 */
public final class RowCopy {
  private RowCopy() {}

  /**
   * Copies {@code count} rows.
   *
   * @param from an array, e.g. {@code float[]}
   * @param base where its row 0 begins
   * @param rows the row of {@code from} for each row copied, from {@code first} on; null for rows
   *     that follow each other from row {@code first}
   * @param width values per row
   * @param to an array of the same type, row 0 at its beginning
   * @param places the row of {@code to} for each row copied, from {@code at} on, -1 to leave it
   *     out; null for rows that follow each other from row {@code at}
   */
  public static void copy(
      Object from,
      int base,
      int @Nullable [] rows,
      int first,
      int count,
      int width,
      Object to,
      int @Nullable [] places,
      int at) {
    if (rows == null && places == null) {
      System.arraycopy(from, base + first * width, to, at * width, count * width);
    } else if (from instanceof float[] a && to instanceof float[] b) {
      floats(a, base, rows, first, count, width, b, places, at);
    } else if (from instanceof int[] a && to instanceof int[] b) {
      ints(a, base, rows, first, count, width, b, places, at);
    } else if (from instanceof long[] a && to instanceof long[] b) {
      longs(a, base, rows, first, count, width, b, places, at);
    } else {
      others(from, base, rows, first, count, width, to, places, at);
    }
  }

  private static void floats(
      float[] from,
      int base,
      int @Nullable [] rows,
      int first,
      int count,
      int width,
      float[] to,
      int @Nullable [] places,
      int at) {
    for (int i = 0; i < count; i++) {
      int row = rows == null ? first + i : rows[first + i];
      int place = places == null ? at + i : places[at + i];
      if (place >= 0) {
        System.arraycopy(from, base + row * width, to, place * width, width);
      }
    }
  }

  private static void ints(
      int[] from,
      int base,
      int @Nullable [] rows,
      int first,
      int count,
      int width,
      int[] to,
      int @Nullable [] places,
      int at) {
    for (int i = 0; i < count; i++) {
      int row = rows == null ? first + i : rows[first + i];
      int place = places == null ? at + i : places[at + i];
      if (place >= 0) {
        System.arraycopy(from, base + row * width, to, place * width, width);
      }
    }
  }

  private static void longs(
      long[] from,
      int base,
      int @Nullable [] rows,
      int first,
      int count,
      int width,
      long[] to,
      int @Nullable [] places,
      int at) {
    for (int i = 0; i < count; i++) {
      int row = rows == null ? first + i : rows[first + i];
      int place = places == null ? at + i : places[at + i];
      if (place >= 0) {
        System.arraycopy(from, base + row * width, to, place * width, width);
      }
    }
  }

  private static void others(
      Object from,
      int base,
      int @Nullable [] rows,
      int first,
      int count,
      int width,
      Object to,
      int @Nullable [] places,
      int at) {
    for (int i = 0; i < count; i++) {
      int row = rows == null ? first + i : rows[first + i];
      int place = places == null ? at + i : places[at + i];
      if (place >= 0) {
        System.arraycopy(from, base + row * width, to, place * width, width);
      }
    }
  }
}
