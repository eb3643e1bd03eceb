package dev.arrowmill.tensor.emit.ptx;

import static org.assertj.core.api.Assertions.assertThat;

import dev.arrowmill.tensor.backend.AdamScales;
import dev.arrowmill.tensor.backend.Backends;
import dev.arrowmill.tensor.emit.Access;
import dev.arrowmill.tensor.emit.AdamSpec;
import dev.arrowmill.tensor.emit.Fold;
import dev.arrowmill.tensor.emit.FusedSpec;
import dev.arrowmill.tensor.emit.JavaEmitter;
import dev.arrowmill.tensor.expr.Code;
import dev.arrowmill.tensor.expr.Expr;
import dev.arrowmill.tensor.expr.Functions;
import dev.arrowmill.tensor.expr.Lane;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Fused kernels as PTX give the bits of the Java loops. */
class PtxEmitterTest {
  private static final Expr X = Expr.input(0);
  private static final Expr CHAIN =
      Expr.flag(4)
          .select(
              Functions.gelu(X.mul(Expr.input(1)).add(Expr.input(2))).mul(Expr.input(3)),
              Functions.softplus(X));
  private static final List<FusedSpec.Slot> SLOTS =
      List.of(
          FusedSpec.Slot.of(Access.FULL),
          FusedSpec.Slot.of(Access.SCALAR),
          FusedSpec.Slot.of(Access.ROW),
          FusedSpec.Slot.of(Access.COLUMN),
          new FusedSpec.Slot(Lane.MASK, Access.FULL));

  /** Runs a spec on both and compares every output. */
  static void compare(FusedSpec spec, Object[] in, int rows, int columns) {
    int k = spec.outputs().size();
    Object[] want = new Object[k];
    int[] sizes = new int[k];
    for (int o = 0; o < k; o++) {
      FusedSpec.Output out = spec.outputs().get(o);
      int each = out.fold() == Fold.COLUMN_SUM ? columns : rows * columns;
      sizes[o] = out.fold() == Fold.ROW_SUM ? rows : each;
      want[o] = out.value().lane() == Lane.MASK ? new byte[sizes[o]] : new float[sizes[o]];
    }
    JavaEmitter.compile(spec).run(in, new int[in.length], want, new int[k], rows, columns);
    for (PtxRig each : PtxRig.all()) {
      try (PtxRig rig = each) {
        long[] from = new long[in.length];
        for (int i = 0; i < in.length; i++) {
          from[i] = rig.put(in[i]);
        }
        long[] to = new long[k];
        for (int o = 0; o < k; o++) {
          to[o] = rig.room(sizes[o]);
        }
        PtxEmitter.compile(spec).launch(rig.machine, from, to, rows, columns);
        for (int o = 0; o < k; o++) {
          if (want[o] instanceof float[] f) {
            PtxRig.same(rig.machine.describe() + " output " + o, f, rig.floats(to[o], sizes[o]));
          } else {
            assertThat(rig.bytes(to[o], sizes[o])).isEqualTo((byte[]) want[o]);
          }
        }
      }
    }
  }

  private static Object[] data(int rows, int columns) {
    byte[] mask = new byte[rows * columns];
    new Random(3).nextBytes(mask);
    for (int i = 0; i < mask.length; i++) {
      mask[i] &= 1;
    }
    return new Object[] {
      PtxRig.numbers(rows * columns, 1),
      PtxRig.numbers(1, 2),
      PtxRig.numbers(columns, 3),
      PtxRig.numbers(rows, 4),
      mask
    };
  }

  @ParameterizedTest
  @CsvSource({"1,1", "3,5", "2,130", "300,2"})
  void elements(int rows, int columns) {
    FusedSpec.Output mask = FusedSpec.Output.of(CHAIN.gt(0.1f));
    FusedSpec spec = new FusedSpec(SLOTS, List.of(FusedSpec.Output.of(CHAIN), mask));
    compare(spec, data(rows, columns), rows, columns);
  }

  @ParameterizedTest
  @CsvSource({"1,1", "3,5", "2,130", "1,513", "2,9000"})
  void rowSums(int rows, int columns) {
    FusedSpec spec =
        new FusedSpec(
            SLOTS,
            List.of(
                new FusedSpec.Output(CHAIN, Fold.ROW_SUM),
                FusedSpec.Output.of(CHAIN),
                new FusedSpec.Output(X.mul(X), Fold.ROW_SUM)));
    compare(spec, data(rows, columns), rows, columns);
  }

  @ParameterizedTest
  @CsvSource({"1,1", "3,5", "256,3", "257,130", "700,2"})
  void columnSums(int rows, int columns) {
    FusedSpec spec =
        new FusedSpec(
            SLOTS,
            List.of(
                new FusedSpec.Output(CHAIN, Fold.COLUMN_SUM),
                FusedSpec.Output.of(CHAIN.gt(0f)),
                new FusedSpec.Output(X, Fold.COLUMN_SUM)));
    compare(spec, data(rows, columns), rows, columns);
  }

