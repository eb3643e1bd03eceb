package dev.arrowmill.tensor.op;

import dev.arrowmill.tensor.DType;
import dev.arrowmill.tensor.Tensor;
import dev.arrowmill.tensor.autograd.Call;
import dev.arrowmill.tensor.backend.FloatMath;

/**
 * -y log(x) - (1 - y) log(1 - x) of probabilities, elementwise; logarithms are cut off at -100 and
 * the gradient's denominator x (1 - x) at the float 1e-12, as PyTorch does.
 */
public final class BinaryCrossEntropy extends KernelOp {
  private static final double FLOOR = 1e-12f;

  static final OpSpec SPEC =
      OpSpec.of("binaryCrossEntropy", "-y log(x) - (1 - y) log(1 - x), logarithms at least -100")
          .sample(
              r ->
                  new Tensor[] {
                    OpSpec.uniform(r.fold(1), 0.1, 0.9, 3, 4), OpSpec.uniform(r.fold(2), 0, 1, 3, 4)
                  },
              t -> of(t[0], t[1]))
          .op("binaryCrossEntropy", BinaryCrossEntropy::new);

  private BinaryCrossEntropy(Attrs attrs) {
    super("binaryCrossEntropy", attrs);
  }

  /**
   * The loss of each element.
   *
   * @param x probabilities of class 1, in [0, 1]
   * @param y targets of x's shape and type
   * @throws IllegalArgumentException when shapes or types differ, or an input is outside [0, 1]
   */
  public static Tensor of(Tensor x, Tensor y) {
    if (!x.shape().equals(y.shape()) || x.dtype() != y.dtype() || !x.dtype().isFloat()) {
      throw new IllegalArgumentException(
          "binaryCrossEntropy: needs float tensors of one shape and type, input "
              + x.dtype()
              + x.shape()
              + ", target "
              + y.dtype()
              + y.shape());
    }
    return new BinaryCrossEntropy(Attrs.NONE).call(x, y);
  }

  @Override
  protected Tensor allocate(Tensor... in) {
    return Tensor.zeros(in[0].dtype(), in[0].shape());
  }

  @Override
  public Kernel kernel(Tensor[] in, Tensor out) {
    return DenseInputs.bind(in, t -> dense(t[0], t[1], out));
  }

  private static Kernel dense(Tensor x, Tensor y, Tensor out) {
    int n = out.numel();
    return (part, parts) -> {
      int end = Kernel.from(n, part + 1, parts);
      for (int i = Kernel.from(n, part, parts); i < end; i++) {
        if (out.dtype() == DType.FLOAT32) {
          float p = x.floats()[x.offset() + i];
          float t = y.floats()[y.offset() + i];
          check(p, i);
          float a = Math.max(FloatMath.log(p), -100f);
          float b = Math.max(FloatMath.log(1 - p), -100f);
          out.floats()[out.offset() + i] = (t - 1) * b - t * a;
        } else {
          double p = x.doubles()[x.offset() + i];
          double t = y.doubles()[y.offset() + i];
          check(p, i);
          double a = Math.max(StrictMath.log(p), -100);
          double b = Math.max(StrictMath.log1p(-p), -100);
          out.doubles()[out.offset() + i] = (t - 1) * b - t * a;
        }
      }
    };
  }

  private static void check(double p, int i) {
    if (p < 0 || p > 1) {
      throw new IllegalArgumentException(
          "binaryCrossEntropy: input "
              + p
              + " at position "
              + i
              + " is outside [0, 1]; use bceWithLogits for logits");
    }
  }

  @Override
  public Tensor[] vjp(Call call, Tensor g) {
    Tensor x = call.input(0);
    Tensor y = call.input(1);
    Tensor[] out = new Tensor[2];
    Tensor rest = x.neg().add(1);
    if (call.needs(0)) {
      Tensor scale = rest.mul(x).clamp(FLOOR, Double.POSITIVE_INFINITY);
      out[0] = g.mul(x.sub(y)).div(scale);
    }
    if (call.needs(1)) {
      out[1] = g.mul(rest.log().sub(x.log()));
    }
    return out;
  }
}
