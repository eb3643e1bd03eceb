package dev.arrowmill.tensor.golden;

import static dev.arrowmill.tensor.golden.GoldenTable.dim;
import static dev.arrowmill.tensor.golden.GoldenTable.dims;
import static dev.arrowmill.tensor.golden.GoldenTable.hasDim;
import static dev.arrowmill.tensor.golden.GoldenTable.keep;
import static dev.arrowmill.tensor.golden.GoldenTable.real;

import com.fasterxml.jackson.databind.JsonNode;
import dev.arrowmill.tensor.Tensor;
import dev.arrowmill.tensor.autograd.Autograd;
import dev.arrowmill.tensor.op.Counts;
import dev.arrowmill.tensor.op.Indexed;
import dev.arrowmill.tensor.op.Norm;
import dev.arrowmill.tensor.op.Prod;
import dev.arrowmill.tensor.op.Quantile;
import dev.arrowmill.tensor.op.Unique;
import dev.arrowmill.tensor.op.Variance;
import java.util.List;

/** The group {@code ops}: reductions and sorting here, the others in their own tables. */
final class GoldenOps {
  static final GoldenTable TABLE = new GoldenTable();

  private GoldenOps() {}

  static {
    reductions();
    sorting();
    TABLE
        .one("autograd", GoldenOps::autograd)
        .inherit(GoldenElementwise.TABLE)
        .inherit(GoldenShapes.TABLE)
        .inherit(GoldenLinalg.TABLE);
  }

  private static void reductions() {
    TABLE
        .one("sum", (a, in) -> in.get(0).sum(dims(a), keep(a)))
        .one("mean", (a, in) -> in.get(0).mean(dims(a), keep(a)))
        .one("std", (a, in) -> Variance.std(in.get(0), dims(a), correction(a), keep(a)))
        .one("var", (a, in) -> Variance.var(in.get(0), dims(a), correction(a), keep(a)))
        .one("prod", GoldenOps::prod)
        .one("amax", (a, in) -> in.get(0).amax(dims(a), keep(a)))
        .one("amin", (a, in) -> in.get(0).amin(dims(a), keep(a)))
        .many("max", (a, in) -> extremum(a, in.get(0), true))
        .many("min", (a, in) -> extremum(a, in.get(0), false))
        .one("argmax", (a, in) -> whole(a, in.get(0)).argmax(dim(a)))
        .one("argmin", (a, in) -> whole(a, in.get(0)).argmin(dim(a)))
        .one("norm", (a, in) -> in.get(0).norm(real(a.get("p")), dims(a), keep(a)))
        .one("all", (a, in) -> Counts.all(in.get(0), dims(a), keep(a)))
        .one("any", (a, in) -> Counts.any(in.get(0), dims(a), keep(a)))
        .one("count_nonzero", (a, in) -> in.get(0).countNonzero(dims(a)))
        .one("nansum", (a, in) -> Counts.nansum(in.get(0), dims(a), keep(a)))
        .one("nanmean", (a, in) -> Counts.nanmean(in.get(0), dims(a), keep(a)))
        .one("logsumexp", (a, in) -> in.get(0).logsumexp(dims(a), keep(a)))
        .one("softmax", (a, in) -> in.get(0).softmax(dim(a)))
        .one("log_softmax", (a, in) -> in.get(0).logSoftmax(dim(a)))
        .one("softmin", (a, in) -> in.get(0).softmin(dim(a)))
        .one("cumsum", (a, in) -> in.get(0).cumsum(dim(a)))
        .one("cumprod", (a, in) -> in.get(0).cumprod(dim(a)))
        .one("logcumsumexp", (a, in) -> in.get(0).logcumsumexp(dim(a)))
        .many("cummax", (a, in) -> both(in.get(0).cummax(dim(a))))
        .many("cummin", (a, in) -> both(in.get(0).cummin(dim(a))))
        .one("normalize", GoldenOps::normalize)
        .one(
            "cosine_similarity",
            (a, in) ->
                Norm.cosineSimilarity(in.get(0), in.get(1), dim(a), a.path("eps").asDouble(1e-8)))
        .one("cdist", (a, in) -> in.get(0).cdist(in.get(1), real(a.get("p"))));
  }

