package dev.arrowmill.arrow.parquet.page;

import dev.arrowmill.arrow.parquet.meta.Damaged;
import java.util.Arrays;

/** DELTA_BYTE_ARRAY: each value is a beginning of the one before it and a suffix. */
final class DeltaBytes extends Values {
  /** More than any sane run of values; a lie about prefixes must not fill the memory. */
  private static final int MOST_BYTES = 1 << 28;

  private final DeltaNumbers prefixes;
  private final DeltaLengthBytes suffixes;
  private final int[] prefix = new int[RUN];
  private final Slices suffix = new Slices();
  private byte[] last = new byte[0];

  DeltaBytes(byte[] data, int from, int end) {
    this.prefixes = new DeltaNumbers(data, from, end, true);
    DeltaNumbers all = new DeltaNumbers(data, from, end, true);
    all.skip(all.total());
    this.suffixes = new DeltaLengthBytes(data, all.position(), end);
  }

  @Override
  void slices(Slices out, int count) {
    prefixes.ints(prefix, count);
    suffixes.slices(suffix, count);
    byte[] to = new byte[sizes(out, count)];
    for (int i = 0; i < count; i++) {
      byte[] before = i == 0 ? last : to;
      int from = i == 0 ? 0 : out.starts[i - 1];
      System.arraycopy(before, from, to, out.starts[i], prefix[i]);
      System.arraycopy(
          suffix.bytes, suffix.starts[i], to, out.starts[i] + prefix[i], suffix.sizes[i]);
    }
    out.bytes = to;
    if (count > 0) {
      int start = out.starts[count - 1];
      last = Arrays.copyOfRange(to, start, start + out.sizes[count - 1]);
    }
  }

  private int sizes(Slices out, int count) {
    long at = 0;
    int before = last.length;
    for (int i = 0; i < count; i++) {
      if (prefix[i] < 0 || prefix[i] > before) {
        throw new Damaged("a prefix of " + prefix[i] + " bytes of a value of " + before);
      }
      out.starts[i] = (int) at;
      out.sizes[i] = prefix[i] + suffix.sizes[i];
      before = out.sizes[i];
      at += before;
      if (at > MOST_BYTES) {
        throw new Damaged("values longer than " + MOST_BYTES + " bytes");
      }
    }
    return (int) at;
  }

  @Override
  void skip(int count) {
    Slices passed = new Slices();
    skipBy(count, n -> slices(passed, n));
  }
}
