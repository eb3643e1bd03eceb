package dev.arrowmill.tensor.golden;

import com.fasterxml.jackson.databind.JsonNode;
import dev.arrowmill.tensor.DType;
import dev.arrowmill.tensor.Shape;
import dev.arrowmill.tensor.Tensor;
import java.util.Map;
import java.util.function.UnaryOperator;

/** The tables of result types: of two operands, and of an op by its input. */
final class GoldenTypes {
  private static final Map<String, UnaryOperator<Tensor>> OPS =
      Map.ofEntries(
          Map.entry("sum", Tensor::sum),
          Map.entry("prod", Tensor::prod),
          Map.entry("cumsum", x -> x.cumsum(0)),
          Map.entry("cumprod", x -> x.cumprod(0)),
          Map.entry("mean", Tensor::mean),
          Map.entry("exp", Tensor::exp),
          Map.entry("sqrt", Tensor::sqrt),
          Map.entry("abs", Tensor::abs),
          Map.entry("neg", Tensor::neg),
          Map.entry("any", Tensor::any),
          Map.entry("all", Tensor::all),
          Map.entry("argmax", x -> x.argmax(0)),
          Map.entry("div", x -> x.div(x)),
          Map.entry("std", Tensor::std),
          Map.entry("var", Tensor::var));

  private GoldenTypes() {}

  /** Keys such as {@code U8xF32} or {@code U8xpy_int}. */
  static void promotion(GoldenCase c) {
    for (Map.Entry<String, JsonNode> e : c.json().get("table").properties()) {
      String[] pair = e.getKey().split("x", 2);
      Tensor x = ones(GoldenEdge.type(pair[0]), Shape.of(2));
      for (Map.Entry<String, JsonNode> way : e.getValue().properties()) {
        DType expected = GoldenEdge.type(way.getValue().asText());
        Tensor y =
            switch (way.getKey()) {
              case "tensor_tensor" -> x.add(ones(GoldenEdge.type(pair[1]), Shape.of(2)));
              case "tensor_zerodim" -> x.add(ones(GoldenEdge.type(pair[1]), Shape.SCALAR));
              default -> scalar(x, pair[1]);
            };
        if (y.dtype() != expected) {
          c.fail(e.getKey() + " " + way.getKey() + " is " + y.dtype() + ", expected " + expected);
        }
      }
    }
  }

  private static Tensor scalar(Tensor x, String kind) {
    return switch (kind) {
      case "py_bool" -> x.add(Tensor.full(DType.BOOL, Shape.SCALAR, 1));
      case "py_int" -> x.add(1);
      default -> x.add(1.5);
    };
  }

  /** Keys such as {@code I8.sum}. */
  static void results(GoldenCase c) {
    for (Map.Entry<String, JsonNode> e : c.json().get("table").properties()) {
      String[] key = e.getKey().split("\\.", 2);
      DType type = GoldenEdge.type(key[0]);
      UnaryOperator<Tensor> op = OPS.get(key[1]);
      String expected = e.getValue().asText();
      if (op == null) {
        c.fail("unknown op " + key[1]);
        continue;
      }
      String got;
      try {
        DType y = op.apply(ones(type, Shape.of(3))).dtype();
        got = y.toString();
      } catch (IllegalArgumentException error) {
        got = "error";
      }
      boolean lacks = expected.equals("error") && type.isHalf();
      String truth = lacks ? type.toString() : expected.equals("error") ? expected : name(expected);
      if (!got.equals(truth)) {
        c.fail(e.getKey() + " gives " + got + ", expected " + truth);
      }
    }
  }

  /** PyTorch's CPU lacks some kernels of 16-bit floats; there ours keep the type. */
  private static String name(String code) {
    return GoldenEdge.type(code).toString();
  }

  private static Tensor ones(DType type, Shape shape) {
    return Tensor.full(type, shape, 1);
  }
}
