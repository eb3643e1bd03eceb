package dev.arrowmill.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@NullUnmarked
class CliTest {
  @TempDir Path dir;

  @Test
  void theOverviewNamesEveryJob() {
    Outcome help = Outcome.of("--help");
    assertThat(help.code()).isZero();
    assertThat(Jobs.ALL)
        .allSatisfy(job -> assertThat(help.out()).contains("  " + job.name() + " "));
    assertThat(Outcome.of().code()).isEqualTo(2);
  }

  static java.util.List<Job> jobs() {
    return Jobs.ALL;
  }

  @ParameterizedTest
  @MethodSource("jobs")
  void everyJobHasAPageWithItsFlagsAndAnExample(Job job) {
    Outcome help = Outcome.of(job.name(), "--help");
    assertThat(help.code()).isZero();
    assertThat(help.out()).contains("arrowmill " + job.name(), job.summary(), job.example());
    assertThat(job.example()).startsWith("bin/arrowmill " + job.name());
    assertThat(job.keys()).allSatisfy(key -> assertThat(help.out()).contains("--" + key.name()));
    assertThat(help.out())
        .contains("--json", "--debug", "--config=FILE.yaml")
        .doesNotContain("PARAM");
  }

  @Test
  void anUnknownJobIsCorrected() {
    Outcome outcome = Outcome.of("runz");
    assertThat(outcome.code()).isEqualTo(2);
    assertThat(outcome.err()).contains("'runz'", "did you mean runs?");
    assertThat(Outcome.of("xyzzyplugh").err()).contains("'xyzzyplugh'", "sample-data");
  }

  @Test
  void allProblemsAreReportedAtOnce() throws Exception {
    Path config = Files.writeString(dir.resolve("c.yaml"), "sed: 4\nseed: many\nout: {a: 1}\n");
    Outcome outcome =
        Outcome.of("sample-data", "--config", config.toString(), "--overwite", "--json");
    assertThat(outcome.code()).isEqualTo(2);
    assertThat(outcome.err())
        .contains("5 problems", "sed = '4'", "did you mean seed?", "seed = 'many'")
        .contains("overwite", "did you mean --overwrite?", "out = '{\"a\":1}'", "give --out DIR")
        .doesNotContain("\tat ");
    JsonNode json = outcome.json();
    assertThat(json.get("status").asText()).isEqualTo("invalid");
    assertThat(json.get("problems")).hasSize(5);
    assertThat(json.get("problems").findValuesAsText("key"))
        .contains("sed", "seed", "overwite", "out");
    assertThat(json.get("problems").get(0).fieldNames())
        .toIterable()
        .containsExactly("key", "value", "what", "fix");
  }

  @Test
  void aMissingOrBrokenConfigIsAProblem() throws Exception {
    assertThat(Outcome.of("doctor", "--config", "/no/such.yaml").err())
        .contains("/no/such.yaml", "cannot be read");
    Path bad = Files.writeString(dir.resolve("bad.yaml"), "a: [1\n");
    assertThat(Outcome.of("doctor", "--config", bad.toString()).err()).contains("is not YAML");
    Outcome train = Outcome.of("train", "--config", bad.toString());
    assertThat(train.err().lines()).hasSize(2);
    assertThat(train.err()).contains("1 problem").doesNotContain("is missing");
    Path list = Files.writeString(dir.resolve("list.yaml"), "- 1\n");
    assertThat(Outcome.of("doctor", "--config", list.toString()).err()).contains("key: value");
  }

  @Test
  void flagsWinOverTheConfig() throws Exception {
    Path db = dir.resolve("m.db");
    Path config = Files.writeString(dir.resolve("c.yaml"), "tracking: mysql://nowhere\n");
    assertThat(Outcome.of("runs", "replay", "--config", config.toString()).err())
        .contains("mysql://nowhere");
    Outcome won =
        Outcome.of(
            "runs",
            "replay",
            "--config",
            config.toString(),
            "--tracking",
            "sqlite:" + db,
            "--json");
    assertThat(won.code()).isZero();
    assertThat(won.json().get("entries").asInt()).isZero();
  }

  @Test
  void aFailureIsOneSentenceUnlessDebugIsAsked() throws Exception {
    Path db = Files.writeString(dir.resolve("text.db"), "no database at all, but text ".repeat(40));
    String[] args = {"runs", "list", "--tracking", "sqlite:" + db, "--json"};
    Outcome quiet = Outcome.of(args);
    assertThat(quiet.code()).isEqualTo(1);
    assertThat(quiet.err()).contains("arrowmill runs: ", "text.db").doesNotContain("\tat ");
    assertThat(quiet.err().strip().lines()).hasSize(1);
    assertThat(quiet.json().get("status").asText()).isEqualTo("failed");
    assertThat(quiet.json().get("error").asText()).contains("text.db");
    assertThat(Outcome.of("runs", "list", "--tracking", "sqlite:" + db, "--debug").err())
        .contains("\tat ");
  }
}
