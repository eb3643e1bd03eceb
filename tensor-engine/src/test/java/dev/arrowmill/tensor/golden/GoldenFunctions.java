package dev.arrowmill.tensor.golden;

import com.fasterxml.jackson.databind.JsonNode;
import dev.arrowmill.tensor.DType;
import dev.arrowmill.tensor.Tensor;
import dev.arrowmill.tensor.nn.LayerNorm;
import dev.arrowmill.tensor.nn.Losses;
import dev.arrowmill.tensor.nn.Reduction;
import dev.arrowmill.tensor.op.Addmm;
import dev.arrowmill.tensor.op.Embedding;
import dev.arrowmill.tensor.op.Linear;
import dev.arrowmill.tensor.op.Slice;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.BinaryOperator;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** How PyTorch's names are said here; null where an op or an option is not ours yet. */
final class GoldenFunctions {
  /** A call with a case's attributes and inputs; null for an option that we lack. */
  interface Function {
    @Nullable Tensor call(JsonNode attrs, List<Tensor> in);
  }

  private static final Map<String, Function> TABLE = new HashMap<>();

  private GoldenFunctions() {}

  /** By the case's id where that says how the inputs are used, else by its op. */
  static @Nullable Function of(String id, String op) {
    return TABLE.getOrDefault(id, TABLE.get(op));
  }

  private static void unary(String name, UnaryOperator<Tensor> f) {
    TABLE.put(name, (a, in) -> f.apply(in.get(0)));
  }

  private static void binary(String name, BinaryOperator<Tensor> f) {
    TABLE.put(name, (a, in) -> a.size() > 0 ? null : f.apply(in.get(0), in.get(1)));
  }

