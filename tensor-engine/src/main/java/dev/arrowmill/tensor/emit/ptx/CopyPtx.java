package dev.arrowmill.tensor.emit.ptx;

import java.util.ArrayList;
import java.util.List;

/** Copies a strided array of float32 into a row-major one. */
public final class CopyPtx {
  /** Dimensions that a copy can have after neighbours were joined. */
  public static final int MAX_RANK = 4;

  /** Parameters: source, target, then four sizes and four strides in elements, outermost first. */
  public static final PtxKernel KERNEL = write();

  private CopyPtx() {}

  private static PtxKernel write() {
    PtxText t = new PtxText("copy");
    String from = t.pointer();
    String to = t.pointer();
    String[] size = new String[MAX_RANK];
    String[] stride = new String[MAX_RANK];
    for (int d = 0; d < MAX_RANK; d++) {
      size[d] = t.number();
    }
    for (int d = 0; d < MAX_RANK; d++) {
      stride[d] = t.number();
    }
    String i = t.thread();
    String n = size[0];
    for (int d = 1; d < MAX_RANK; d++) {
      n = t.toInt("mul.lo.s32", n, size[d]);
    }
    String end = t.label();
    t.guarded(t.toPredicate("setp.ge.s32", i, n), "bra", end);
    String rest = i;
    String at = t.toInt("mov.u32", "0");
    for (int d = MAX_RANK - 1; d >= 0; d--) {
      at = t.toInt("mad.lo.s32", t.toInt("rem.s32", rest, size[d]), stride[d], at);
      rest = t.toInt("div.s32", rest, size[d]);
    }
    String v = t.toFloat("ld.global.f32", "[" + t.element(from, at, 4) + "]");
    t.op("st.global.f32", "[" + t.element(to, i, 4) + "]", v);
    t.place(end);
    return t.kernel(256);
  }

  /**
   * Runs it.
   *
   * @param sizes of any number of dimensions
   * @param strides in elements, 0 to repeat
   * @throws IllegalArgumentException when more than four dimensions remain
   */
  public static void launch(PtxMachine machine, long from, long to, int[] sizes, int[] strides) {
    List<int[]> joined = new ArrayList<>();
    int n = 1;
    for (int d = 0; d < sizes.length; d++) {
      n *= sizes[d];
      int[] last = joined.isEmpty() ? null : joined.get(joined.size() - 1);
      if (last != null && last[1] == sizes[d] * strides[d]) {
        last[0] *= sizes[d];
        last[1] = strides[d];
      } else if (sizes[d] != 1) {
        joined.add(new int[] {sizes[d], strides[d]});
      }
    }
    if (joined.size() > MAX_RANK) {
      throw new IllegalArgumentException(
          "copy: " + joined.size() + " dimensions, at most " + MAX_RANK);
    }
    Object[] arguments = new Object[2 + 2 * MAX_RANK];
    arguments[0] = from;
    arguments[1] = to;
    int lead = MAX_RANK - joined.size();
    for (int d = 0; d < MAX_RANK; d++) {
      arguments[2 + d] = d < lead ? 1 : joined.get(d - lead)[0];
      arguments[2 + MAX_RANK + d] = d < lead ? 0 : joined.get(d - lead)[1];
    }
    if (n > 0) {
      machine.launch(KERNEL, PtxKernel.blocks(n, KERNEL.threads()), 1, arguments);
    }
  }
}
