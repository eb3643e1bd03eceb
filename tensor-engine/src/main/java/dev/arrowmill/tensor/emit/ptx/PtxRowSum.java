package dev.arrowmill.tensor.emit.ptx;

import java.util.function.Function;

/**
 * The sum over a row by one block of threads, in the order of {@link
 * dev.arrowmill.tensor.backend.Backend#sum}: 16 groups of 16 threads take a block of 512 columns
 * each, a thread is one of the 16 lanes, and thread 0 adds the blocks' sums in order in float64.
 * All threads of the block must come here together.
 */
final class PtxRowSum {
  static final int THREADS = 256;
  private static final int LANES = 16;
  private static final int BLOCK = 512;
  private static final int STRIDE = THREADS / LANES * BLOCK;

  private final PtxText t;
  private final String columns;
  private final int sums;
  private final String thread;
  private final String[] memory;

  PtxRowSum(PtxText t, String columns, int sums) {
    this.t = t;
    this.columns = columns;
    this.sums = sums;
    thread = t.toInt("mov.u32", "%tid.x");
    memory = new String[sums];
    for (int s = 0; s < sums; s++) {
      t.shared("lanes" + s, THREADS * 4);
      memory[s] = t.toInt("mov.u32", "lanes" + s);
    }
  }

  /** This thread's number in its block. */
  String thread() {
    return thread;
  }

  /**
   * Writes the loop.
   *
   * @param values for the register of a column, the summands; called once
   * @return the sums as floats; only thread 0's count
   */
  String[] emit(Function<String, String[]> values) {
    String lane = t.toInt("and.b32", thread, "15");
    String group = t.toInt("shr.u32", thread, "4");
    String[] totals = new String[sums];
    for (int s = 0; s < sums; s++) {
      totals[s] = t.f64();
      t.op("mov.f64", totals[s], "0d0000000000000000");
    }
    String base = t.toInt("mov.u32", "0");
    String loop = t.label();
    String done = t.label();
    t.place(loop);
    t.guarded(t.toPredicate("setp.ge.s32", base, columns), "bra", done);
    String[] lanes = lanes(values, base, group, lane);
    for (int s = 0; s < sums; s++) {
      t.op("st.shared.f32", "[" + t.sharedElement(memory[s], thread) + "]", lanes[s]);
    }
    t.op("bar.sync", "0");
    joinLanes(lane);
    t.op("bar.sync", "0");
    addBlocks(base, totals);
    t.op("bar.sync", "0");
    t.op("add.s32", base, base, Integer.toString(STRIDE)).op("bra", loop);
    t.place(done);
    String[] out = new String[sums];
    for (int s = 0; s < sums; s++) {
      out[s] = t.toFloat("cvt.rn.f32.f64", totals[s]);
    }
    return out;
  }

  private String[] lanes(
      Function<String, String[]> values, String base, String group, String lane) {
    String[] acc = new String[sums];
    for (int s = 0; s < sums; s++) {
      acc[s] = t.toFloat("mov.f32", PtxText.constant(0f));
    }
    String start = t.toInt("mad.lo.s32", group, Integer.toString(BLOCK), base);
    String end = t.toInt("min.s32", t.toInt("add.s32", start, Integer.toString(BLOCK)), columns);
    String c = t.toInt("add.s32", start, lane);
    String loop = t.label();
    String done = t.label();
    t.place(loop);
    t.guarded(t.toPredicate("setp.ge.s32", c, end), "bra", done);
    String[] v = values.apply(c);
    for (int s = 0; s < sums; s++) {
      t.op("add.rn.f32", acc[s], acc[s], v[s]);
    }
    t.op("add.s32", c, c, Integer.toString(LANES)).op("bra", loop);
    t.place(done);
    return acc;
  }

  private void joinLanes(String lane) {
    String skip = t.label();
    t.guarded(t.toPredicate("setp.ne.s32", lane, "0"), "bra", skip);
    for (int s = 0; s < sums; s++) {
      String at = t.sharedElement(memory[s], thread);
      String[] l = new String[8];
      for (int i = 0; i < 8; i++) {
        String low = t.toFloat("ld.shared.f32", "[" + at + "+" + 4 * i + "]");
        String high = t.toFloat("ld.shared.f32", "[" + at + "+" + 4 * (i + 8) + "]");
        l[i] = t.toFloat("add.rn.f32", low, high);
      }
      String even = add(add(l[0], l[4]), add(l[2], l[6]));
      String odd = add(add(l[1], l[5]), add(l[3], l[7]));
      t.op("st.shared.f32", "[" + at + "]", add(even, odd));
    }
    t.place(skip);
  }

  private String add(String a, String b) {
    return t.toFloat("add.rn.f32", a, b);
  }

  private void addBlocks(String base, String[] totals) {
    String skip = t.label();
    t.guarded(t.toPredicate("setp.ne.s32", thread, "0"), "bra", skip);
    String start = t.toInt("mov.b32", base);
    String at = t.toInt("mov.u32", "0");
    String loop = t.label();
    t.place(loop);
    for (int s = 0; s < sums; s++) {
      String address = t.toInt("add.s32", memory[s], at);
      String v = t.toFloat("ld.shared.f32", "[" + address + "]");
      String wide = t.f64();
      t.op("cvt.f64.f32", wide, v).op("add.rn.f64", totals[s], totals[s], wide);
    }
    t.op("add.s32", start, start, Integer.toString(BLOCK));
    t.op("add.s32", at, at, Integer.toString(LANES * 4));
    String inside = t.toPredicate("setp.lt.s32", start, columns);
    String more = t.toPredicate("setp.lt.s32", at, Integer.toString(THREADS * 4));
    t.guarded(t.toPredicate("and.pred", inside, more), "bra", loop);
    t.place(skip);
  }
}
