package dev.arrowmill.arrow.parquet.page;

import dev.arrowmill.arrow.parquet.meta.Damaged;

/** DELTA_LENGTH_BYTE_ARRAY: all sizes first, then all bytes. */
final class DeltaLengthBytes extends Values {
  private final byte[] data;
  private final int end;
  private final DeltaNumbers sizes;
  private final int[] run = new int[RUN];
  private int at;

  DeltaLengthBytes(byte[] data, int from, int end) {
    this.data = data;
    this.end = end;
    this.sizes = new DeltaNumbers(data, from, end, true);
    DeltaNumbers all = new DeltaNumbers(data, from, end, true);
    all.skip(all.total());
    this.at = all.position();
  }

  @Override
  void slices(Slices out, int count) {
    sizes.ints(run, count);
    out.bytes = data;
    for (int i = 0; i < count; i++) {
      int size = run[i];
      if (size < 0 || size > end - at) {
        throw new Damaged("a value of " + size + " bytes where " + (end - at) + " are left");
      }
      out.starts[i] = at;
      out.sizes[i] = size;
      at += size;
    }
  }

  @Override
  void skip(int count) {
    Slices passed = new Slices();
    skipBy(count, n -> slices(passed, n));
  }
}
