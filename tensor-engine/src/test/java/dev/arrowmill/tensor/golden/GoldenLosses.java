package dev.arrowmill.tensor.golden;

import com.fasterxml.jackson.databind.JsonNode;
import dev.arrowmill.tensor.Tensor;
import dev.arrowmill.tensor.nn.CrossEntropy;
import dev.arrowmill.tensor.nn.Losses;
import dev.arrowmill.tensor.nn.MarginLosses;
import dev.arrowmill.tensor.nn.Reduction;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** PyTorch's losses, by their names there; of nll and ctc the golden inputs are logits. */
final class GoldenLosses {
  static final GoldenTable TABLE = new GoldenTable();

  static {
    regression(TABLE);
    classification(TABLE);
    margins(TABLE);
  }

  private GoldenLosses() {}

  private static void regression(GoldenTable t) {
    t.one("mse_loss", (a, in) -> Losses.mse(in.get(0), in.get(1), null, reduction(a)));
    t.one("l1_loss", (a, in) -> Losses.l1(in.get(0), in.get(1), null, reduction(a)));
    t.one(
        "smooth_l1_loss",
        (a, in) -> Losses.smoothL1(in.get(0), in.get(1), number(a, "beta", 1), null, reduction(a)));
    t.one(
        "huber_loss",
        (a, in) -> Losses.huber(in.get(0), in.get(1), number(a, "delta", 1), null, reduction(a)));
    t.one("kl_div", GoldenLosses::klDiv);
    t.one(
        "poisson_nll_loss",
        (a, in) ->
            Losses.poissonNll(
                in.get(0),
                in.get(1),
                a.path("log_input").asBoolean(true),
                a.path("full").asBoolean(),
                number(a, "eps", 1e-8),
                reduction(a)));
    t.one(
        "gaussian_nll_loss",
        (a, in) ->
            Losses.gaussianNll(
                in.get(0),
                in.get(1),
                in.get(2),
                a.path("full").asBoolean(),
                number(a, "eps", 1e-6),
                reduction(a)));
  }

  private static void classification(GoldenTable t) {
    t.one("cross_entropy", (a, in) -> crossEntropy(a, input(in, 2)).apply(in.get(0), in.get(1)));
    t.one(
        "nll_loss",
        (a, in) -> Losses.nll(in.get(0).logSoftmax(1), in.get(1), crossEntropy(a, input(in, 2))));
    t.one(
        "binary_cross_entropy",
        (a, in) -> Losses.bce(in.get(0), in.get(1), input(in, 2), reduction(a)));
    t.one("bce_with_logits", GoldenLosses::bceWithLogits);
    t.one("ctc_loss", GoldenLosses::ctc);
    t.one(
        "soft_margin_loss", (a, in) -> MarginLosses.softMargin(in.get(0), in.get(1), reduction(a)));
    t.one(
        "multilabel_soft_margin_loss",
        (a, in) ->
            MarginLosses.multilabelSoftMargin(in.get(0), in.get(1), input(in, 2), reduction(a)));
  }

  private static void margins(GoldenTable t) {
    t.one(
        "hinge_embedding_loss",
        (a, in) ->
            MarginLosses.hingeEmbedding(
                in.get(0), in.get(1), number(a, "margin", 1), reduction(a)));
    t.one(
        "margin_ranking_loss",
        (a, in) ->
            MarginLosses.marginRanking(
                in.get(0), in.get(1), in.get(2), number(a, "margin", 0), reduction(a)));
    t.one(
        "cosine_embedding_loss",
        (a, in) ->
            MarginLosses.cosineEmbedding(
                in.get(0), in.get(1), in.get(2), number(a, "margin", 0), reduction(a)));
    t.one(
        "triplet_margin_loss",
        (a, in) ->
            MarginLosses.tripletMargin(
                in.get(0),
                in.get(1),
                in.get(2),
                number(a, "margin", 1),
                number(a, "p", 2),
                a.path("swap").asBoolean(),
                reduction(a)));
    t.one(
        "multi_margin_loss",
        (a, in) ->
            MarginLosses.multiMargin(
                in.get(0),
                in.get(1),
                a.path("p").asInt(1),
                number(a, "margin", 1),
                input(in, 2),
                reduction(a)));
    t.one(
        "multilabel_margin_loss",
        (a, in) -> MarginLosses.multilabelMargin(in.get(0), in.get(1), reduction(a)));
  }

  private static Tensor klDiv(JsonNode a, List<Tensor> in) {
    boolean log = a.path("log_target").asBoolean();
    return a.path("reduction").asText().equals("batchmean")
        ? Losses.klDivBatchMean(in.get(0), in.get(1), log)
        : Losses.klDiv(in.get(0), in.get(1), log, reduction(a));
  }

  private static Tensor bceWithLogits(JsonNode a, List<Tensor> in) {
    Tensor posWeight = input(in, 3);
    return posWeight == null
        ? Losses.bceWithLogits(in.get(0), in.get(1), input(in, 2), reduction(a))
        : Losses.bceWithLogits(in.get(0), in.get(1), input(in, 2), posWeight, reduction(a));
  }

  private static Tensor ctc(JsonNode a, List<Tensor> in) {
    return Losses.ctc(
        in.get(0).logSoftmax(-1),
        in.get(1),
        lengths(a.get("input_lengths")),
        lengths(a.get("target_lengths")),
        a.path("blank").asInt(),
        a.path("zero_infinity").asBoolean(),
        reduction(a));
  }

  private static Tensor lengths(JsonNode list) {
    long[] out = new long[list.size()];
    for (int i = 0; i < out.length; i++) {
      out[i] = list.get(i).asLong();
    }
    return Tensor.of(out);
  }

  private static CrossEntropy crossEntropy(JsonNode a, @Nullable Tensor weight) {
    return CrossEntropy.of()
        .weight(weight)
        .ignoreIndex(a.path("ignore_index").asLong(-100))
        .labelSmoothing(number(a, "label_smoothing", 0))
        .reduction(reduction(a));
  }

  private static double number(JsonNode a, String name, double other) {
    return a.path(name).asDouble(other);
  }

  private static @Nullable Tensor input(List<Tensor> in, int i) {
    return i < in.size() ? in.get(i) : null;
  }

  private static Reduction reduction(JsonNode a) {
    return Reduction.valueOf(a.path("reduction").asText("mean").toUpperCase(Locale.ROOT));
  }
}
