package dev.arrowmill.tensor.op;

import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.arrowmill.tensor.DType;
import dev.arrowmill.tensor.Tensor;
import dev.arrowmill.tensor.random.Rng;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Callers' mistakes: the op first, then what is wrong with the values. */
class OpErrorsTest {
  private static final Tensor M = Tensor.zeros(2, 3);
  private static final Tensor V = Tensor.zeros(3);
  private static final Tensor I = Tensor.arange(3);
  private static final Tensor B = Tensor.of(new boolean[] {true, false, true});

  private static Arguments row(String message, Supplier<Object> call) {
    return arguments(message, call);
  }

  static Stream<Arguments> shapes() {
    return Stream.of(
        row("add: shapes do not broadcast, lhs [2, 3], rhs [2]", () -> M.add(Tensor.zeros(2))),
        row("matmul: inner sizes differ, lhs [2, 3], rhs [2, 3]", () -> M.matmul(M)),
        row("bmm: needs [b, n, k] and [b, k, m], lhs [2, 3], rhs [2, 3]", () -> M.bmm(M)),
        row("dot: needs two vectors of one length, lhs [3], rhs [2, 3]", () -> V.dot(M)),
        row("outer: needs two vectors, lhs [2, 3], rhs [3]", () -> M.outer(V)),
        row("cross: dim 0 must have size 3 in [2, 3]", () -> M.cross(M, 0)),
        row(
            "cdist: rows differ in length, lhs [2, 3], rhs [2, 2]",
            () -> M.cdist(Tensor.zeros(2, 2), 2)),
        row("sum: dim 2 is out of range for shape [2, 3], expected -2..1", () -> M.sum(2)),
        row("unsqueeze: dim 3 is out of range for shape [2, 3]", () -> M.unsqueeze(3)),
        row("sum: dim 0 appears twice", () -> M.sum(0, 0)),
        row("argmax: shape [0] has nothing to reduce", () -> Tensor.zeros(0).argmax(0)),
        row("max: shape [0] has nothing to reduce", () -> Tensor.zeros(0).max()),
        row(
            "median: shape [0, 2] has nothing to reduce",
            () -> Tensor.zeros(0, 2).median(0, false)),
        row(
            "quantile: shape [0] has nothing to reduce",
            () -> Tensor.zeros(0).quantile(0, 0, false)),
        row("glu: dim 1 of [2, 3] must have an even size", () -> M.glu(1)),
        row(
            "prelu: weight [2] does not fit the channels of [2, 3]",
            () -> M.prelu(Tensor.zeros(2))),
        row("stack: shapes differ, [2, 3] and [3]", () -> Tensor.stack(List.of(M, V), 0)),
        row(
            "cat: sizes differ outside of dim 0, [2, 3] and [3]",
            () -> Tensor.cat(List.of(M, V), 0)),
        row("cat: needs at least one tensor", () -> Tensor.cat(List.of(), 0)),
        row("split: sizes [2, 2] do not sum to dim 1 of [2, 3]", () -> M.split(1, 2, 2)),
        row("chunk: needs at least 1 chunk, got 0", () -> M.chunk(0, 0)),
        row("narrow: start 2 and length 2 exceed dim 1 of [2, 3]", () -> M.narrow(1, 2, 2)),
        row("reshape: shape [4] does not fit the 6 elements of [2, 3]", () -> M.reshape(4)),
        row("view: a view with strides [1, 3] of shape [3, 2]", () -> M.t().viewAs(6)),
        row("expand: [2, 3] does not expand to [4, 3]", () -> M.expand(4, 3)),
        row("permute: [0, 0] is no order of the dimensions of [2, 3]", () -> M.permute(0, 0)),
        row("repeat: [2] does not fit [2, 3]", () -> M.repeat(2)),
        row("roll: 1 shifts for 2 dimensions", () -> M.roll(new int[] {1}, 0, 1)),
        row("flatten: start 1 comes after end 0 in [2, 3]", () -> M.flatten(1, 0)),
        row("unfold: size 4 and step 1 do not fit dim 1 of [2, 3]", () -> M.unfold(1, 4, 1)),
        row("pad: borders [1] do not fit [3]", () -> V.pad(0, 1)),
        row(
            "pad: borders [3, 0] exceed what REFLECT finds in [3]",
            () -> V.pad(Pad.Mode.REFLECT, 3, 0)),
        row("diag: needs a vector or a matrix, got []", () -> Tensor.scalar(1).diag(0)),
        row("diagonal: needs two dimensions of [2, 3], got 0 and 0", () -> M.diagonal(0, 0, 0)),
        row("trace: needs a matrix, got [3]", () -> V.trace()),
        row("tril: needs matrices, got [3]", () -> V.tril(0)),
        row("slice: step must be at least 1, got 0", () -> Slice.of(V, 0, 0, 2, 0)),
        row("einsum: label j has sizes 3 and 2 in ij,jk", () -> Tensor.einsum("ij,jk", M, M)),
        row("einsum: 1 terms for 2 operands in ij", () -> Tensor.einsum("ij", M, M)),
        row("einsum: term ijk does not fit operand [2, 3] in ijk", () -> Tensor.einsum("ijk", M)),
        row("einsum: output label k is unknown or repeated", () -> Tensor.einsum("ij->k", M)),
        row("inv: needs square matrices, got [2, 3]", () -> M.inv()),
        row("solve: sizes differ, lhs [2, 2], rhs [3]", () -> Tensor.ones(2, 2).solve(V)),
        row("svdvals: needs matrices, got [3]", () -> V.svdvals()),
        row(
            "bilinear: inputs [3] and [3] do not fit weight [2, 3]",
            () -> ProductOps.bilinear(V, V, M, null)));
  }

