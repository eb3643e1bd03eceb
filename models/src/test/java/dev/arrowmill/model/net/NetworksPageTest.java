package dev.arrowmill.model.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/**
 * docs/networks.md ends with what the table says; {@code -Darrowmill.docs=write} writes it anew.
 */
class NetworksPageTest {
  private static final Path PAGE =
      Path.of("").toAbsolutePath().resolveSibling("docs").resolve("networks.md");
  private static final String MARK = "do not edit below. -->\n";

  @Test
  void pageFollowsTheTable() throws IOException {
    String page = Files.readString(PAGE);
    int end = page.indexOf(MARK) + MARK.length();
    assertThat(end).isGreaterThan(MARK.length());
    if ("write".equals(System.getProperty("arrowmill.docs"))) {
      Files.writeString(PAGE, page.substring(0, end) + tables());
    }
    assertThat(Files.readString(PAGE).substring(end))
        .as("run the tests once with -Darrowmill.docs=write")
        .isEqualTo(tables());
  }

  private static String tables() {
    StringBuilder s = new StringBuilder("\n| architecture | what it is | good for |\n");
    s.append("| --- | --- | --- |\n");
    for (String name : Architectures.names()) {
      Architecture a = Architectures.get(name);
      assertThat(a.summary()).as(name).isNotBlank();
      assertThat(a.use()).as(name).isNotBlank();
      s.append("| [`%s`](#%s) | %s | %s |%n".formatted(name, name, a.summary(), a.use()));
    }
    Architectures.names().forEach(name -> section(s, name, Architectures.get(name)));
    return s.toString();
  }

  private static void section(StringBuilder s, String name, Architecture a) {
    TrainingDefaults t = a.training();
    s.append("%n## %s%n%n%s.%n%n".formatted(name, a.source()));
    s.append(
        "Trained with %s, weight decay %s, decay of the averaged weights %s.%n%n"
            .formatted(rate(t.learningRate()), text(t.weightDecay()), text(t.emaDecay())));
    if (t.rowsPerStep() > 0) {
      s.append(
          "Steps of up to %d rows, where the table has enough.%n%n".formatted(t.rowsPerStep()));
    }
    s.append("| option | default | meaning |\n| --- | --- | --- |\n");
    for (Option o : a.options()) {
      String byDefault = o.byDefault().isEmpty() ? "" : "`" + o.byDefault() + "`";
      s.append("| `%s` | %s | %s |%n".formatted(o.name(), byDefault, o.meaning()));
    }
  }

  private static String rate(float learningRate) {
    return learningRate == 0
        ? "a learning rate chosen by rows"
        : "learning rate " + text(learningRate);
  }

  private static String text(float v) {
    return v == 0 ? "0" : String.format(Locale.ROOT, "%.6f", v).replaceAll("0+$", "");
  }
}
