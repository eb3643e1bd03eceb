package dev.arrowmill.arrow.parquet.page;

/** The values of a page of nulls. */
final class NoValues extends Values {
  @Override
  void ints(int[] out, int count) {
    skip(count);
  }

  @Override
  void longs(long[] out, int count) {
    skip(count);
  }

  @Override
  void floats(float[] out, int count) {
    skip(count);
  }

  @Override
  void doubles(double[] out, int count) {
    skip(count);
  }

  @Override
  void slices(Slices out, int count) {
    skip(count);
  }

  @Override
  void skip(int count) {
    if (count > 0) {
      throw ended();
    }
  }
}
