package dev.arrowmill.arrow.parquet.page;

/** Floats; integers and doubles go through a double. */
public final class FloatSink extends Sink {
  private final float[] out;
  private final float ifNull;

  public FloatSink(float[] out, float ifNull) {
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
        out[slot] = (float) (double) values[i];
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
        out[slot] = (float) values[i];
      }
    }
  }

  @Override
  void ids(Dictionary dictionary, int[] ids, int[] slots, int count) {
    float[] values = dictionary.floats();
    for (int i = 0; i < count; i++) {
      float v = values[ids[i]];
      int slot = slots[i];
      if (slot >= 0) {
        out[slot] = v;
      }
    }
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
