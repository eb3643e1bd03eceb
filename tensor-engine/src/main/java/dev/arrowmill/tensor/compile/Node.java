package dev.arrowmill.tensor.compile;

import dev.arrowmill.tensor.DType;
import dev.arrowmill.tensor.Tensor;
import dev.arrowmill.tensor.op.Op;
import dev.arrowmill.tensor.op.Ops;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One value of a graph: an argument, a tensor that the program holds, a constant, or the result of
 * an op. Identity counts; passes build new nodes.
 */
final class Node {
  /** Where the value comes from. */
  enum Kind {
    /** Argument number {@link Node#index}. */
    INPUT,
    /** A parameter or buffer, read anew in each run. */
    HELD,
    /** Elements that never change; a scalar may grow with the batch. */
    CONSTANT,
    /** The result of an op. */
    CALL
  }

  final Kind kind;
  final DType dtype;
  final Dims shape;
  final int index;
  final @Nullable Tensor value;
  final @Nullable Object scalar;
  final @Nullable Op op;
  final Params params;
  final List<Node> inputs;

  private Node(
      Kind kind,
      DType dtype,
      Dims shape,
      int index,
      @Nullable Tensor value,
      @Nullable Object scalar,
      @Nullable Op op,
      Params params,
      List<Node> inputs) {
    this.kind = kind;
    this.dtype = dtype;
    this.shape = shape;
    this.index = index;
    this.value = value;
    this.scalar = scalar;
    this.op = op;
    this.params = params;
    this.inputs = inputs;
  }

  private static final Params NONE = Params.constant(dev.arrowmill.tensor.op.Attrs.NONE);

  static Node input(int index, DType dtype, Dims shape) {
    return new Node(Kind.INPUT, dtype, shape, index, null, null, null, NONE, List.of());
  }

  static Node held(Tensor t) {
    return new Node(Kind.HELD, t.dtype(), Dims.of(t.shape()), -1, t, null, null, NONE, List.of());
  }

  static Node constant(Tensor t) {
    return new Node(
        Kind.CONSTANT, t.dtype(), Dims.of(t.shape()), -1, t, null, null, NONE, List.of());
  }

  /**
   * A tensor of equal elements.
   *
   * @param scalar a Double, {@link Affine} or {@link Params.PerBatch}
   */
  static Node filled(DType dtype, Dims shape, Object scalar) {
    return new Node(Kind.CONSTANT, dtype, shape, -1, null, scalar, null, NONE, List.of());
  }

  static Node call(Op op, Params params, List<Node> inputs, DType dtype, Dims shape) {
    return new Node(Kind.CALL, dtype, shape, -1, null, null, op, params, List.copyOf(inputs));
  }

  Node withInputs(List<Node> in) {
    return new Node(kind, dtype, shape, index, value, scalar, op, params, List.copyOf(in));
  }

  boolean isCall() {
    return kind == Kind.CALL;
  }

  /** The op of a call. */
  Op op() {
    return java.util.Objects.requireNonNull(op);
  }

  Op opAt(int batch) {
    return params.isConstant() ? op() : Ops.make(op().name(), params.at(batch));
  }

  /** The held or constant tensor. */
  Tensor value(int batch) {
    if (value != null) {
      return value;
    }
    Object s = java.util.Objects.requireNonNull(scalar);
    double v =
        s instanceof Affine a
            ? a.at(batch)
            : s instanceof Params.PerBatch p ? p.k() / batch : (Double) s;
    return Tensor.full(dtype, shape.at(batch), v);
  }
}