  static {
    unary("abs", Tensor::abs);
    unary("neg", Tensor::neg);
    unary("exp", Tensor::exp);
    unary("expm1", Tensor::expm1);
    unary("square", Tensor::square);
    unary("sin", Tensor::sin);
    unary("cos", Tensor::cos);
    unary("tanh", Tensor::tanh);
    unary("sigmoid", Tensor::sigmoid);
    unary("relu", Tensor::relu);
    unary("silu", Tensor::silu);
    unary("erf", Tensor::erf);
    unary("sign", Tensor::sign);
    unary("floor", Tensor::floor);
    unary("ceil", Tensor::ceil);
    unary("trunc", Tensor::trunc);
    unary("round", Tensor::round);
    unary("log", Tensor::log);
    unary("log1p", Tensor::log1p);
    unary("sqrt", Tensor::sqrt);
    unary("rsqrt", Tensor::rsqrt);
    unary("reciprocal", Tensor::reciprocal);
    TABLE.put(
        "gelu",
        (a, in) -> a.path("approximate").asText("none").equals("none") ? in.get(0).gelu() : null);
    TABLE.put("softplus", (a, in) -> a.path("beta").asDouble(1) == 1 ? in.get(0).softplus() : null);
    TABLE.put("clamp", GoldenFunctions::clamp);
    TABLE.put("cast", (a, in) -> cast(a.path("to").asText(), in.get(0)));
    binary("add", Tensor::add);
    binary("sub", Tensor::sub);
    binary("mul", Tensor::mul);
    binary("div", Tensor::div);
    binary("true_div", Tensor::div);
    binary("maximum", Tensor::maximum);
    binary("minimum", Tensor::minimum);
    binary("eq", Tensor::eq);
    binary("ne", Tensor::ne);
    binary("lt", Tensor::lt);
    binary("le", Tensor::le);
    binary("gt", Tensor::gt);
    binary("ge", Tensor::ge);
    binary("logical_and", Tensor::and);
    binary("logical_or", Tensor::or);
    binary("logical_xor", Tensor::xor);
    TABLE.put("pow", GoldenFunctions::pow);
    TABLE.put("where", (a, in) -> in.get(1).where(in.get(0), in.get(2)));
    TABLE.put(
        "masked_fill", (a, in) -> in.get(0).where(in.get(1).not(), a.get("value").asDouble()));
    TABLE.put("sum", (a, in) -> in.get(0).sum(dims(a), keep(a)));
    TABLE.put("mean", (a, in) -> floating(in.get(0)).mean(dims(a), keep(a)));
    TABLE.put("matmul.transposed-views", (a, in) -> in.get(0).t().matmul(in.get(1).t()));
    TABLE.put("amax", (a, in) -> in.get(0).amax(dims(a), keep(a)));
    TABLE.put("amin", (a, in) -> in.get(0).amin(dims(a), keep(a)));
    TABLE.put("max", (a, in) -> a.has("dim") ? null : in.get(0).amax());
    TABLE.put("min", (a, in) -> a.has("dim") ? null : in.get(0).amin());
    TABLE.put("logsumexp", (a, in) -> in.get(0).logsumexp(dims(a), keep(a)));
    TABLE.put(
        "argmax",
        (a, in) ->
            whole(a) ? in.get(0).flatten().argmax(0) : in.get(0).argmax(a.get("dim").asInt()));
    TABLE.put(
        "argmin",
        (a, in) ->
            whole(a) ? in.get(0).flatten().argmin(0) : in.get(0).argmin(a.get("dim").asInt()));
    TABLE.put("softmax", (a, in) -> in.get(0).softmax(dim(a)));
    TABLE.put("log_softmax", (a, in) -> in.get(0).logSoftmax(dim(a)));
    binary("matmul", Tensor::matmul);
    binary("bmm", Tensor::matmul);
    binary("dot", Tensor::matmul);
    TABLE.put(
        "addmm",
        (a, in) ->
            Addmm.of(
                in.get(0),
                in.get(1),
                in.get(2),
                a.path("beta").asDouble(1),
                a.path("alpha").asDouble(1)));
    TABLE.put("linear", (a, in) -> Linear.of(in.get(0), in.get(1), in.get(2)));
    TABLE.put("reshape", (a, in) -> in.get(0).reshape(ints(a.get("shape"))));
    TABLE.put(
        "transpose", (a, in) -> in.get(0).transpose(a.get("dim0").asInt(), a.get("dim1").asInt()));
    TABLE.put("permute", (a, in) -> in.get(0).permute(ints(a.get("dims"))));
    TABLE.put("squeeze", (a, in) -> a.has("dim") ? in.get(0).squeeze(dim(a)) : null);
    TABLE.put("unsqueeze", (a, in) -> in.get(0).unsqueeze(dim(a)));
    TABLE.put("expand", (a, in) -> in.get(0).expand(ints(a.get("shape"))));
    TABLE.put("cat", (a, in) -> Tensor.cat(in, dim(a)));
    TABLE.put(
        "narrow",
        (a, in) ->
            in.get(0)
                .slice(
                    dim(a),
                    a.get("start").asInt(),
                    a.get("start").asInt() + a.get("length").asInt()));
    TABLE.put("slice", (a, in) -> slices(a.get("slices"), in.get(0)));
    TABLE.put("select", (a, in) -> in.get(0).select(dim(a), a.get("index").asInt()));
    TABLE.put("gather", (a, in) -> in.get(0).gather(dim(a), in.get(1)));
    TABLE.put("index_select", (a, in) -> in.get(0).indexSelect(dim(a), in.get(1)));
    TABLE.put("embedding", (a, in) -> a.size() > 0 ? null : Embedding.of(in.get(1), in.get(0)));
    TABLE.put("autograd", GoldenFunctions::autograd);
    TABLE.put("mse_loss", (a, in) -> Losses.mse(in.get(0), in.get(1), null, reduction(a)));
    TABLE.put("l1_loss", (a, in) -> Losses.l1(in.get(0), in.get(1), null, reduction(a)));
    TABLE.put(
        "smooth_l1_loss",
        (a, in) ->
            Losses.smoothL1(in.get(0), in.get(1), a.path("beta").asDouble(1), null, reduction(a)));
    TABLE.put(
        "huber_loss",
        (a, in) ->
            Losses.huber(in.get(0), in.get(1), a.path("delta").asDouble(1), null, reduction(a)));
    TABLE.put(
        "bce_with_logits",
        (a, in) ->
            in.size() > 2 ? null : Losses.bceWithLogits(in.get(0), in.get(1), null, reduction(a)));
    TABLE.put("cross_entropy", GoldenFunctions::crossEntropy);
    TABLE.put(
        "Linear", (a, in) -> Linear.of(in.get(0), in.get(1), in.size() > 2 ? in.get(2) : null));
    TABLE.put("LayerNorm", GoldenFunctions::layerNorm);
    TABLE.put(
        "Embedding",
        (a, in) ->
            a.has("padding_idx") || a.has("scale_grad_by_freq")
                ? null
                : Embedding.of(in.get(0), in.get(1)));
    TABLE.put("Dropout", (a, in) -> a.path("training").asBoolean() ? null : dropout(in.get(0)));
  }

