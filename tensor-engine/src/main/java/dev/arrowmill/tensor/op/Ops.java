package dev.arrowmill.tensor.op;

import java.util.List;

/** The table of all ops. A row here makes an op visible to the contract test and the docs page. */
public final class Ops {
  /** Every op, by kind. */
  public static final List<OpSpec> ALL =
      List.of(
          // elementwise, one argument
          Abs.SPEC,
          Ceil.SPEC,
          Clamp.SPEC,
          Cos.SPEC,
          Erf.SPEC,
          Exp.SPEC,
          Expm1.SPEC,
          Floor.SPEC,
          Gelu.SPEC,
          Log.SPEC,
          Log1p.SPEC,
          Neg.SPEC,
          Reciprocal.SPEC,
          Relu.SPEC,
          Round.SPEC,
          Rsqrt.SPEC,
          Sigmoid.SPEC,
          Sign.SPEC,
          Silu.SPEC,
          Sin.SPEC,
          Softplus.SPEC,
          Sqrt.SPEC,
          Square.SPEC,
          Tanh.SPEC,
          Trunc.SPEC,
          // elementwise, more arguments
          Add.SPEC,
          Div.SPEC,
          Maximum.SPEC,
          Minimum.SPEC,
          Mul.SPEC,
          Pow.SPEC,
          Sub.SPEC,
          Where.SPEC,
          // comparisons
          And.SPEC,
          Eq.SPEC,
          Ge.SPEC,
          Gt.SPEC,
          Le.SPEC,
          Lt.SPEC,
          Ne.SPEC,
          Or.SPEC,
          Xor.SPEC,
          // reductions
          Amax.SPEC,
          Amin.SPEC,
          ArgExtremum.ARGMAX,
          ArgExtremum.ARGMIN,
          LogSoftmax.SPEC,
          LogSumExp.SPEC,
          Mean.SPEC,
          Softmax.SPEC,
          Sum.SPEC,
          // products
          Addmm.SPEC,
          Linear.SPEC,
          Matmul.SPEC,
          // geometry
          Cast.SPEC,
          Cat.SPEC,
          Contiguous.SPEC,
          Expand.SPEC,
          Permute.SPEC,
          Reshape.SPEC,
          Slice.SPEC,
          // indices
          Embedding.SPEC,
          Gather.SPEC,
          IndexSelect.SPEC);

  private Ops() {}
}
