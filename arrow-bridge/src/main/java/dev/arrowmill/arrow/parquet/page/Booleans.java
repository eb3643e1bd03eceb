package dev.arrowmill.arrow.parquet.page;

/** Booleans as 0 and 1, from single bits or runs. */
final class Booleans extends Values {
  private final HybridReader bits;

  Booleans(HybridReader bits) {
    this.bits = bits;
  }

  @Override
  void ints(int[] out, int count) {
    bits.read(out, 0, count);
  }

  @Override
  void skip(int count) {
    bits.skip(count);
  }
}
