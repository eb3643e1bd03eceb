package dev.arrowmill.tensor.golden;

import com.fasterxml.jackson.databind.JsonNode;
import dev.arrowmill.tensor.Tensor;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BinaryOperator;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The functions and procedures of a group by the case's op; also small readers of attributes. */
final class GoldenTable {
  private final Map<String, GoldenFunction> functions = new HashMap<>();
  private final Map<String, GoldenProcedure> procedures = new HashMap<>();

  /** A function of attributes and the inputs in their order, with one result. */
  @FunctionalInterface
  interface One {
    Tensor call(JsonNode attrs, List<Tensor> in);
  }

  /** As {@link One} with several results. */
  @FunctionalInterface
  interface Many {
    List<Tensor> call(JsonNode attrs, List<Tensor> in);
  }

  @Nullable GoldenFunction function(String op) {
    return functions.get(op);
  }

  @Nullable GoldenProcedure procedure(String op) {
    return procedures.get(op);
  }

  /** Takes over what another table knows, where this one says nothing yet. */
  GoldenTable inherit(GoldenTable other) {
    other.functions.forEach(functions::putIfAbsent);
    other.procedures.forEach(procedures::putIfAbsent);
    return this;
  }

  GoldenTable named(String op, GoldenFunction f) {
    if (functions.put(op, f) != null) {
      throw new AssertionError("golden: " + op + " stands twice in the table");
    }
    return this;
  }

  GoldenTable procedure(String op, GoldenProcedure p) {
    procedures.put(op, p);
    return this;
  }

  GoldenTable one(String op, One f) {
    return named(op, (a, in) -> List.of(f.call(a, List.copyOf(in.values()))));
  }

  GoldenTable many(String op, Many f) {
    return named(op, (a, in) -> f.call(a, List.copyOf(in.values())));
  }

  GoldenTable unary(String op, UnaryOperator<Tensor> f) {
    return one(op, (a, in) -> f.apply(in.get(0)));
  }

  GoldenTable binary(String op, BinaryOperator<Tensor> f) {
    return one(op, (a, in) -> f.apply(in.get(0), in.get(1)));
  }

  /* Attributes */

  static int dim(JsonNode a) {
    return a.path("dim").asInt(0);
  }

  static boolean hasDim(JsonNode a) {
    return a.has("dim") && !a.get("dim").isNull();
  }

  static boolean keep(JsonNode a) {
    return a.path("keepdim").asBoolean();
  }

  /** The attribute dim as a list: none, one or several. */
  static int[] dims(JsonNode a) {
    JsonNode d = a.path("dim");
    return d.isInt() ? new int[] {d.asInt()} : ints(d);
  }

  static int[] ints(JsonNode n) {
    int[] out = new int[n.size()];
    Arrays.setAll(out, i -> n.get(i).asInt());
    return out;
  }

  /** A number, also when written as inf or -inf. */
  static double real(JsonNode n) {
    return switch (n.asText()) {
      case "inf" -> Double.POSITIVE_INFINITY;
      case "-inf" -> Double.NEGATIVE_INFINITY;
      case "nan" -> Double.NaN;
      default -> n.isNumber() ? n.asDouble() : Double.parseDouble(n.asText());
    };
  }
}