  private static @Nullable Tensor clamp(JsonNode a, List<Tensor> in) {
    double lo = a.path("min").asDouble(Double.NEGATIVE_INFINITY);
    double hi = a.path("max").asDouble(Double.POSITIVE_INFINITY);
    return in.size() > 1 ? null : in.get(0).clamp(lo, hi);
  }

  private static @Nullable Tensor cast(String to, Tensor x) {
    return switch (to) {
      case "I64" -> x.toType(DType.INT64);
      case "I32" -> x.toType(DType.INT32);
      case "BOOL" -> x.toType(DType.BOOL);
      case "F64" -> x.toType(DType.FLOAT64);
      default -> null;
    };
  }

  private static Tensor pow(JsonNode a, List<Tensor> in) {
    Tensor x = in.get(0);
    if (a.has("base")) {
      return Tensor.full(x.dtype(), x.shape(), a.get("base").asDouble()).pow(x);
    }
    return a.has("exponent") ? x.pow(a.get("exponent").asDouble()) : x.pow(in.get(1));
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

  private static @Nullable Tensor autograd(JsonNode a, List<Tensor> in) {
    Tensor x = in.get(0);
    return switch (a.get("expr").asText()) {
      case "sum(x*x)+mean(exp(x))+sum(detach(x)*x)" ->
          x.mul(x).sum().add(x.exp().mean()).add(x.detach().mul(x).sum());
      case "sum(x[0]*x[1])" -> x.select(0, 0).mul(x.select(0, 1)).sum();
      default -> null;
    };
  }

  private static @Nullable Tensor crossEntropy(JsonNode a, List<Tensor> in) {
    Tensor classes = in.get(1);
    boolean known =
        Set.of("reduction").containsAll(a.properties().stream().map(Map.Entry::getKey).toList());
    if (!known || classes.dtype().isFloat() || in.get(0).rank() != 2) {
      return null;
    }
    Tensor weight = in.size() > 2 ? in.get(2).indexSelect(0, classes) : null;
    return Losses.crossEntropy(in.get(0), classes, weight, reduction(a));
  }

  private static @Nullable Tensor layerNorm(JsonNode a, List<Tensor> in) {
    Tensor x = in.get(0);
    if (in.size() < 3 || in.get(1).rank() != 1) {
      return null;
    }
    return LayerNorm.apply(x, in.get(1), in.get(2), a.path("eps").asDouble(1e-5));
  }

  private static Tensor dropout(Tensor x) {
    var layer = dev.arrowmill.tensor.nn.Dropout.of(0.5);
    layer.eval();
    return layer.forward(x);
  }

  private static Reduction reduction(JsonNode a) {
    return Reduction.valueOf(a.path("reduction").asText("mean").toUpperCase(Locale.ROOT));
  }

  /** The golden mean of integers is taken in float64. */
  private static Tensor floating(Tensor x) {
    return x.dtype().isFloat() ? x : x.toType(DType.FLOAT64);
  }

  private static boolean whole(JsonNode a) {
    return !a.has("dim") || a.get("dim").isNull();
  }

  private static int dim(JsonNode a) {
    return a.path("dim").asInt(0);
  }

  private static boolean keep(JsonNode a) {
    return a.path("keepdim").asBoolean();
  }

  private static int[] dims(JsonNode a) {
    JsonNode d = a.path("dim");
    return d.isInt() ? new int[] {d.asInt()} : ints(d);
  }

  private static int[] ints(JsonNode n) {
    int[] out = new int[n.size()];
    Arrays.setAll(out, i -> n.get(i).asInt());
    return out;
  }
}
