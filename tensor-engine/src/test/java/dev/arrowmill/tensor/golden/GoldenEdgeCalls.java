package dev.arrowmill.tensor.golden;

import dev.arrowmill.tensor.Tensor;
import dev.arrowmill.tensor.nn.BatchNorm1d;
import dev.arrowmill.tensor.nn.LayerNorm;
import dev.arrowmill.tensor.nn.Losses;
import dev.arrowmill.tensor.nn.Reduction;
import dev.arrowmill.tensor.op.Conv;
import dev.arrowmill.tensor.op.Embedding;
import dev.arrowmill.tensor.op.Linear;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** The calls on empty and zero-dimensional tensors, and those that must fail, by their name. */
final class GoldenEdgeCalls {
  private static final Tensor SCALAR = Tensor.scalar(3);

  private GoldenEdgeCalls() {}

  static final Map<String, Supplier<Tensor>> EMPTY =
      Map.ofEntries(
          Map.entry("conv_batch0", () -> conv(Tensor.zeros(0, 1, 4, 4), Tensor.zeros(2, 1, 3, 3))),
          Map.entry("sum", () -> Tensor.zeros(0, 3).sum(0)),
          Map.entry("prod", () -> Tensor.zeros(0).prod()),
          Map.entry("std1", () -> Tensor.zeros(1).std()),
          Map.entry("var1", () -> Tensor.zeros(1).var()),
          Map.entry("max", () -> Tensor.zeros(0).max()),
          Map.entry(
              "stack", () -> Tensor.stack(List.of(Tensor.zeros(0, 2), Tensor.zeros(0, 2)), 0)),
          Map.entry("sort", () -> Tensor.zeros(0).sort(0, false).values()),
          Map.entry("topk0", () -> Tensor.zeros(3).topk(0, 0, true).values()),
          Map.entry("cumsum", () -> Tensor.zeros(0).cumsum(0)),
          Map.entry("one_hot", () -> Tensor.of(new long[0]).oneHot(3)),
          Map.entry("unique", () -> Tensor.zeros(0).unique().values()),
          Map.entry("argmax", () -> Tensor.zeros(0).argmax(0)),
          Map.entry("logsumexp", () -> Tensor.zeros(0).logsumexp(new int[] {0}, false)),
          Map.entry("softmax", () -> Tensor.zeros(0, 3).softmax(1)),
          Map.entry("sum_all", () -> Tensor.zeros(0, 3).sum()),
          Map.entry("mean", () -> Tensor.zeros(0).mean()),
          Map.entry("mean_dim", () -> Tensor.zeros(0, 3).mean(0)),
          Map.entry("max_dim_nonempty", () -> Tensor.zeros(0, 3).amax(1)),
          Map.entry("max_dim_empty", () -> Tensor.zeros(0, 3).amax(0)),
          Map.entry("softmax0", () -> Tensor.zeros(3, 0).softmax(1)),
          Map.entry("cat", () -> Tensor.cat(List.of(Tensor.zeros(0), Tensor.ones(2)), 0)),
          Map.entry("matmul", () -> Tensor.zeros(0, 3).matmul(Tensor.zeros(3, 2))),
          Map.entry("matmul_inner0", () -> Tensor.zeros(2, 0).matmul(Tensor.zeros(0, 3))),
          Map.entry("gather", () -> Tensor.zeros(3).gather(0, Tensor.of(new long[0]))),
          Map.entry("mse_loss", () -> Losses.mse(Tensor.zeros(0), Tensor.zeros(0))),
          Map.entry(
              "cross_entropy",
              () -> Losses.crossEntropy(Tensor.zeros(0, 3), Tensor.of(new long[0]))),
          Map.entry(
              "linear", () -> Linear.of(Tensor.zeros(0, 3), Tensor.zeros(2, 3), Tensor.zeros(2))),
          Map.entry(
              "layer_norm",
              () -> LayerNorm.apply(Tensor.zeros(0, 3), Tensor.ones(3), Tensor.zeros(3), 1e-5)),
          Map.entry("zerod_sum", SCALAR::sum),
          Map.entry("zerod_index", () -> SCALAR.select(0, 0)),
          Map.entry("zerod_softmax", () -> SCALAR.softmax(0)),
          Map.entry("zerod_matmul", () -> SCALAR.matmul(SCALAR)),
          Map.entry("zerod_unsqueeze", () -> SCALAR.unsqueeze(0)),
          Map.entry("zerod_transpose", SCALAR::t),
          Map.entry("reshape_empty_infer", () -> Tensor.zeros(0, 3).reshape(-1, 3)),
          Map.entry("reshape_empty_ambig", () -> Tensor.zeros(0, 3).reshape(-1, 0)),
          Map.entry("squeeze_nonone", () -> Tensor.zeros(2, 3).squeeze(0)));

