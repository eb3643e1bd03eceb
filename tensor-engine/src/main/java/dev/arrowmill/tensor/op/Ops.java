package dev.arrowmill.tensor.op;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Stream;

/** The table of all ops. A row here makes an op visible to the contract test and the docs page. */
public final class Ops {
  /** Every op, by kind. */
  public static final List<OpSpec> ALL =
      concat(
          OpsNn.ALL,
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

  private static final Map<String, Function<Attrs, Op>> MAKERS = new ConcurrentHashMap<>();

  static {
    for (OpSpec row : ALL) {
      MAKERS.putAll(row.ops());
    }
  }

  private Ops() {}

  private static List<OpSpec> concat(List<OpSpec> nn, OpSpec... core) {
    return Stream.concat(Stream.of(core), nn.stream()).toList();
  }

  /**
   * An op by its recorded name, as a saved graph needs it.
   *
   * @throws IllegalArgumentException when no op of that name is known
   */
  public static Op make(String name, Attrs attrs) {
    Function<Attrs, Op> maker = MAKERS.get(name);
    if (maker == null) {
      throw new IllegalArgumentException(
          "ops: there is no op named " + name + "; register a custom op by Ops.register");
    }
    return maker.apply(attrs);
  }

  /**
   * Makes a custom op known to {@link #make}.
   *
   * @throws IllegalArgumentException when the name is taken
   */
  public static void register(String name, Function<Attrs, Op> maker) {
    if (MAKERS.putIfAbsent(name, maker) != null) {
      throw new IllegalArgumentException("ops: the name " + name + " is taken");
    }
  }
}
