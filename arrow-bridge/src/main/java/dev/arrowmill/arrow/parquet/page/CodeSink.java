package dev.arrowmill.arrow.parquet.page;

/** Numbers of dictionary entries; null becomes -1. */
public final class CodeSink extends Sink {
  private final int[] out;

  public CodeSink(int[] out) {
    this.out = out;
  }

  private static IllegalStateException noDictionary() {
    return new IllegalStateException("codes of a page without a dictionary");
  }

  @Override
  void ints(int[] values, int[] slots, int count) {
    throw noDictionary();
  }

  @Override
  void longs(long[] values, int[] slots, int count) {
    throw noDictionary();
  }

  @Override
  void floats(float[] values, int[] slots, int count) {
    throw noDictionary();
  }

  @Override
  void doubles(double[] values, int[] slots, int count) {
    throw noDictionary();
  }

  @Override
  void ids(Dictionary dictionary, int[] ids, int[] slots, int count) {
    dictionary.check(ids, count);
    for (int i = 0; i < count; i++) {
      if (slots[i] >= 0) {
        out[slots[i]] = ids[i];
      }
    }
  }

  @Override
  void nulls(int[] slots, int count) {
    for (int i = 0; i < count; i++) {
      if (slots[i] >= 0) {
        out[slots[i]] = -1;
      }
    }
  }
}
