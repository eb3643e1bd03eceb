package dev.arrowmill.arrow.parquet.page;

import java.util.Objects;

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
  boolean strided(Dictionary dictionary, HybridReader ids, int at, int stride, int count) {
    ids.lookup(dictionary.floats(), out, at, stride, count);
    return true;
  }

  @Override
  boolean takesStrided(long last) {
    Objects.checkIndex(last, (long) out.length);
    return true;
  }

  @Override
  public boolean spread(Object values, int from, int at, int stride, int count) {
    int to = at;
    if (values instanceof float[] v) {
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
    if (values instanceof long[] v) {
      for (int i = from; i < from + count; i++, to += stride) {
        out[to] = (float) (double) v[i];
      }
      return true;
    }
    if (values instanceof double[] v) {
      for (int i = from; i < from + count; i++, to += stride) {
        out[to] = (float) v[i];
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
