package dev.arrowmill.tensor.emit.ptx;

import dev.arrowmill.tensor.expr.Expr;
import dev.arrowmill.tensor.expr.Functions;
import dev.arrowmill.tensor.expr.Program;
import java.util.List;

/**
 * Softmax, its logarithm, and cross entropy with its gradient, over rows, one block per row, with
 * the bits of the CPU's ops. Rows have one column at least.
 */
public final class SoftmaxPtx {
  private static final int THREADS = PtxRowSum.THREADS;
  private static final Program EXP =
      Program.of(List.of(Functions.exp(Expr.input(0).sub(Expr.input(1)))));
  private static final Program LOG = Program.of(List.of(Functions.log(Expr.input(0))));

  /** {@code y = softmax(x)}: parameters x, y, columns. */
  public static final PtxKernel SOFTMAX = new SoftmaxPtx("softmax").rows(false);

  /** {@code y = logSoftmax(x)}: parameters x, y, columns. */
  public static final PtxKernel LOG_SOFTMAX = new SoftmaxPtx("log_softmax").rows(true);

  /**
   * The loss {@code -logSoftmax(x)[class]} of each row and the gradient of x, given the gradient of
   * each row's loss. Parameters: x, int32 classes (from 0, below columns), gradient of the losses,
   * losses, gradient of x, columns.
   */
  public static final PtxKernel CROSS_ENTROPY = new SoftmaxPtx("cross_entropy").crossEntropy();

  private final PtxText t;
  private String columns = "";
  private String row = "";
  private String x = "";
  private String max = "";

  private SoftmaxPtx(String name) {
    t = new PtxText(name);
  }

  /** Runs softmax or its logarithm on rows x columns. */
  public static void launch(
      PtxMachine machine, PtxKernel kernel, long x, long y, int rows, int columns) {
    if (rows > 0) {
      machine.launch(kernel, rows, 1, x, y, columns);
    }
  }

  private PtxKernel rows(boolean log) {
    String source = t.pointer();
    String target = t.pointer();
    columns = t.number();
    String sum = start(source);
    String s = log ? one(LOG, sum) : sum;
    overColumns(
        c -> {
          String i = t.toInt("mad.lo.s32", row, columns, c);
          String y =
              log
                  ? t.toFloat("sub.rn.f32", shifted(c), s)
                  : t.toFloat("div.rn.f32", one(EXP, load(c), max), s);
          t.op("st.global.f32", "[" + t.element(target, i, 4) + "]", y);
        });
    return t.kernel(THREADS);
  }

  private PtxKernel crossEntropy() {
    String source = t.pointer();
    String classes = t.pointer();
    String upstream = t.pointer();
    String losses = t.pointer();
    String gradient = t.pointer();
    columns = t.number();
    String sum = start(source);
    String log = one(LOG, sum);
    String picked = t.toInt("ld.global.s32", "[" + t.element(classes, row, 4) + "]");
    String up = t.toFloat("ld.global.f32", "[" + t.element(upstream, row, 4) + "]");
    String zero = PtxText.constant(0f);
    String down = t.toFloat("add.rn.f32", t.toFloat("neg.f32", up), zero);
    overColumns(
        c -> {
          String i = t.toInt("mad.lo.s32", row, columns, c);
          String y = t.toFloat("sub.rn.f32", shifted(c), log);
          String hit = t.toPredicate("setp.eq.s32", c, picked);
          String g = t.toFloat("selp.f32", down, zero, hit);
          String p = t.toFloat("mul.rn.f32", one(EXP, y, zero), down);
          String d = t.toFloat("sub.rn.f32", g, p);
          t.op("st.global.f32", "[" + t.element(gradient, i, 4) + "]", d);
          String loss = t.toFloat("neg.f32", y);
          t.guarded(hit, "st.global.f32", "[" + t.element(losses, row, 4) + "]", loss);
        });
    return t.kernel(THREADS);
  }

  /** The row's maximum, then the sum of exponentials, for all threads. */
  private String start(String source) {
    row = t.toInt("mov.u32", "%ctaid.x");
    x = source;
    t.shared("share", 4 * THREADS);
    String share = t.toInt("mov.u32", "share");
    max = maximum(share);
    PtxRowSum rowSum = new PtxRowSum(t, columns, 1);
    String own = rowSum.emit(c -> new String[] {one(EXP, load(c), max)})[0];
    t.op("bar.sync", "0");
    String first = t.toPredicate("setp.eq.s32", rowSum.thread(), "0");
    t.guarded(first, "st.shared.f32", "[" + share + "]", own);
    t.op("bar.sync", "0");
    return t.toFloat("ld.shared.f32", "[" + share + "]");
  }

  private String maximum(String share) {
    String thread = t.toInt("mov.u32", "%tid.x");
    String best = t.toFloat("mov.f32", PtxText.constant(Float.NEGATIVE_INFINITY));
    overColumns(c -> t.op("max.NaN.f32", best, best, load(c)));
    String own = t.sharedElement(share, thread);
    t.op("st.shared.f32", "[" + own + "]", best);
    for (int half = THREADS / 2; half > 0; half /= 2) {
      t.op("bar.sync", "0");
      String skip = t.label();
      t.guarded(t.toPredicate("setp.ge.s32", thread, Integer.toString(half)), "bra", skip);
      String other = t.toFloat("ld.shared.f32", "[" + own + "+" + 4 * half + "]");
      t.op("max.NaN.f32", best, best, other);
      t.op("st.shared.f32", "[" + own + "]", best);
      t.place(skip);
    }
    t.op("bar.sync", "0");
    return t.toFloat("ld.shared.f32", "[" + share + "]");
  }

  /** A loop over this thread's columns. */
  private void overColumns(java.util.function.Consumer<String> body) {
    String c = t.toInt("mov.u32", "%tid.x");
    String loop = t.label();
    String done = t.label();
    t.place(loop);
    t.guarded(t.toPredicate("setp.ge.s32", c, columns), "bra", done);
    body.accept(c);
    t.op("add.s32", c, c, Integer.toString(THREADS)).op("bra", loop);
    t.place(done);
  }

  private String load(String c) {
    String i = t.toInt("mad.lo.s32", row, columns, c);
    return t.toFloat("ld.global.f32", "[" + t.element(x, i, 4) + "]");
  }

  private String shifted(String c) {
    return t.toFloat("sub.rn.f32", load(c), max);
  }

  private String one(Program p, String... in) {
    return new PtxLanes(t, e -> in[e.value()]).results(p)[0];
  }
}
