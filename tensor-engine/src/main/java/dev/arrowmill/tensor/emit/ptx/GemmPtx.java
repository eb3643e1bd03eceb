package dev.arrowmill.tensor.emit.ptx;

import dev.arrowmill.tensor.emit.Access;
import dev.arrowmill.tensor.emit.FusedSpec;
import dev.arrowmill.tensor.expr.Expr;
import dev.arrowmill.tensor.expr.Program;
import java.util.List;

/**
 * A matrix product C = epilogue(bias + A B) through shared memory: blocks of 256 threads make tiles
 * of 64 x 64, a thread 4 x 4 of it. Every element is one fma chain over k in increasing order that
 * starts at its bias (or +0), as {@link dev.arrowmill.tensor.backend.Backend#gemm} promises: the
 * same bits.
 */
public final class GemmPtx {
  private static final int TILE = 64;
  private static final int DEPTH = 16;
  private static final int THREADS = 256;
  private static final int EACH = 4;
  /* Rows of a tile lie apart by a number that spreads them over the banks. */
  private static final int PITCH = TILE + 1;

  private final PtxKernel kernel;
  private final boolean bias;
  private final int extras;

  private GemmPtx(PtxKernel kernel, boolean bias, int extras) {
    this.kernel = kernel;
    this.bias = bias;
    this.extras = extras;
  }

  /** Without an epilogue. */
  public static GemmPtx of(boolean bias) {
    return of(bias, Expr.input(0), List.of());
  }

  /**
   * With an epilogue.
   *
   * @param bias whether chains start at a vector of n numbers
   * @param epilogue an expression of the product's element, {@code Expr.input(0)}, and of the extra
   *     slots from {@code Expr.input(1)} on
   * @param extra how the extra slots are walked over m x n; float32 only
   */
  public static GemmPtx of(boolean bias, Expr epilogue, List<Access> extra) {
    String key = bias + Program.of(List.of(epilogue)).key() + extra;
    PtxText t = new PtxText(PtxEmitter.name("gemm", key));
    return new GemmPtx(new Writer(t, bias, epilogue, extra).write(), bias, extra.size());
  }

  /** The text; parameters are A, B, bias if any, C, the extras, m, n, k and the four strides. */
  public PtxKernel kernel() {
    return kernel;
  }

  /**
   * Runs it; element (i, p) of A lies {@code i * ars + p * acs} elements behind {@code a}, element
   * (p, j) of B {@code p * brs + j * bcs} behind {@code b}; C is row-major.
   *
   * @param biasAddress n numbers; any value without bias
   * @param extra the addresses of the extra slots
   */
  public void launch(
      PtxMachine machine,
      int m,
      int n,
      int k,
      long a,
      int ars,
      int acs,
      long b,
      int brs,
      int bcs,
      long biasAddress,
      long c,
      long... extra) {
    if (extra.length != extras) {
      throw new IllegalArgumentException(
          "gemm: expected " + extras + " extra slots, got " + extra.length);
    }
    java.util.List<Object> arguments = new java.util.ArrayList<>(List.of(a, b));
    if (bias) {
      arguments.add(biasAddress);
    }
    arguments.add(c);
    for (long e : extra) {
      arguments.add(e);
    }
    arguments.addAll(List.of(m, n, k, ars, acs, brs, bcs));
    if (m > 0 && n > 0) {
      int gridX = PtxKernel.blocks(n, TILE);
      machine.launch(kernel, gridX, PtxKernel.blocks(m, TILE), arguments.toArray());
    }
  }

  /** Writes the entry. */
  private static final class Writer {
    private final PtxText t;
    private final FusedSpec spec;
    private final String a;
    private final String b;
    private final String bias;
    private final String c;
    private final String[] extra;
    private final String m;
    private final String n;
    private final String k;
    private final String ars;
    private final String acs;
    private final String brs;
    private final String bcs;
    private final String tid;
    private final String row;
    private final String column;
    private final String[][] acc = new String[EACH][EACH];