  @Test
  void functionsOnSpecialValues() {
    float[] x = new float[2000];
    float[] special = {
      0f,
      -0f,
      Float.NaN,
      Float.POSITIVE_INFINITY,
      Float.NEGATIVE_INFINITY,
      Float.MIN_VALUE,
      Float.MAX_VALUE,
      -Float.MAX_VALUE,
      88.7f,
      89f,
      -103.9f,
      -104.5f,
      2.5f,
      -0.5f,
      8388607.5f
    };
    Random r = new Random(8);
    for (int i = 0; i < x.length; i++) {
      float bits = Float.intBitsToFloat(r.nextInt());
      x[i] = i < special.length ? special[i] : i % 2 == 0 ? bits : (float) r.nextGaussian() * 4;
    }
    List<UnaryOperator<Expr>> all =
        List.of(
            Functions::exp,
            Functions::log,
            Functions::tanh,
            Functions::sigmoid,
            Functions::erf,
            Functions::expm1,
            Functions::log1p,
            Functions::softplus,
            Functions::relu,
            Functions::sign,
            Functions::floor,
            Functions::ceil,
            Functions::rint,
            Functions::trunc,
            Expr::sqrt,
            e -> e.max(Expr.of(-0f)).min(Expr.of(1f).div(e)));
    List<FusedSpec.Output> outputs = new ArrayList<>();
    for (UnaryOperator<Expr> f : all) {
      FusedSpec one =
          new FusedSpec(
              List.of(FusedSpec.Slot.of(Access.FULL)), List.of(FusedSpec.Output.of(f.apply(X))));
      compare(one, new Object[] {x}, 1, x.length);
      outputs.addAll(one.outputs());
    }
    assertThat(outputs).hasSize(16);
  }

  @Test
  void deepChains() {
    Expr e = X;
    for (int i = 0; i < 4; i++) {
      e = Functions.silu(Functions.relu(e)).add(e);
    }
    FusedSpec spec =
        new FusedSpec(List.of(FusedSpec.Slot.of(Access.FULL)), List.of(FusedSpec.Output.of(e)));
    assertThat(spec.program().size()).isGreaterThan(130);
    compare(spec, new Object[] {PtxRig.numbers(40, 1)}, 1, 40);
    assertThat(PtxEmitter.compile(spec).kernel().name()).matches("elements_[0-9a-f]{8}");
  }

  @Test
  void masksAndIntegers() {
    Expr y = Expr.input(1);
    Expr a = X.lt(y);
    Expr b = Expr.of(Code.NE, X, Expr.of(0f));
    Expr odd = Expr.of(Code.INE, X.bits().iand(1), Expr.whole(0));
    Expr mixed = Expr.of(Code.XOR, Expr.of(Code.OR, a, b.not()), Expr.of(Code.AND, odd, b));
    FusedSpec spec =
        new FusedSpec(
            List.of(FusedSpec.Slot.of(Access.FULL), FusedSpec.Slot.of(Access.FULL)),
            List.of(
                FusedSpec.Output.of(mixed),
                FusedSpec.Output.of(mixed.select(Expr.of(1f), Expr.of(2f))),
                FusedSpec.Output.of(Expr.of(3f))));
    float[] x = PtxRig.numbers(100, 1);
    x[4] = Float.NaN;
    x[5] = 0f;
    compare(spec, new Object[] {x, PtxRig.numbers(100, 2)}, 1, 100);
  }

  @Test
  void adamInPlace() {
    int n = 300;
    AdamScales s = new AdamScales(0.99f, 0.01f, 0.9f, 0.1f, 0.999f, 0.001f, 0.02f, 0.3f, 1e-8f);
    float[] p = PtxRig.numbers(n, 1);
    float[] g = PtxRig.numbers(n, 2);
    float[] m = PtxRig.numbers(n, 3);
    float[] v = PtxRig.numbers(n, 4);
    for (int i = 0; i < n; i++) {
      v[i] *= v[i];
    }
    for (PtxRig each : PtxRig.all()) {
      try (PtxRig rig = each) {
        long[] in = new long[14];
        in[0] = rig.put(p);
        in[1] = rig.put(g);
        in[2] = rig.put(m);
        in[3] = rig.put(v);
        float[] scales = {
          s.shrink(),
          s.l2(),
          s.beta1(),
          s.gain1(),
          s.beta2(),
          s.gain2(),
          s.stepSize(),
          s.root(),
          s.eps(),
          1f
        };
        long at = rig.put(scales);
        for (int i = 0; i < 10; i++) {
          in[4 + i] = at + 4L * i;
        }
        long[] out = {in[0], in[2], in[3]};
        PtxEmitter.compile(AdamSpec.SPEC).launch(rig.machine, in, out, 1, n);
        float[][] want = {p.clone(), m.clone(), v.clone()};
        Backends.get().adam(want[0], 0, g, 0, want[1], want[2], n, s);
        for (int i = 0; i < 3; i++) {
          PtxRig.same("adam " + i, want[i], rig.floats(out[i], n));
        }
      }
    }
  }
}