  static final Map<String, Supplier<Tensor>> RAISES =
      Map.ofEntries(
          Map.entry(
              "bce_range",
              () -> Losses.bce(Tensor.of(new float[] {2}), Tensor.zeros(1), null, Reduction.MEAN)),
          Map.entry("bn_train_single", () -> BatchNorm1d.of(3).forward(Tensor.zeros(1, 3))),
          Map.entry(
              "conv_channels", () -> conv(Tensor.zeros(1, 2, 4, 4), Tensor.zeros(2, 3, 3, 3))),
          Map.entry(
              "conv_kernel_too_big",
              () -> conv(Tensor.zeros(1, 1, 2, 2), Tensor.zeros(1, 1, 3, 3))),
          Map.entry("view_noncontig", () -> Tensor.zeros(2, 3).t().viewAs(6)),
          Map.entry("backward_twice", GoldenEdgeCalls::backwardTwice),
          Map.entry("inplace_leaf", GoldenEdgeCalls::assignLeaf),
          Map.entry("inplace_saved", GoldenEdgeCalls::assignSaved),
          Map.entry("int_div_zero", () -> Tensor.arange(3).floorDivide(Tensor.arange(3))),
          Map.entry("topk_k", () -> Tensor.zeros(3).topk(4, 0, true).values()),
          Map.entry("split_sum", () -> Tensor.zeros(5).split(0, 2, 2).get(0)),
          Map.entry("cholesky_notpd", () -> Tensor.of(new float[] {-1, 0, 0, 1}, 2, 2).cholesky()),
          Map.entry("singular_inv", () -> Tensor.zeros(2, 2).inv()),
          Map.entry("result_into_int", () -> Tensor.arange(3).assign(Tensor.ones(3).mul(0.5))),
          Map.entry("add_shape", () -> Tensor.zeros(2, 3).add(Tensor.zeros(2, 2))),
          Map.entry("matmul_shape", () -> Tensor.zeros(2, 3).matmul(Tensor.zeros(2, 3))),
          Map.entry("reshape_bad", () -> Tensor.zeros(2, 3).reshape(4, -1)),
          Map.entry(
              "cat_dims", () -> Tensor.cat(List.of(Tensor.zeros(2, 3), Tensor.zeros(2, 2)), 0)),
          Map.entry("index_oob", () -> Tensor.zeros(3).select(0, 5)),
          Map.entry("index_neg_oob", () -> Tensor.zeros(3).select(0, -4)),
          Map.entry("gather_oob", () -> Tensor.zeros(3).gather(0, Tensor.of(new long[] {3}))),
          Map.entry(
              "embedding_oob", () -> Embedding.of(Tensor.of(new long[] {7}), Tensor.zeros(3, 2))),
          Map.entry("dim_oob", () -> Tensor.zeros(2, 3).sum(2)),
          Map.entry("permute_dup", () -> Tensor.zeros(2, 3).permute(0, 0)),
          Map.entry("expand_bad", () -> Tensor.zeros(2, 3).expand(4, 3)),
          Map.entry("int_mean", () -> Tensor.arange(3).mean()),
          Map.entry("int_grad", () -> Tensor.arange(3).requiresGrad(true)),
          Map.entry("backward_nonscalar", GoldenEdgeCalls::backwardOfVector),
          Map.entry(
              "ce_label_oob",
              () -> Losses.crossEntropy(Tensor.zeros(1, 3), Tensor.of(new long[] {3}))),
          Map.entry("bool_sub", () -> bools().sub(bools())),
          Map.entry("neg_bool", () -> bools().neg()));

  private static Tensor bools() {
    return Tensor.of(new boolean[] {true, false});
  }

  private static Tensor backwardOfVector() {
    Tensor x = Tensor.ones(3).requiresGrad(true);
    x.mul(2).backward();
    return x;
  }

  private static Tensor backwardTwice() {
    Tensor y = Tensor.ones(3).requiresGrad(true).square().sum();
    y.backward();
    y.backward();
    return y;
  }

  private static Tensor assignLeaf() {
    return Tensor.ones(3).requiresGrad(true).assign(Tensor.zeros(3));
  }

  private static Tensor assignSaved() {
    Tensor x = Tensor.ones(3).requiresGrad(true);
    Tensor a = Tensor.ones(3);
    Tensor y = x.mul(a).sum();
    a.assign(Tensor.zeros(3));
    y.backward();
    return y;
  }

  private static Tensor conv(Tensor x, Tensor w) {
    int[] one = {1, 1};
    int[] zero = {0, 0};
    return Conv.of(x, w, null, one, zero, zero, one, 1);
  }
}
