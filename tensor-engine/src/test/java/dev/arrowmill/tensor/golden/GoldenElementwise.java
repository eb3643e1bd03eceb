package dev.arrowmill.tensor.golden;

import static dev.arrowmill.tensor.golden.GoldenTable.real;

import com.fasterxml.jackson.databind.JsonNode;
import dev.arrowmill.tensor.Shape;
import dev.arrowmill.tensor.Tensor;
import java.util.List;

/** The group {@code ops}: elementwise functions, activations and comparisons. */
final class GoldenElementwise {
  static final GoldenTable TABLE = new GoldenTable();

  private GoldenElementwise() {}

  static {
    functions();
    activations();
    operands();
  }

  private static void functions() {
    TABLE
        .unary("abs", Tensor::abs)
        .unary("neg", Tensor::neg)
        .unary("exp", Tensor::exp)
        .unary("exp2", Tensor::exp2)
        .unary("expm1", Tensor::expm1)
        .unary("square", Tensor::square)
        .unary("sin", Tensor::sin)
        .unary("cos", Tensor::cos)
        .unary("tan", Tensor::tan)
        .unary("asin", Tensor::asin)
        .unary("acos", Tensor::acos)
        .unary("atan", Tensor::atan)
        .unary("sinh", Tensor::sinh)
        .unary("cosh", Tensor::cosh)
        .unary("tanh", Tensor::tanh)
        .unary("asinh", Tensor::asinh)
        .unary("acosh", Tensor::acosh)
        .unary("atanh", Tensor::atanh)
        .unary("erf", Tensor::erf)
        .unary("erfc", Tensor::erfc)
        .unary("erfinv", Tensor::erfinv)
        .unary("lgamma", Tensor::lgamma)
        .unary("digamma", Tensor::digamma)
        .unary("sign", Tensor::sign)
        .unary("floor", Tensor::floor)
        .unary("ceil", Tensor::ceil)
        .unary("trunc", Tensor::trunc)
        .unary("round", Tensor::round)
        .unary("frac", Tensor::frac)
        .unary("log", Tensor::log)
        .unary("log2", Tensor::log2)
        .unary("log10", Tensor::log10)
        .unary("log1p", Tensor::log1p)
        .unary("sqrt", Tensor::sqrt)
        .unary("rsqrt", Tensor::rsqrt)
        .unary("reciprocal", Tensor::reciprocal)
        .unary("isnan", Tensor::isnan)
        .unary("isinf", Tensor::isinf)
        .unary("isfinite", Tensor::isfinite)
        .unary("signbit", Tensor::signbit)
        .unary("nan_to_num", Tensor::nanToNum)
        .unary("bitwise_not", Tensor::bitwiseNot)
        .unary("logical_not", Tensor::not);
  }

  private static void activations() {
    TABLE
        .unary("sigmoid", Tensor::sigmoid)
        .unary("relu", Tensor::relu)
        .unary("relu6", Tensor::relu6)
        .unary("selu", Tensor::selu)
        .unary("silu", Tensor::silu)
        .unary("mish", Tensor::mish)
        .unary("softsign", Tensor::softsign)
        .unary("hardsigmoid", Tensor::hardsigmoid)
        .unary("hardswish", Tensor::hardswish)
        .unary("logsigmoid", Tensor::logsigmoid)
        .unary("tanhshrink", Tensor::tanhshrink)
        .binary("prelu", Tensor::prelu)
        .one("elu", (a, in) -> in.get(0).elu(a.path("alpha").asDouble(1)))
        .one("celu", (a, in) -> in.get(0).celu(a.path("alpha").asDouble(1)))
        .one("glu", (a, in) -> in.get(0).glu(a.path("dim").asInt(-1)))
        .one("gelu", GoldenElementwise::gelu)
        .one("softplus", GoldenElementwise::softplus)
        .one("softshrink", (a, in) -> in.get(0).softshrink(a.path("lambd").asDouble(0.5)))
        .one("hardshrink", (a, in) -> in.get(0).hardshrink(a.path("lambd").asDouble(0.5)))
        .one("leaky_relu", (a, in) -> in.get(0).leakyRelu(a.path("negative_slope").asDouble(0.01)))
        .one("threshold", GoldenElementwise::threshold)
        .one("hardtanh", GoldenElementwise::hardtanh);
  }

