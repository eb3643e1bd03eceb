package dev.arrowmill.tensor.op;

import dev.arrowmill.tensor.DType;
import dev.arrowmill.tensor.Tensor;

/** Which rows belong to which bag: rows of an index matrix, or ranges that start at offsets. */
final class Bags {
  private final Tensor index;
  private final boolean ranges;
  private final boolean last;
  private final long pad;
  private final int[] offsets;
  private final boolean[] counts;
  private final int bags;
  private final Tensor[] in;

  /**
   * @param in index, then offsets if there are any
   */
  Bags(Attrs attrs, Tensor... in) {
    this.in = in;
    index = in[0];
    ranges = in.length > 1;
    last = attrs.flag("last");
    pad = attrs.number("pad");
    bags = count(attrs, in);
    offsets = new int[ranges ? in[1].numel() : 0];
    counts = new boolean[index.numel()];
  }

  static int count(Attrs attrs, Tensor... in) {
    return in.length > 1 ? in[1].numel() - (attrs.flag("last") ? 1 : 0) : in[0].size(0);
  }

  int bags() {
    return bags;
  }

  /** Takes over the present values; the index is contiguous. */
  void read() {
    int n = index.numel();
    for (int i = 0; i < n; i++) {
      long v =
          index.dtype() == DType.INT32
              ? index.ints()[index.offset() + i]
              : index.longs()[index.offset() + i];
      counts[i] = v != pad;
    }
    if (!ranges) {
      return;
    }
    Indices.read("embeddingBag", in[1], n + 1, offsets);
    for (int b = 0; b < offsets.length; b++) {
      if (offsets[b] < (b == 0 ? 0 : offsets[b - 1]) || (b == 0 && offsets[0] != 0)) {
        throw new IllegalArgumentException(
            "embeddingBag: offsets must start at 0 and not fall, offset "
                + b
                + " is "
                + offsets[b]);
      }
    }
  }

  int start(int b) {
    return ranges ? offsets[b] : b * index.size(1);
  }

  int end(int b) {
    if (!ranges) {
      return (b + 1) * index.size(1);
    }
    return last || b + 1 < offsets.length ? offsets[b + 1] : index.numel();
  }

  /** Whether a row counts: it is no padding. */
  boolean has(int i) {
    return counts[i];
  }

  int size(int b) {
    int n = 0;
    for (int i = start(b); i < end(b); i++) {
      n += counts[i] ? 1 : 0;
    }
    return n;
  }
}
