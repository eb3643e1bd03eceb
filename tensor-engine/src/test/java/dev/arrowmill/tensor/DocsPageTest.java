package dev.arrowmill.tensor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.arrowmill.tensor.autograd.Trace;
import dev.arrowmill.tensor.expr.Fusible;
import dev.arrowmill.tensor.nn.Layers;
import dev.arrowmill.tensor.op.Op;
import dev.arrowmill.tensor.op.OpSpec;
import dev.arrowmill.tensor.op.Ops;
import dev.arrowmill.tensor.random.Rng;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** docs/ops.md is what the tables say; {@code -Darrowmill.docs=write} writes it anew. */
class DocsPageTest {
  private static final Path PAGE =
      Path.of("").toAbsolutePath().resolveSibling("docs").resolve("ops.md");

  @Test
  void pageFollowsTheTables() throws IOException {
    String page = page();
    if ("write".equals(System.getProperty("arrowmill.docs"))) {
      Files.createDirectories(PAGE.getParent());
      Files.writeString(PAGE, page);
    }
    assertThat(Files.readString(PAGE))
        .as("run the tests once with -Darrowmill.docs=write")
        .isEqualTo(page);
  }

  private static String page() {
    StringBuilder s = new StringBuilder("# Ops and layers\n\n");
    s.append("Written from `Ops.ALL` and `Layers.ALL`; do not edit.\n\n");
    s.append(
        "Element types: *float* is float32, float64, float16 and bfloat16 (the 16-bit ones are");
    s.append(
        " computed in float32),\n*int* is int8, int16, int32, int64 and uint8. Compiled: *fused* ops");
    s.append(" become one loop with their neighbours,\n*planned* ones run their kernel without");
    s.append(" allocation, *eager* ones have results whose shape depends on values.\n\n");
    s.append("| op | computes | gradient | element types | compiled | backends |\n");
    s.append("| --- | --- | --- | --- | --- | --- |\n");
    for (OpSpec o : Ops.ALL) {
      String gradient = o.differentiable() ? "yes" : "no";
      boolean fused = isFused(o);
      String row = "| `%s` | %s | %s | %s | %s | %s |%n";
      s.append(
          row.formatted(
              o.name(),
              escape(o.formula()),
              gradient,
              types(o),
              o.dynamic() ? "eager" : fused ? "fused" : "planned",
              fused ? "CPU, PTX" : "CPU"));
    }
    s.append("\n| layer | computes | parameters of the example |\n| --- | --- | --- |\n");
    for (Layers.Row r : Layers.ALL) {
      String names = String.join(", ", r.parameters());
      s.append("| `%s` | %s | %s |%n".formatted(r.name(), escape(r.formula()), names));
    }
    return s.toString();
  }

  /** Whether all that the op's first sample records can be fused. */
  private static boolean isFused(OpSpec o) {
    List<String> names = new ArrayList<>();
    Trace trace =
        new Trace() {
          @Override
          public Tensor call(Op op, Tensor... in) {
            names.add(op.name());
            return op.compute(in);
          }
        };
    Tensor[] in = inputs(o, DType.FLOAT32);
    trace.watch(() -> o.samples().get(0).f().apply(in));
    return !names.isEmpty() && Fusible.names().containsAll(names);
  }

  /** The kinds of element types with which the op's first sample does not fail. */
  private static String types(OpSpec o) {
    List<String> out = new ArrayList<>();
    for (DType t : List.of(DType.FLOAT32, DType.INT64, DType.BOOL)) {
      try {
        Tensor y = o.samples().get(0).f().apply(inputs(o, t));
        assertThat(y.dtype().isHalf()).isFalse();
        out.add(t == DType.FLOAT32 ? "float" : t == DType.INT64 ? "int" : "bool");
      } catch (IllegalArgumentException | IllegalStateException e) {
        continue;
      }
    }
    return String.join(", ", out);
  }

  private static Tensor[] inputs(OpSpec o, DType type) {
    Tensor[] in = o.samples().get(0).inputs().apply(Rng.of(2));
    for (int i = 0; i < in.length; i++) {
      boolean change = in[i].dtype().isFloat() && !type.isFloat();
      in[i] = change ? in[i].mul(3).add(7).toType(type) : in[i];
      in[i] = in[i].dtype() == DType.FLOAT64 ? in[i].toType(DType.FLOAT32) : in[i];
    }
    return in;
  }

  private static String escape(String text) {
    return text.replace("|", "\\|");
  }
}
