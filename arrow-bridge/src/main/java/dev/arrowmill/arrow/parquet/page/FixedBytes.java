package dev.arrowmill.arrow.parquet.page;

/** PLAIN byte strings of one size. */
final class FixedBytes extends Values {
  private final byte[] data;
  private final int end;
  private final int size;
  private int at;

  FixedBytes(byte[] data, int from, int end, int size) {
    this.data = data;
    this.at = from;
    this.end = end;
    this.size = size;
  }

  @Override
  void slices(Slices out, int count) {
    int from = at;
    skip(count);
    out.bytes = data;
    for (int i = 0; i < count; i++) {
      out.starts[i] = from + i * size;
      out.sizes[i] = size;
    }
  }

  @Override
  void skip(int count) {
    if ((long) count * size > end - at) {
      throw ended();
    }
    at += count * size;
  }
}
