package dev.arrowmill.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ProgressTest {
  private static String shown(boolean terminal) {
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    PrintStream stream = new PrintStream(err, true, StandardCharsets.UTF_8);
    Console console = new Console(stream, stream, terminal);
    try (Progress progress = console.progress("train")) {
      progress.at(1, 2, "loss 0.5");
      progress.done("2 epochs");
      progress.at(2, 2, "late");
    }
    return err.toString(StandardCharsets.UTF_8);
  }

  @Test
  void drawsABarOnATerminal() {
    assertThat(shown(true))
        .contains("\r\u001b[Ktrain [############------------] loss 0.5")
        .contains("\r\u001b[Ktrain: 2 epochs (")
        .doesNotContain("late");
  }

  @Test
  void writesPlainLinesElsewhere() {
    assertThat(shown(false))
        .startsWith("train: 1/2 loss 0.5\ntrain: 2 epochs (")
        .doesNotContain("\r", "\u001b", "late");
  }
}
