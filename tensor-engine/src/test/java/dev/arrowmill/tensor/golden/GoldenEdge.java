package dev.arrowmill.tensor.golden;

import com.fasterxml.jackson.databind.JsonNode;
import dev.arrowmill.tensor.DType;
import dev.arrowmill.tensor.Tensor;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;

/** The group {@code edge}: special values, integers, type tables, empty results, errors. */
final class GoldenEdge {
  static final GoldenTable TABLE = new GoldenTable();

  private static final Map<String, DType> TYPES =
      Map.ofEntries(
          Map.entry("BOOL", DType.BOOL),
          Map.entry("U8", DType.UINT8),
          Map.entry("I8", DType.INT8),
          Map.entry("I16", DType.INT16),
          Map.entry("I32", DType.INT32),
          Map.entry("I64", DType.INT64),
          Map.entry("F16", DType.FLOAT16),
          Map.entry("BF16", DType.BFLOAT16),
          Map.entry("F32", DType.FLOAT32),
          Map.entry("F64", DType.FLOAT64));

  static {
    TABLE
        .binary("true_div", Tensor::div)
        .binary("floor_div", Tensor::floorDivide)
        .binary("trunc_div", Tensor::truncDivide)
        .one("shl", (a, in) -> in.get(0).bitwiseLeftShift(shift(in)))
        .one("shr", (a, in) -> in.get(0).bitwiseRightShift(shift(in)))
        .unary("pow2", x -> x.pow(2))
        .one("cast", (a, in) -> in.get(0).toType(type(a.get("to").asText())))
        .one("sortv", (a, in) -> in.get(0).sort(-1, false).values())
        .many("topk", (a, in) -> GoldenOps.both(in.get(0).topk(a.path("k").asInt(2), -1, true)))
        .one("nanmedian", (a, in) -> in.get(0).flatten().nanmedian(0, false).values())
        .one("mean", (a, in) -> wide(in.get(0)).mean())
        .procedure("promotion-table", GoldenTypes::promotion)
        .procedure("result-dtype-table", GoldenTypes::results)
        .procedure("empty", c -> result(c, GoldenEdgeCalls.EMPTY))
        .procedure("raises", c -> result(c, GoldenEdgeCalls.RAISES))
        .inherit(GoldenOps.TABLE);
  }

  private GoldenEdge() {}

  /** The golden shifts are by b mod 4. */
  private static Tensor shift(List<Tensor> in) {
    return in.get(1)
        .remainder(Tensor.full(in.get(1).dtype(), dev.arrowmill.tensor.Shape.SCALAR, 4));
  }

  /** The golden mean of integers is taken in float64. */
  private static Tensor wide(Tensor x) {
    return x.dtype().isFloat() ? x : x.toType(DType.FLOAT64);
  }

  static DType type(String code) {
    DType t = TYPES.get(code.toUpperCase(Locale.ROOT));
    if (t == null) {
      throw new IllegalArgumentException("golden: there is no element type " + code);
    }
    return t;
  }

  /** A call that has a small result or must fail with a typed error. */
  private static void result(GoldenCase c, Map<String, Supplier<Tensor>> calls) {
    Supplier<Tensor> call = calls.get(c.json().path("torch_expr").asText());
    if (call == null) {
      c.fail("unknown op " + c.op());
      return;
    }
    if (c.json().has("raises")) {
      raises(c, call);
      return;
    }
    Tensor y = call.get();
    JsonNode r = c.json().get("result");
    if (y.dtype() != type(r.get("dtype").asText())
        || !y.shape().toString().equals(r.get("shape").toString().replace(",", ", "))) {
      c.fail(y.dtype() + " " + y.shape() + ", expected " + r);
      return;
    }
    double[] values = y.toDoubles();
    for (int i = 0; i < values.length; i++) {
      double expected = GoldenTable.real(r.get("values").get(i));
      if (Double.compare(values[i], expected) != 0) {
        c.fail("[" + i + "] is " + values[i] + ", expected " + expected);
        return;
      }
    }
  }

  private static void raises(GoldenCase c, Supplier<Tensor> call) {
    try {
      Tensor y = call.get();
      c.fail("gave " + y + ", expected an error: " + c.json().path("message").asText());
    } catch (IllegalArgumentException | IllegalStateException e) {
      if (e.getMessage() == null || e.getMessage().isBlank()) {
        c.fail("the error has no message");
      }
    }
  }
}
