package dev.arrowmill.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;

@NullUnmarked
class DoctorJobTest {
  @Test
  void saysWhatIsOn() {
    Outcome outcome = Outcome.of("doctor", "--json");
    assertThat(outcome.code()).isZero();
    JsonNode checks = outcome.json().get("checks");
    assertThat(outcome.json().get("healthy").asBoolean()).isTrue();
    assertThat(checks.findValuesAsText("name")).containsExactlyInAnyOrderElementsOf(NAMES);
    for (JsonNode check : checks) {
      assertThat(check.get("detail").asText()).isNotBlank();
      boolean explained = check.get("on").asBoolean() || !check.get("detail").asText().isEmpty();
      assertThat(explained).isTrue();
      assertThat(outcome.out()).contains(check.get("detail").asText());
    }
    assertThat(find(checks, "spark").get("detail").asText()).isEqualTo("4.1.0");
    assertThat(find(checks, "launch flags").get("on").asBoolean()).isTrue();
    assertThat(find(checks, "sqlite").get("on").asBoolean()).isTrue();
    assertThat(find(checks, "jdk").get("detail").asText()).contains(Runtime.version().toString());
  }

  private static final java.util.List<String> NAMES =
      java.util.List.of(
          "jdk",
          "launch flags",
          "memory",
          "disk",
          "simd",
          "arrow-dataset",
          "sqlite",
          "gpu",
          "spark",
          "scala",
          "hadoop");

  private static JsonNode find(JsonNode checks, String name) {
    for (JsonNode check : checks) {
      if (check.get("name").asText().equals(name)) {
        return check;
      }
    }
    throw new AssertionError("no check " + name);
  }
}
