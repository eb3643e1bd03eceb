package dev.arrowmill.tensor.op;

import static org.assertj.core.api.Assertions.assertThat;

import dev.arrowmill.tensor.DType;
import dev.arrowmill.tensor.Tensor;
import dev.arrowmill.tensor.autograd.Autograd;
import dev.arrowmill.tensor.autograd.GradCheck;
import dev.arrowmill.tensor.autograd.Trace;
import dev.arrowmill.tensor.random.Rng;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every row of the op table keeps the ops' promises. */
class OpsContractTest {
  static Stream<OpSpec> ops() {
    return Ops.ALL.stream();
  }

  @Test
  void tableHasFiftyOpsWithDistinctNamesAndFormulas() {
    assertThat(Ops.ALL).hasSizeGreaterThan(50);
    assertThat(Ops.ALL).extracting(OpSpec::name).doesNotHaveDuplicates();
    assertThat(Ops.ALL).allSatisfy(o -> assertThat(o.formula()).isNotBlank());
    assertThat(Ops.ALL).allSatisfy(o -> assertThat(o.samples()).isNotEmpty());
  }

  @ParameterizedTest
  @MethodSource("ops")
  void gradientsMatchFiniteDifferences(OpSpec op) {
    for (int i = 0; op.differentiable() && i < op.samples().size(); i++) {
      OpSpec.Sample s = op.samples().get(i);
      GradCheck.check(1e-7, s.f()::apply, s.inputs().apply(Rng.of(11 + i)));
    }
  }

  @ParameterizedTest
  @MethodSource("ops")
  void singlePrecisionFollowsDoublePrecision(OpSpec op) {
    for (OpSpec.Sample s : op.samples()) {
      Tensor[] in = s.inputs().apply(Rng.of(5));
      Tensor[] single = new Tensor[in.length];
      Tensor[] twice = new Tensor[in.length];
      for (int i = 0; i < in.length; i++) {
        boolean f = in[i].dtype().isFloat();
        single[i] = f ? in[i].toType(DType.FLOAT32) : in[i];
        twice[i] = f ? single[i].toType(DType.FLOAT64) : in[i];
      }
      double[] a = s.f().apply(single).toDoubles();
      double[] b = s.f().apply(twice).toDoubles();
      assertThat(a).hasSameSizeAs(b);
      for (int i = 0; i < a.length; i++) {
        assertThat(a[i]).as("%s[%s]", op.name(), i).isCloseTo(b[i], within(b[i]));
      }
    }
  }

  private static org.assertj.core.data.Offset<Double> within(double v) {
    return org.assertj.core.data.Offset.offset(4e-6 * Math.max(1, Math.abs(v)));
  }

  /** Every recorded op, the gradient's too, is what its name and attributes say. */
  @ParameterizedTest
  @MethodSource("ops")
  void opsAreMadeAnewFromNameAndAttributes(OpSpec op) {
    Remake remake = new Remake();
    for (OpSpec.Sample s : op.samples()) {
      Tensor[] in = s.inputs().apply(Rng.of(3));
      remake.watch(() -> forwardAndBackward(op, s, in));
    }
    assertThat(remake.calls).isPositive();
    assertThat(remake.names).containsAll(op.ops().keySet());
  }

  private static Tensor forwardAndBackward(OpSpec op, OpSpec.Sample s, Tensor... in) {
    List<Tensor> wanted = new ArrayList<>();
    for (Tensor t : in) {
      if (t.dtype().isFloat()) {
        wanted.add(t.requiresGrad(true));
      }
    }
    Tensor y = s.f().apply(in);
    if (op.differentiable()) {
      List<Tensor> g = Autograd.grad(y.square().sum(), wanted, true);
      if (g.get(0).requiresGrad()) {
        secondOrder(g.get(0), wanted);
      }
    }
    return y;
  }

  /** Ops may refuse a second derivative, in these words. */
  private static void secondOrder(Tensor g, List<Tensor> wanted) {
    try {
      Autograd.grad(g.square().sum(), wanted, false);
    } catch (IllegalStateException e) {
      assertThat(e).hasMessageContaining("has no second derivative");
    }
  }

  /** Re-makes each op that it sees, by two shares where the op is a kernel. */
  private static final class Remake extends Trace {
    private final Set<String> names = new HashSet<>();
    private int calls;

    @Override
    public Tensor call(Op op, Tensor... in) {
      calls++;
      names.add(op.name());
      Tensor y = op.compute(in);
      Op again = Ops.make(op.name(), op.attrs());
      same(op, again.compute(in), y);
      assertThat(again.isView()).isEqualTo(op.isView());
      Tensor out = Tensor.full(y.dtype(), y.shape(), 7);
      Kernel kernel = again.kernel(in, out);
      if (kernel != null) {
        for (int round = 0; round < 2; round++) {
          for (int part = 2; part >= 0; part--) {
            kernel.run(part, 3);
          }
          same(op, out, y);
        }
      }
      return y;
    }

    private static void same(Op op, Tensor a, Tensor b) {
      assertThat(a.shape()).as("%s", op).isEqualTo(b.shape());
      assertThat(a.dtype()).as("%s", op).isEqualTo(b.dtype());
      assertThat(a.toDoubles()).as("%s", op).isEqualTo(b.toDoubles());
    }
  }

  @ParameterizedTest
  @MethodSource("ops")
  void inputsStayAsTheyAre(OpSpec op) {
    for (OpSpec.Sample s : op.samples()) {
      Tensor[] in = s.inputs().apply(Rng.of(5));
      List<double[]> before = new ArrayList<>();
      for (Tensor t : in) {
        before.add(t.toDoubles());
        t.requiresGrad(t.dtype().isFloat());
      }
      Tensor y = s.f().apply(in);
      if (op.differentiable()) {
        y.sum().backward();
      }
      for (int i = 0; i < in.length; i++) {
        assertThat(in[i].toDoubles()).as(op.name()).isEqualTo(before.get(i));
      }
    }
  }
}