  private static void operands() {
    TABLE
        .one("add", (a, in) -> in.get(0).add(scaled(a, in.get(1))))
        .one("sub", (a, in) -> in.get(0).sub(scaled(a, in.get(1))))
        .binary("mul", Tensor::mul)
        .binary("div", Tensor::div)
        .binary("maximum", Tensor::maximum)
        .binary("minimum", Tensor::minimum)
        .binary("fmax", Tensor::fmax)
        .binary("fmin", Tensor::fmin)
        .binary("fmod", Tensor::fmod)
        .binary("remainder", Tensor::remainder)
        .binary("floor_divide", Tensor::floorDivide)
        .binary("atan2", Tensor::atan2)
        .binary("hypot", Tensor::hypot)
        .binary("logaddexp", Tensor::logaddexp)
        .binary("eq", Tensor::eq)
        .binary("ne", Tensor::ne)
        .binary("lt", Tensor::lt)
        .binary("le", Tensor::le)
        .binary("gt", Tensor::gt)
        .binary("ge", Tensor::ge)
        .binary("logical_and", Tensor::and)
        .binary("logical_or", Tensor::or)
        .binary("logical_xor", Tensor::xor)
        .binary("bitwise_and", Tensor::bitwiseAnd)
        .binary("bitwise_or", Tensor::bitwiseOr)
        .binary("bitwise_xor", Tensor::bitwiseXor)
        .one("pow", GoldenElementwise::pow)
        .one("clamp", GoldenElementwise::clamp)
        .one("lerp", (a, in) -> in.get(0).lerp(in.get(1), in.get(2)))
        .one("addcmul", (a, in) -> in.get(0).addcmul(in.get(1), in.get(2), value(a)))
        .one("addcdiv", (a, in) -> in.get(0).addcdiv(in.get(1), in.get(2), value(a)))
        .one("where", (a, in) -> in.get(1).where(in.get(0), in.get(2)));
  }

  private static double value(JsonNode a) {
    return a.path("value").asDouble(1);
  }

  private static Tensor scaled(JsonNode a, Tensor x) {
    return a.has("alpha") ? x.mul(a.get("alpha").asDouble()) : x;
  }

  private static Tensor gelu(JsonNode a, List<Tensor> in) {
    boolean tanh = a.path("approximate").asText("none").equals("tanh");
    return tanh ? in.get(0).geluTanh() : in.get(0).gelu();
  }

  private static Tensor softplus(JsonNode a, List<Tensor> in) {
    return in.get(0).softplus(a.path("beta").asDouble(1), a.path("threshold").asDouble(20));
  }

  private static Tensor threshold(JsonNode a, List<Tensor> in) {
    return in.get(0).threshold(a.get("threshold").asDouble(), a.get("value").asDouble());
  }

  private static Tensor hardtanh(JsonNode a, List<Tensor> in) {
    return in.get(0).hardtanh(a.path("min_val").asDouble(-1), a.path("max_val").asDouble(1));
  }

  private static Tensor clamp(JsonNode a, List<Tensor> in) {
    if (in.size() > 2) {
      return in.get(0).clamp(in.get(1), in.get(2));
    }
    double lo = a.has("min") ? real(a.get("min")) : Double.NEGATIVE_INFINITY;
    double hi = a.has("max") ? real(a.get("max")) : Double.POSITIVE_INFINITY;
    return in.get(0).clamp(lo, hi);
  }

  private static Tensor pow(JsonNode a, List<Tensor> in) {
    Tensor x = in.get(0);
    if (a.has("base")) {
      return Tensor.full(x.dtype(), Shape.SCALAR, a.get("base").asDouble()).pow(x);
    }
    return a.has("exponent") ? x.pow(a.get("exponent").asDouble()) : x.pow(in.get(1));
  }
}