    Writer(PtxText t, boolean hasBias, Expr epilogue, List<Access> access) {
      this.t = t;
      List<FusedSpec.Slot> slots = new java.util.ArrayList<>();
      slots.add(FusedSpec.Slot.of(Access.FULL));
      access.forEach(x -> slots.add(FusedSpec.Slot.of(x)));
      spec = new FusedSpec(slots, List.of(FusedSpec.Output.of(epilogue)));
      a = t.pointer();
      b = t.pointer();
      bias = hasBias ? t.pointer() : "";
      c = t.pointer();
      extra = access.stream().map(x -> t.pointer()).toArray(String[]::new);
      m = t.number();
      n = t.number();
      k = t.number();
      ars = t.number();
      acs = t.number();
      brs = t.number();
      bcs = t.number();
      tid = t.toInt("mov.u32", "%tid.x");
      row = t.toInt("shl.b32", t.toInt("mov.u32", "%ctaid.y"), "6");
      column = t.toInt("shl.b32", t.toInt("mov.u32", "%ctaid.x"), "6");
    }

    PtxKernel write() {
      t.shared("tile_a", DEPTH * PITCH * 4);
      t.shared("tile_b", DEPTH * PITCH * 4);
      String ta = t.toInt("mov.u32", "tile_a");
      String tb = t.toInt("mov.u32", "tile_b");
      String tx = t.toInt("and.b32", tid, "15");
      String ty = t.toInt("shr.u32", tid, "4");
      begin(tx);
      String ra = t.sharedElement(ta, ty);
      String rb = t.sharedElement(tb, tx);
      String base = t.toInt("mov.u32", "0");
      String loop = t.label();
      String done = t.label();
      t.place(loop);
      t.guarded(t.toPredicate("setp.ge.s32", base, k), "bra", done);
      tile(ta, a, row, m, ars, acs, base, t.toPredicate("setp.eq.s32", acs, "1"));
      tile(tb, b, column, n, bcs, brs, base, t.toPredicate("setp.eq.s32", brs, "1"));
      t.op("bar.sync", "0");
      multiply(ra, rb, base);
      t.op("bar.sync", "0");
      t.op("add.s32", base, base, Integer.toString(DEPTH)).op("bra", loop);
      t.place(done);
      end(tx, ty);
      return t.kernel(THREADS);
    }

    /** Accumulators at their bias or at +0. */
    private void begin(String tx) {
      for (int j = 0; j < EACH; j++) {
        String start = t.toFloat("mov.f32", PtxText.constant(0f));
        if (!bias.isEmpty()) {
          String col = columnOf(tx, j);
          String inside = t.toPredicate("setp.lt.s32", col, n);
          t.guarded(inside, "ld.global.f32", start, "[" + t.element(bias, col, 4) + "]");
        }
        for (int i = 0; i < EACH; i++) {
          acc[i][j] = t.toFloat("mov.f32", start);
        }
      }
    }

    private String columnOf(String tx, int j) {
      return t.toInt("add.s32", t.toInt("add.s32", column, tx), Integer.toString(16 * j));
    }

    private String rowOf(String ty, int i) {
      return t.toInt("add.s32", t.toInt("add.s32", row, ty), Integer.toString(16 * i));
    }

