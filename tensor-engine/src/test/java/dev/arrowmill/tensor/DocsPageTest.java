package dev.arrowmill.tensor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.arrowmill.tensor.nn.Layers;
import dev.arrowmill.tensor.op.OpSpec;
import dev.arrowmill.tensor.op.Ops;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** docs/ops.md is what the tables say; {@code -Darrowmill.docs=write} writes it anew. */
class DocsPageTest {
  private static final Path PAGE = Path.of("docs", "ops.md");

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
    s.append("| op | computes | gradient |\n| --- | --- | --- |\n");
    for (OpSpec o : Ops.ALL) {
      String gradient = o.differentiable() ? "yes" : "no";
      s.append("| `%s` | %s | %s |%n".formatted(o.name(), escape(o.formula()), gradient));
    }
    s.append("\n| layer | computes | parameters of the example |\n| --- | --- | --- |\n");
    for (Layers.Row r : Layers.ALL) {
      String names = String.join(", ", r.parameters());
      s.append("| `%s` | %s | %s |%n".formatted(r.name(), escape(r.formula()), names));
    }
    return s.toString();
  }

  private static String escape(String text) {
    return text.replace("|", "\\|");
  }
}
