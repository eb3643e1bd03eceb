package dev.arrowmill.arrow.parquet.page;

import java.util.Objects;

/** Doubles. */
public final class DoubleSink extends Sink {
  private final double[] out;
  private final double ifNull;

  public DoubleSink(double[] out, double ifNull) {
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
    for (int i = 0; i < count; i++) {
      int slot = slots[i];
      if (slot >= 0) {
        out[slot] = values[i];
      }
    }
  }

  @Override
  void doubles(double[] values, int[] slots, int count) {
    for (int i = 0; i < count; i++) {
      int slot = slots[i];
      if (slot >= 0) {
        out[slot] = values[i];
      }
    }
  }

  @Override
  void ids(Dictionary dictionary, int[] ids, int[] slots, int count) {
    double[] values = dictionary.doubles();
    for (int i = 0; i < count; i++) {
      double v = values[ids[i]];
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