    /**
     * Copies lines of A (or columns of B) from {@code first} on, 16 deep from {@code base}, into
     * shared memory as [depth][line]; zeros outside. Neighbouring threads take neighbours in depth
     * when those lie side by side, else neighbouring lines.
     */
    private void tile(
        String to,
        String from,
        String first,
        String lines,
        String lineStride,
        String depthStride,
        String base,
        String deep) {
      for (int e = 0; e < TILE * DEPTH / THREADS; e++) {
        String at = t.toInt("add.s32", tid, Integer.toString(e * THREADS));
        String line =
            t.toInt("selp.b32", t.toInt("shr.u32", at, "4"), t.toInt("and.b32", at, "63"), deep);
        String depth =
            t.toInt("selp.b32", t.toInt("and.b32", at, "15"), t.toInt("shr.u32", at, "6"), deep);
        String globalLine = t.toInt("add.s32", first, line);
        String globalDepth = t.toInt("add.s32", base, depth);
        String inside =
            t.toPredicate(
                "and.pred",
                t.toPredicate("setp.lt.s32", globalLine, lines),
                t.toPredicate("setp.lt.s32", globalDepth, k));
        String place =
            t.toInt(
                "mad.lo.s32",
                globalDepth,
                depthStride,
                t.toInt("mul.lo.s32", globalLine, lineStride));
        String v = t.toFloat("mov.f32", PtxText.constant(0f));
        t.guarded(inside, "ld.global.f32", v, "[" + t.element(from, place, 4) + "]");
        String index = t.toInt("mad.lo.s32", depth, Integer.toString(PITCH), line);
        t.op("st.shared.f32", "[" + t.sharedElement(to, index) + "]", v);
      }
    }

    /** One tile's share of the chains: 16 steps, or those that are left. */
    private void multiply(String ra, String rb, String base) {
      String left = t.toInt("sub.s32", k, base);
      String part = t.label();
      String done = t.label();
      t.guarded(t.toPredicate("setp.lt.s32", left, Integer.toString(DEPTH)), "bra", part);
      for (int d = 0; d < DEPTH; d++) {
        step(ra, rb, d * PITCH * 4);
      }
      t.op("bra", done);
      t.place(part);
      String pa = t.toInt("mov.b32", ra);
      String pb = t.toInt("mov.b32", rb);
      String loop = t.label();
      t.place(loop);
      step(pa, pb, 0);
      t.op("add.s32", pa, pa, Integer.toString(PITCH * 4));
      t.op("add.s32", pb, pb, Integer.toString(PITCH * 4));
      t.op("sub.s32", left, left, "1");
      t.guarded(t.toPredicate("setp.gt.s32", left, "0"), "bra", loop);
      t.place(done);
    }

    private void step(String ra, String rb, int offset) {
      String[] x = new String[EACH];
      String[] y = new String[EACH];
      for (int i = 0; i < EACH; i++) {
        x[i] = t.toFloat("ld.shared.f32", "[" + ra + "+" + (offset + 64 * i) + "]");
        y[i] = t.toFloat("ld.shared.f32", "[" + rb + "+" + (offset + 64 * i) + "]");
      }
      for (int i = 0; i < EACH; i++) {
        for (int j = 0; j < EACH; j++) {
          t.op("fma.rn.f32", acc[i][j], x[i], y[j], acc[i][j]);
        }
      }
    }

    private void end(String tx, String ty) {
      for (int i = 0; i < EACH; i++) {
        String r = rowOf(ty, i);
        String inRow = t.toPredicate("setp.lt.s32", r, m);
        for (int j = 0; j < EACH; j++) {
          String col = columnOf(tx, j);
          String skip = t.label();
          String inside = t.toPredicate("and.pred", inRow, t.toPredicate("setp.lt.s32", col, n));
          String outside = t.toPredicate("not.pred", inside);
          t.guarded(outside, "bra", skip);
          String at = t.toInt("mad.lo.s32", r, n, col);
          String element = acc[i][j];
          PtxLanes lanes = new PtxLanes(t, e -> e.value() == 0 ? element : load(e, r, col, at));
          String v = lanes.results(spec.program())[0];
          String register = v.startsWith("%") ? v : t.toFloat("mov.f32", v);
          t.op("st.global.f32", "[" + t.element(c, at, 4) + "]", register);
          t.place(skip);
        }
      }
    }

    private String load(Expr e, String r, String col, String at) {
      String base = extra[e.value() - 1];
      String address =
          switch (spec.slots().get(e.value()).access()) {
            case FULL -> t.element(base, at, 4);
            case SCALAR -> base;
            case ROW -> t.element(base, col, 4);
            case COLUMN -> t.element(base, r, 4);
          };
      return t.toFloat("ld.global.f32", "[" + address + "]");
    }
  }
}
