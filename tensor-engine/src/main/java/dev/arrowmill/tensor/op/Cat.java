package dev.arrowmill.tensor.op;

import dev.arrowmill.tensor.DType;
import dev.arrowmill.tensor.Tensor;
import dev.arrowmill.tensor.autograd.Call;
import java.util.List;

/** Tensors one after the other along a dimension. */
public final class Cat extends KernelOp {
  static final OpSpec SPEC =
      OpSpec.of("cat", "tensors one after the other along a dimension")
          .sample(Cat::pair, t -> of(List.of(t), 1))
          .sample(Cat::pair, t -> of(List.of(t[0], t[0]), 0))
          .op("cat", Cat::new);

  private final int axis;

  Cat(Attrs attrs) {
    super("cat", attrs);
    this.axis = attrs.integer("dim");
  }

  private static Tensor[] pair(dev.arrowmill.tensor.random.Rng r) {
    return new Tensor[] {
      OpSpec.uniform(r.fold(1), -2, 2, 3, 4), OpSpec.uniform(r.fold(2), -2, 2, 3, 2)
    };
  }

  /**
   * Types are promoted to the widest.
   *
   * @throws IllegalArgumentException when there is no tensor, or other dimensions differ
   */
  public static Tensor of(List<Tensor> parts, int dim) {
    if (parts.isEmpty()) {
      throw new IllegalArgumentException("cat: needs at least one tensor");
    }
    Tensor first = parts.get(0);
    int axis = first.shape().axis("cat", dim);
    DType type = DType.BOOL;
    for (Tensor t : parts) {
      type = DType.promote(type, t.dtype());
      boolean fits = t.rank() == first.rank() && t.rank() > 0;
      if (!fits || !t.shape().with(axis, 0).equals(first.shape().with(axis, 0))) {
        throw new IllegalArgumentException(
            "cat: sizes differ outside of dim " + dim + ", " + first.shape() + " and " + t.shape());
      }
    }
    Tensor[] in = new Tensor[parts.size()];
    for (int i = 0; i < in.length; i++) {
      in[i] = parts.get(i).toType(type);
    }
    return new Cat(Attrs.of("dim", axis)).call(in);
  }

  @Override
  protected boolean movesOnly() {
    return true;
  }

  @Override
  protected Tensor allocate(Tensor... in) {
    int n = 0;
    for (Tensor t : in) {
      n += t.size(axis);
    }
    return Tensor.zeros(in[0].dtype(), in[0].shape().with(axis, n));
  }

  @Override
  public Kernel kernel(Tensor[] in, Tensor out) {
    Tensor[] to = new Tensor[in.length];
    int at = 0;
    for (int i = 0; i < in.length; i++) {
      int size = in[i].size(axis);
      int offset = out.offset() + at * out.stride(axis);
      to[i] = out.view(offset, out.shape().with(axis, size), out.strides());
      at += size;
    }
    return (part, parts) -> {
      for (int i = 0; i < to.length; i++) {
        Strided.copy(in[i], to[i], part, parts);
      }
    };
  }

  @Override
  public Tensor[] vjp(Call call, Tensor g) {
    Tensor[] out = new Tensor[call.arity()];
    int at = 0;
    for (int i = 0; i < out.length; i++) {
      int size = call.input(i).size(axis);
      out[i] = Slice.of(g, axis, at, at + size, 1);
      at += size;
    }
    return out;
  }
}