  private static void sorting() {
    TABLE
        .many("sort", (a, in) -> both(in.get(0).sort(last(a), a.path("descending").asBoolean())))
        .one("argsort", (a, in) -> in.get(0).argsort(last(a), a.path("descending").asBoolean()))
        .many("topk", GoldenOps::topk)
        .many("kthvalue", (a, in) -> both(in.get(0).kthvalue(a.get("k").asInt(), last(a), keep(a))))
        .many("median", GoldenOps::median)
        .one("quantile", GoldenOps::quantile)
        .many("unique", (a, in) -> unique(in.get(0)))
        .one("nonzero", (a, in) -> in.get(0).nonzero())
        .one("bincount", (a, in) -> in.get(0).bincount(a.path("minlength").asInt(0)))
        .one(
            "searchsorted",
            (a, in) -> in.get(0).searchsorted(in.get(1), a.path("right").asBoolean()))
        .one("bucketize", (a, in) -> in.get(0).bucketize(in.get(1), a.path("right").asBoolean()))
        .one(
            "histc",
            (a, in) ->
                in.get(0)
                    .histc(
                        a.path("bins").asInt(100),
                        a.path("min").asDouble(),
                        a.path("max").asDouble()))
        .one("isin", (a, in) -> in.get(0).isin(in.get(1)));
  }

  static List<Tensor> both(Indexed i) {
    return List.of(i.values(), i.indices());
  }

  private static int last(JsonNode a) {
    return a.path("dim").asInt(-1);
  }

  private static double correction(JsonNode a) {
    return a.path("unbiased").asBoolean(true) ? a.path("correction").asDouble(1) : 0;
  }

  private static Tensor whole(JsonNode a, Tensor x) {
    return hasDim(a) ? x : x.flatten();
  }

  private static Tensor prod(JsonNode a, List<Tensor> in) {
    return hasDim(a) ? Prod.of(in.get(0), dim(a), keep(a)) : in.get(0).prod();
  }

  private static List<Tensor> extremum(JsonNode a, Tensor x, boolean largest) {
    if (!hasDim(a)) {
      return List.of(largest ? x.max() : x.min());
    }
    return both(largest ? x.max(dim(a), keep(a)) : x.min(dim(a), keep(a)));
  }

  private static List<Tensor> median(JsonNode a, List<Tensor> in) {
    Tensor x = in.get(0);
    return hasDim(a) ? both(x.median(dim(a), keep(a))) : List.of(x.median());
  }

  private static List<Tensor> topk(JsonNode a, List<Tensor> in) {
    boolean largest = a.path("largest").asBoolean(true);
    return both(in.get(0).topk(a.get("k").asInt(), last(a), largest));
  }

  private static Tensor quantile(JsonNode a, List<Tensor> in) {
    var how = Quantile.Interpolation.named(a.path("interpolation").asText("linear"));
    return Quantile.of(whole(a, in.get(0)), a.get("q").asDouble(), dim(a), keep(a), how);
  }

  private static List<Tensor> unique(Tensor x) {
    Unique.Result u = x.unique();
    return List.of(u.values(), u.inverse(), u.counts());
  }

  private static Tensor normalize(JsonNode a, List<Tensor> in) {
    double p = a.path("p").asDouble(2);
    return Norm.normalize(in.get(0), p, a.path("dim").asInt(1), a.path("eps").asDouble(1e-12));
  }

  private static Tensor autograd(JsonNode a, List<Tensor> in) {
    Tensor x = in.get(0);
    return switch (a.get("variant").asText()) {
      case "reuse-detach" -> x.mul(x).sum().add(x.exp().mean()).add(x.detach().mul(x).sum());
      case "views" -> x.select(0, 0).mul(x.select(0, 1)).sum();
      case "double-backward" ->
          Autograd.grad(x.pow(3).sum().add(x.prod()), List.of(x), true).get(0);
      default -> throw new IllegalArgumentException("golden: unknown program " + a);
    };
  }
}
