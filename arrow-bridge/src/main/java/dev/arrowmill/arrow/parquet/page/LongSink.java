package dev.arrowmill.arrow.parquet.page;

import java.util.Objects;

/** Longs. */
public final class LongSink extends Sink {
  private final long[] out;
  private final long ifNull;

  public LongSink(long[] out, long ifNull) {
    this.out = out;
    this.ifNull = ifNull;
  }

  @Override
  void ints(int[] values, int[] slots, int count) {
    for (int i = 0; i < count; i++) {
      int slot = slots[i];
      if (slot >= 0) {
        out[slot] = values[i];
      }
    }
  }

  @Override
  void longs(long[] values, int[] slots, int count) {
    for (int i = 0; i < count; i++) {
      int slot = slots[i];
      if (slot >= 0) {
        out[slot] = values[i];
      }
    }
  }

  @Override
  void floats(float[] values, int[] slots, int count) {
    throw new IllegalStateException("reals where integers are wanted");
  }

  @Override
  void doubles(double[] values, int[] slots, int count) {
    throw new IllegalStateException("reals where integers are wanted");
  }

  @Override
  void ids(Dictionary dictionary, int[] ids, int[] slots, int count) {
    long[] values = dictionary.longs();
    for (int i = 0; i < count; i++) {
      long v = values[ids[i]];
      int slot = slots[i];
      if (slot >= 0) {
        out[slot] = v;
      }
    }
  }

  @Override
  boolean takesStrided(long last) {
    Objects.checkIndex(last, (long) out.length);
    return true;
  }

  @Override
  public boolean spread(Object values, int from, int at, int stride, int count) {
    int to = at;
    if (values instanceof long[] v) {
      for (int i = from; i < from + count; i++, to += stride) {
        out[to] = v[i];
      }
      return true;
    }
    if (values instanceof int[] v) {
      for (int i = from; i < from + count; i++, to += stride) {
        out[to] = v[i];
      }
      return true;
    }
    return false;
  }

  @Override
  public void nullAt(int slot) {
    out[slot] = ifNull;
  }

  @Override
  void nulls(int[] slots, int count) {
    for (int i = 0; i < count; i++) {
      if (slots[i] >= 0) {
        out[slots[i]] = ifNull;
      }
    }
  }
}
