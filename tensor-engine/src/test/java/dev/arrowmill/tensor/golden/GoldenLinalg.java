package dev.arrowmill.tensor.golden;

import com.fasterxml.jackson.databind.JsonNode;
import dev.arrowmill.tensor.Tensor;
import dev.arrowmill.tensor.op.Addmm;
import dev.arrowmill.tensor.op.Linalg;
import dev.arrowmill.tensor.op.Linear;
import dev.arrowmill.tensor.op.ProductOps;
import java.util.List;

/** The group {@code ops}: products and linear algebra. */
final class GoldenLinalg {
  static final GoldenTable TABLE =
      new GoldenTable()
          .one("matmul", GoldenLinalg::matmul)
          .binary("bmm", Tensor::bmm)
          .binary("dot", Tensor::dot)
          .binary("outer", Tensor::outer)
          .one("cross", (a, in) -> in.get(0).cross(in.get(1), a.path("dim").asInt(-1)))
          .one(
              "addmm",
              (a, in) ->
                  Addmm.of(in.get(0), in.get(1), in.get(2), factor(a, "beta"), factor(a, "alpha")))
          .one(
              "baddbmm",
              (a, in) ->
                  ProductOps.baddbmm(
                      in.get(0), in.get(1), in.get(2), factor(a, "beta"), factor(a, "alpha")))
          .one(
              "linear",
              (a, in) -> Linear.of(in.get(0), in.get(1), in.size() > 2 ? in.get(2) : null))
          .one(
              "bilinear",
              (a, in) ->
                  ProductOps.bilinear(
                      in.get(0), in.get(1), in.get(2), in.size() > 3 ? in.get(3) : null))
          .one(
              "einsum",
              (a, in) -> Tensor.einsum(a.get("equation").asText(), in.toArray(new Tensor[0])))
          .unary("cholesky", Tensor::cholesky)
          .unary("inv", Tensor::inv)
          .binary("solve", Tensor::solve)
          .unary("det", Tensor::det)
          .many("slogdet", (a, in) -> slogdet(in.get(0)))
          .unary("pinv", Tensor::pinv)
          .unary("svdvals", Tensor::svdvals)
          .unary("eigvalsh", Tensor::eigvalsh)
          .unary("trace", Tensor::trace);

  private GoldenLinalg() {}

  private static double factor(JsonNode a, String name) {
    return a.path(name).asDouble(1);
  }

  private static Tensor matmul(JsonNode a, List<Tensor> in) {
    boolean turned = a.get("variant").asText().equals("transposed-views");
    Tensor x = in.get(0);
    Tensor y = in.get(1);
    return turned ? x.t().matmul(y.t()) : x.matmul(y);
  }

  private static List<Tensor> slogdet(Tensor x) {
    Linalg.SignLog s = x.slogdet();
    return List.of(s.sign(), s.logAbsDet());
  }
}
