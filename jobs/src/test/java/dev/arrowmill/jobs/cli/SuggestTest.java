package dev.arrowmill.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SuggestTest {
  @Test
  void findsTheNearestNameWithinReason() {
    List<String> known = List.of("epochs", "batch-size", "learning-rate", "label");
    assertThat(Suggest.closest("epoch", known)).isEqualTo("epochs");
    assertThat(Suggest.closest("lable", known)).isEqualTo("label");
    assertThat(Suggest.closest("learningrate", known)).isEqualTo("learning-rate");
    assertThat(Suggest.closest("Y", List.of("x", "y"))).isEqualTo("y");
    assertThat(Suggest.closest("qq", List.of("x", "y"))).isEmpty();
    assertThat(Suggest.closest("xyzzy", known)).isEmpty();
  }
}