  static Stream<Arguments> values() {
    return Stream.of(
        row("select: index 3 is outside dim 0 of [3]", () -> V.select(0, 3)),
        row(
            "indexSelect: index 5 at position 1 is outside [0, 3)",
            () -> V.indexSelect(0, longs(0, 5))),
        row("gather: index -1 at position 0 is outside [0, 3)", () -> V.gather(0, longs(-1))),
        row(
            "gather: index [2, 2] does not fit [3] along dim 0",
            () -> V.gather(0, Tensor.zeros(2, 2))),
        row("scatter: index 3 at position 0 is outside [0, 3)", () -> V.scatter(0, longs(3), 1)),
        row(
            "scatter: index [2] and src [1] do not fit [3]",
            () -> V.scatter(0, longs(0, 1), Tensor.ones(1))),
        row(
            "scatter: x is float32, src is int64; use toType",
            () -> V.scatter(0, longs(0), longs(0))),
        row(
            "scatterReduce: reduce must be sum, mean, prod, amax or amin",
            () -> V.scatterReduce(0, I, V, "max", true)),
        row(
            "indexAdd: src [3] and index [2] do not fit [3]",
            () -> V.indexAdd(0, longs(0, 1), V, 1)),
        row("indexSelect: index -4 at position 0", () -> V.index(Index.by(longs(-4)))),
        row("index: 2 entries are too many for shape [3]", () -> V.index(Index.at(0), Index.at(0))),
        row("index: mask [3] does not fit [2, 3] from dim 0", () -> M.index(Index.by(B))),
        row("embedding: index 7 at position 0 is outside [0, 2)", () -> Embedding.of(longs(7), M)),
        row("oneHot: index 3 at position 0 is outside [0, 3)", () -> longs(3).oneHot(3)),
        row("topk: k must lie in [0, 3] for dim 0 of [3], got 4", () -> V.topk(4, 0, true)),
        row(
            "kthvalue: k must lie in [1, 3] for dim 0 of [3], got 0",
            () -> V.kthvalue(0, 0, false)),
        row("quantile: q must lie in [0, 1], got 1.5", () -> V.quantile(1.5, 0, false)),
        row(
            "histc: needs at least 1 bin and lo <= hi, got 0 from 0.0 to 1.0",
            () -> V.histc(0, 0, 1)),
        row(
            "searchsorted: values [3, 2] do not fit the lines [2, 3]",
            () -> M.searchsorted(M.t(), false)),
        row("floorDivide: integer division by zero", () -> I.floorDivide(I)),
        row("remainder: integer division by zero", () -> I.remainder(I)),
        row(
            "cholesky: the matrix is not positive definite, minor 1 of 2",
            () -> Tensor.zeros(2, 2).cholesky()),
        row("inv: the matrix is singular, pivot 1 of 2 is 0", () -> Tensor.zeros(2, 2).inv()),
        row("polygamma: n must not be negative, got -1", () -> Polygamma.of(-1, V)),
        row(
            "arange: step 0.0 does not lead from 0.0 to 1.0",
            () -> Tensor.arange(DType.INT64, 0, 1, 0)),
        row(
            "randint: needs 0 < high - low < 2^31, got low 2 and high 2",
            () -> Tensor.randint(Rng.of(1), 2, 2, 3)),
        row(
            "multinomial: no positive weight is left to draw from",
            () -> Tensor.multinomial(Rng.of(1), V, 1, true)),
        row(
            "meshgrid: indexing must be ij or xy, got yx",
            () -> Shapes.meshgrid(List.of(V), "yx")));
  }

  private static Tensor longs(long... values) {
    return Tensor.of(values);
  }

  static Stream<Arguments> types() {
    return Stream.of(
        row("mean: needs a float tensor, got int64; use toType(FLOAT32)", () -> I.mean()),
        row("std: needs a float tensor, got int64; use toType(FLOAT32)", () -> I.std()),
        row("softmax: needs a float tensor, got int64; use toType(FLOAT32)", () -> I.softmax(0)),
        row("norm: needs a float tensor, got int64; use toType(FLOAT32)", () -> I.norm(2)),
        row(
            "matmul: needs two tensors of numbers of one type",
            () -> M.matmul(V.toType(DType.FLOAT64))),
        row("neg: not defined for bool; use toType or not", () -> B.neg()),
        row("sub: not defined for bool; use xor, or toType", () -> B.sub(B)),
        row("argmax: not defined for bool; use toType(UINT8)", () -> B.argmax(0)),
        row("where: the condition must be bool, got float32", () -> V.where(V, 0)),
        row("maskedSelect: mask must be bool, got float32", () -> V.maskedSelect(V)),
        row("bitwiseAnd: needs integers or bools, lhs float32, rhs int64", () -> V.bitwiseAnd(I)),
        row("bitwiseNot: needs integers or bools, got float32", () -> V.bitwiseNot()),
        row("gather: the index must be int32 or int64, got float32", () -> V.gather(0, V)),
        row("requiresGrad: int64 has no gradient; use toType", () -> I.requiresGrad(true)));
  }

  @ParameterizedTest
  @MethodSource({"shapes", "values", "types"})
  void saysWhatIsWrong(String message, Supplier<Object> call) {
    assertThatThrownBy(call::get)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(message);
  }
}
