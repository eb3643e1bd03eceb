package dev.arrowmill.tensor.expr;

import static org.assertj.core.api.Assertions.assertThat;

import dev.arrowmill.tensor.DType;
import dev.arrowmill.tensor.Tensor;
import dev.arrowmill.tensor.autograd.Trace;
import dev.arrowmill.tensor.emit.Access;
import dev.arrowmill.tensor.emit.CompiledLoop;
import dev.arrowmill.tensor.emit.FusedSpec;
import dev.arrowmill.tensor.emit.JavaEmitter;
import dev.arrowmill.tensor.op.Op;
import dev.arrowmill.tensor.op.OpSpec;
import dev.arrowmill.tensor.op.Ops;
import dev.arrowmill.tensor.random.Rng;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A fused op gives the op's own bits, for every recorded call of the op table's samples. */
class FusibleTest {
  /** Checks each call that can be fused against its own result. */
  private static final class Checker extends Trace {
    private final Set<String> seen = new HashSet<>();
    private int calls;

    @Override
    public Tensor call(Op op, Tensor... in) {
      Tensor out = op.compute(in);
      Expr e = expr(op, out, in);
      if (e != null) {
        for (JavaEmitter.Mode mode : JavaEmitter.Mode.values()) {
          check(op, e, out, in, mode);
        }
        seen.add(op.name());
        calls++;
      }
      return out;
    }

    private static @Nullable Expr expr(Op op, Tensor out, Tensor... in) {
      List<Expr> args = new ArrayList<>();
      for (int i = 0; i < in.length; i++) {
        if (in[i].dtype() != DType.FLOAT32 && in[i].dtype() != DType.BOOL) {
          return null;
        }
        args.add(in[i].dtype() == DType.BOOL ? Expr.flag(i) : Expr.input(i));
      }
      if (out.dtype() != DType.FLOAT32 && out.dtype() != DType.BOOL) {
        return null;
      }
      return Fusible.expr(op, out.dtype() == DType.BOOL ? Lane.MASK : Lane.FLOAT, args);
    }

    private static void check(Op op, Expr e, Tensor out, Tensor[] in, JavaEmitter.Mode mode) {
      List<FusedSpec.Slot> slots = new ArrayList<>();
      Object[] arrays = new Object[in.length];
      int[] at = new int[in.length];
      for (int i = 0; i < in.length; i++) {
        Tensor whole = in[i].detach().expand(out.shape().dims()).contiguous();
        arrays[i] = whole.storage();
        at[i] = whole.offset();
        Lane lane = in[i].dtype() == DType.BOOL ? Lane.MASK : Lane.FLOAT;
        slots.add(new FusedSpec.Slot(lane, Access.FULL));
      }
      FusedSpec spec = new FusedSpec(slots, List.of(FusedSpec.Output.of(e)));
      CompiledLoop loop = JavaEmitter.compile(spec, mode);
      Tensor y = Tensor.zeros(out.dtype(), out.shape());
      loop.run(arrays, at, new Object[] {y.storage()}, new int[] {y.offset()}, 1, out.numel());
      assertThat(bits(y)).as("%s, %s", op, mode).containsExactly(bits(out));
    }

    private static int[] bits(Tensor t) {
      Tensor c = t.detach().contiguous();
      int[] b = new int[c.numel()];
      for (int i = 0; i < b.length; i++) {
        int at = c.offset() + i;
        b[i] = c.dtype() == DType.BOOL ? c.bools()[at] : Float.floatToIntBits(c.floats()[at]);
      }
      return b;
    }
  }

  @Test
  void everyRowGivesTheOpsBits() {
    Checker checker = new Checker();
    for (OpSpec spec : Ops.ALL) {
      for (OpSpec.Sample s : spec.samples()) {
        Tensor[] in = s.inputs().apply(Rng.of(7));
        for (int i = 0; i < in.length; i++) {
          boolean real = in[i].dtype().isFloat();
          in[i] = real ? in[i].toType(DType.FLOAT32).requiresGrad(true) : in[i];
        }
        checker.watch(
            () -> {
              Tensor y = s.f().apply(in);
              if (spec.differentiable()) {
                y.sum().backward();
              }
              return y;
            });
      }
    }
    checker.watch(FusibleTest::bools);
    assertThat(checker.seen).containsExactlyInAnyOrderElementsOf(Fusible.names());
    assertThat(checker.calls).isGreaterThan(500);
  }

  private static Tensor bools() {
    Tensor x = Tensor.of(new float[] {-1, 0, 2, Float.NaN, -0f, 3, 1}, 7);
    Tensor y = Tensor.of(new float[] {1, 0, -2, 2, 5, Float.NaN, 1}, 7);
    Tensor a = x.gt(y);
    Tensor b = x.ne(y);
    Tensor number = a.toType(DType.FLOAT32).add(b).mul(a).div(b.add(y)).maximum(b);
    Tensor all = a.add(b).mul(a).maximum(b).minimum(a).or(a.not()).xor(b).and(x);
    return number.where(all.where(a, b), a).toType(DType.BOOL).eq(b);
  }
}
