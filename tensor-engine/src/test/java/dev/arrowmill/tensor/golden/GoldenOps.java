package dev.arrowmill.tensor.golden;

import static dev.arrowmill.tensor.golden.GoldenTable.dim;
import static dev.arrowmill.tensor.golden.GoldenTable.dims;
import static dev.arrowmill.tensor.golden.GoldenTable.hasDim;
import static dev.arrowmill.tensor.golden.GoldenTable.ints;
import static dev.arrowmill.tensor.golden.GoldenTable.keep;

import com.fasterxml.jackson.databind.JsonNode;
import dev.arrowmill.tensor.Shape;
import dev.arrowmill.tensor.Tensor;
import dev.arrowmill.tensor.op.Addmm;
import dev.arrowmill.tensor.op.Linear;
import dev.arrowmill.tensor.op.Slice;
import java.util.List;

/** The group {@code ops}. */
final class GoldenOps {
  static final GoldenTable TABLE = new GoldenTable();

  private GoldenOps() {}

  static {
    elementwise();
    TABLE
        .one("sum", (a, in) -> in.get(0).sum(dims(a), keep(a)))
        .one("mean", (a, in) -> in.get(0).mean(dims(a), keep(a)))
        .one("amax", (a, in) -> in.get(0).amax(dims(a), keep(a)))
        .one("amin", (a, in) -> in.get(0).amin(dims(a), keep(a)))
        .one("logsumexp", (a, in) -> in.get(0).logsumexp(dims(a), keep(a)))
        .one("argmax", (a, in) -> whole(a, in.get(0)).argmax(dim(a)))
        .one("argmin", (a, in) -> whole(a, in.get(0)).argmin(dim(a)))
        .one("softmax", (a, in) -> in.get(0).softmax(dim(a)))
        .one("log_softmax", (a, in) -> in.get(0).logSoftmax(dim(a)))
        .one("matmul", GoldenOps::matmul)
        .binary("bmm", Tensor::matmul)
        .binary("dot", Tensor::matmul)
        .one("addmm", GoldenOps::addmm)
        .one("linear", (a, in) -> Linear.of(in.get(0), in.get(1), in.get(2)))
        .one("reshape", (a, in) -> in.get(0).reshape(ints(a.get("shape"))))
        .one(
            "transpose",
            (a, in) -> in.get(0).transpose(a.get("dim0").asInt(), a.get("dim1").asInt()))
        .one("permute", (a, in) -> in.get(0).permute(ints(a.get("dims"))))
        .one("unsqueeze", (a, in) -> in.get(0).unsqueeze(dim(a)))
        .one("expand", (a, in) -> in.get(0).expand(ints(a.get("shape"))))
        .one("cat", (a, in) -> Tensor.cat(in, dim(a)))
        .one("narrow", GoldenOps::narrow)
        .one("slice", (a, in) -> slices(a.get("slices"), in.get(0)))
        .one("select", (a, in) -> in.get(0).select(dim(a), a.get("index").asInt()))
        .one("gather", (a, in) -> in.get(0).gather(dim(a), in.get(1)))
        .one("index_select", (a, in) -> in.get(0).indexSelect(dim(a), in.get(1)));
  }

  private static void elementwise() {
    TABLE
        .unary("abs", Tensor::abs)
        .unary("neg", Tensor::neg)
        .unary("exp", Tensor::exp)
        .unary("expm1", Tensor::expm1)
        .unary("square", Tensor::square)
        .unary("sin", Tensor::sin)
        .unary("cos", Tensor::cos)
        .unary("tanh", Tensor::tanh)
        .unary("sigmoid", Tensor::sigmoid)
        .unary("relu", Tensor::relu)
        .unary("silu", Tensor::silu)
        .unary("erf", Tensor::erf)
        .unary("sign", Tensor::sign)
        .unary("floor", Tensor::floor)
        .unary("ceil", Tensor::ceil)
        .unary("trunc", Tensor::trunc)
        .unary("round", Tensor::round)
        .unary("log", Tensor::log)
        .unary("log1p", Tensor::log1p)
        .unary("sqrt", Tensor::sqrt)
        .unary("rsqrt", Tensor::rsqrt)
        .unary("reciprocal", Tensor::reciprocal)
        .binary("sub", Tensor::sub)
        .binary("mul", Tensor::mul)
        .binary("div", Tensor::div)
        .binary("maximum", Tensor::maximum)
        .binary("minimum", Tensor::minimum)
        .binary("eq", Tensor::eq)
        .binary("ne", Tensor::ne)
        .binary("lt", Tensor::lt)
        .binary("le", Tensor::le)
        .binary("gt", Tensor::gt)
        .binary("ge", Tensor::ge)
        .binary("logical_and", Tensor::and)
        .binary("logical_or", Tensor::or)
        .binary("logical_xor", Tensor::xor)
        .one("pow", GoldenOps::pow)
        .one("where", (a, in) -> in.get(1).where(in.get(0), in.get(2)));
  }

  private static Tensor matmul(JsonNode a, List<Tensor> in) {
    boolean turned = a.get("variant").asText().equals("transposed-views");
    Tensor x = in.get(0);
    Tensor y = in.get(1);
    return turned ? x.t().matmul(y.t()) : x.matmul(y);
  }

  private static Tensor addmm(JsonNode a, List<Tensor> in) {
    double beta = a.path("beta").asDouble(1);
    return Addmm.of(in.get(0), in.get(1), in.get(2), beta, a.path("alpha").asDouble(1));
  }

  private static Tensor pow(JsonNode a, List<Tensor> in) {
    Tensor x = in.get(0);
    if (a.has("base")) {
      return Tensor.full(x.dtype(), Shape.SCALAR, a.get("base").asDouble()).pow(x);
    }
    return a.has("exponent") ? x.pow(a.get("exponent").asDouble()) : x.pow(in.get(1));
  }

  private static Tensor narrow(JsonNode a, List<Tensor> in) {
    int start = a.get("start").asInt();
    return in.get(0).slice(dim(a), start, start + a.get("length").asInt());
  }

  private static Tensor slices(JsonNode specs, Tensor x) {
    Tensor y = x;
    for (int d = 0; d < specs.size(); d++) {
      String[] p = (specs.get(d).asText() + " : ").split(":", -1);
      int start = p[0].isBlank() ? 0 : Integer.parseInt(p[0].trim());
      int end = p[1].isBlank() ? x.size(d) : Integer.parseInt(p[1].trim());
      int step = p.length < 4 || p[2].isBlank() ? 1 : Integer.parseInt(p[2].trim());
      y = Slice.of(y, d, start, end, step);
    }
    return y;
  }

  private static Tensor whole(JsonNode a, Tensor x) {
    return hasDim(a) ? x : x.flatten();
  }
}
