package dev.arrowmill.tensor.emit.ptx;

import dev.arrowmill.tensor.emit.Access;
import dev.arrowmill.tensor.emit.Fold;
import dev.arrowmill.tensor.emit.FusedSpec;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.zip.CRC32;

/**
 * Turns specs of fused kernels into PTX: one thread per element without sums, a block per row for
 * row sums, a thread per column for column sums. Sums are taken in the order of the CPU's. Safe for
 * use by several threads.
 */
public final class PtxEmitter {
  private static final Map<FusedSpec, FusedPtx> KNOWN = new ConcurrentHashMap<>();

  private PtxEmitter() {}

  /** The kernel of a spec. */
  public static FusedPtx compile(FusedSpec spec) {
    return KNOWN.computeIfAbsent(spec, PtxEmitter::emit);
  }

  private static FusedPtx emit(FusedSpec spec) {
    boolean rowSums = spec.outputs().stream().anyMatch(o -> o.fold() == Fold.ROW_SUM);
    if (rowSums) {
      return new FusedPtx(spec, rows(spec), FusedPtx.Grid.BLOCK_PER_ROW);
    }
    return spec.isByColumns()
        ? new FusedPtx(spec, columns(spec), FusedPtx.Grid.THREAD_PER_COLUMN)
        : new FusedPtx(spec, elements(spec), FusedPtx.Grid.THREAD_PER_ELEMENT);
  }

  /** A name that says what the kernel is and differs for different kernels. */
  static String name(String kind, String key) {
    CRC32 crc = new CRC32();
    crc.update(key.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    return String.format(java.util.Locale.ROOT, "%s_%08x", kind, crc.getValue());
  }

  private static String key(FusedSpec spec) {
    return spec.slots().toString()
        + spec.outputs().stream().map(FusedSpec.Output::fold).toList()
        + spec.program().key();
  }

  private static PtxKernel elements(FusedSpec spec) {
    PtxText t = new PtxText(name("elements", key(spec)));
    PtxSpace space = new PtxSpace(t, spec);
    String i = t.thread();
    String n = t.toInt("mul.lo.s32", space.rows(), space.columns());
    String end = t.label();
    t.guarded(t.toPredicate("setp.ge.s32", i, n), "bra", end);
    String r = t.toInt("mov.u32", "0");
    String c = i;
    boolean split = spec.slots().stream().anyMatch(s -> isTwoDimensional(s.access()));
    if (split) {
      r = t.toInt("div.s32", i, space.columns());
      c = t.toInt("rem.s32", i, space.columns());
    }
    String[] values = space.values(r, c, i);
    for (int o = 0; o < values.length; o++) {
      space.store(o, i, values[o]);
    }
    t.place(end);
    return t.kernel(256);
  }

  private static boolean isTwoDimensional(Access a) {
    return a == Access.ROW || a == Access.COLUMN;
  }

  private static PtxKernel rows(FusedSpec spec) {
    PtxText t = new PtxText(name("rows", key(spec)));
    PtxSpace space = new PtxSpace(t, spec);
    String r = t.toInt("mov.u32", "%ctaid.x");
    int[] sums = space.outputs(Fold.ROW_SUM);
    PtxRowSum sum = new PtxRowSum(t, space.columns(), sums.length);
    String[] totals =
        sum.emit(
            c -> {
              String i = t.toInt("mad.lo.s32", r, space.columns(), c);
              String[] values = space.values(r, c, i);
              space.storeElements(i, values);
              String[] picked = new String[sums.length];
              for (int s = 0; s < sums.length; s++) {
                picked[s] = values[sums[s]];
              }
              return picked;
            });
    String end = t.label();
    t.guarded(t.toPredicate("setp.ne.s32", sum.thread(), "0"), "bra", end);
    for (int s = 0; s < sums.length; s++) {
      space.store(sums[s], r, totals[s]);
    }
    t.place(end);
    return t.kernel(PtxRowSum.THREADS);
  }

  private static PtxKernel columns(FusedSpec spec) {
    PtxText t = new PtxText(name("columns", key(spec)));
    PtxSpace space = new PtxSpace(t, spec);
    String c = t.thread();
    String end = t.label();
    t.guarded(t.toPredicate("setp.ge.s32", c, space.columns()), "bra", end);
    int[] sums = space.outputs(Fold.COLUMN_SUM);
    String[] totals = zeros(t, sums.length);
    String[] parts = zeros(t, sums.length);
    String r = t.toInt("mov.u32", "0");
    String i = t.toInt("mov.b32", c);
    String blocks = t.label();
    t.place(blocks);
    String stop = t.toInt("min.s32", t.toInt("add.s32", r, "256"), space.rows());
    for (String p : parts) {
      t.op("mov.f32", p, PtxText.constant(0f));
    }
    String inner = t.label();
    String after = t.label();
    t.place(inner);
    t.guarded(t.toPredicate("setp.ge.s32", r, stop), "bra", after);
    String[] values = space.values(r, c, i);
    space.storeElements(i, values);
    for (int s = 0; s < sums.length; s++) {
      t.op("add.rn.f32", parts[s], parts[s], values[sums[s]]);
    }
    t.op("add.s32", r, r, "1").op("add.s32", i, i, space.columns()).op("bra", inner);
    t.place(after);
    for (int s = 0; s < sums.length; s++) {
      t.op("add.rn.f32", totals[s], totals[s], parts[s]);
    }
    t.guarded(t.toPredicate("setp.lt.s32", r, space.rows()), "bra", blocks);
    for (int s = 0; s < sums.length; s++) {
      space.store(sums[s], c, totals[s]);
    }
    t.place(end);
    return t.kernel(128);
  }

  private static String[] zeros(PtxText t, int n) {
    String[] z = new String[n];
    for (int i = 0; i < n; i++) {
      z[i] = t.toFloat("mov.f32", PtxText.constant(0f));
    }
    return z;
  }
}
