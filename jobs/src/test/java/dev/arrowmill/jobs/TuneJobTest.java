package dev.arrowmill.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.arrowmill.tracking.RunSummary;
import dev.arrowmill.tracking.Tracker;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The search for hyperparameters by the real command line. */
@NullUnmarked
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TuneJobTest {
  private static final String SPACE = "learningRate=log(1e-3,1e-2);hiddenSizes=choice(8,16-8)";

  private Path dir;
  private String data;
  private String tracking;
  private Outcome tuned;

  @BeforeAll
  void tuneHouses(@TempDir Path shared) {
    dir = shared;
    tracking = "sqlite:" + dir.resolve("m.db");
    data = SmallTables.parquet(dir, "houses", SmallTables.rows(1, 0, 800));
    tuned = tune("model", "--test", data, "--journal", dir.resolve("journal").toString());
    assertThat(tuned.code()).as(tuned.err()).isZero();
  }

  private Outcome tune(String out, String... more) {
    List<String> args = new ArrayList<>(List.of("tune", "--data", data, "--label", "price"));
    args.addAll(List.of("--exclude", "district,sold_on", "--space", SPACE, "--trials", "4"));
    args.addAll(List.of("--algorithm", "halving", "--reduction", "2", "--epochs", "2"));
    args.addAll(List.of("--seed", "3", "--out", dir.resolve(out).toString()));
    args.addAll(List.of("--tracking", tracking, "--experiment", out, "--json"));
    args.addAll(List.of(more));
    return Outcome.of(args.toArray(new String[0]));
  }

  @Test
  void reportsEveryTrainingAndSavesTheBestModel() {
    JsonNode json = tuned.json();
    assertThat(json.get("trials").findValuesAsText("maxEpochs"))
        .containsExactly("1", "1", "1", "1", "2", "2");
    double least = Double.POSITIVE_INFINITY;
    for (JsonNode trial : json.get("trials")) {
      least = Math.min(least, trial.get("validationLoss").asDouble());
      assertThat(tuned.out()).contains(trial.get("values").get("hiddenSizes").asText());
    }
    assertThat(json.get("validationLoss").asDouble()).isEqualTo(least);
    assertThat(tuned.out())
        .contains(
            "trial rung epochs", "best   trial " + json.get("best").get("trial"), "test   rmse");
    Outcome measured =
        Outcome.of(
            "evaluate", "--model", dir.resolve("model").toString(), "--data", data, "--json");
    assertThat(measured.json().get("rmse").asDouble())
        .isEqualTo(json.get("metrics").get("rmse").asDouble());
  }

  @Test
  void everyTrainingIsAChildOfTheTrackedRun() {
    JsonNode json = tuned.json();
    try (Tracker tracker = Tracker.open(tracking)) {
      String parent = json.get("run").asText();
      assertThat(tracker.run(parent).summary().params())
          .containsEntry("trials", "4")
          .containsEntry(
              "best.hiddenSizes", json.get("best").get("values").get("hiddenSizes").asText());
      List<RunSummary> children =
          tracker.runs("model").stream()
              .map(r -> tracker.run(r.id()).summary())
              .filter(r -> parent.equals(r.tags().get("mlflow.parentRunId")))
              .toList();
      assertThat(children).hasSize(6);
      assertThat(children)
          .allSatisfy(
              c -> {
                assertThat(c.params()).containsKeys("learningRate", "trial", "rung");
                assertThat(c.tags()).containsEntry("restored", "false");
                assertThat(c.tags()).containsEntry("trial_status", "finished");
              });
    }
  }

  @Test
  void theSameSearchGoesOnFromItsJournal() {
    Outcome again = tune("again", "--journal", dir.resolve("journal").toString());
    assertThat(again.code()).as(again.err()).isZero();
    assertThat(again.json().get("trials")).isEqualTo(tuned.json().get("trials"));
    assertThat(again.json().get("modelId")).isEqualTo(tuned.json().get("modelId"));
    try (Tracker tracker = Tracker.open(tracking)) {
      assertThat(tracker.runs("again").stream().map(RunSummary::tags))
          .filteredOn(tags -> "true".equals(tags.get("restored")))
          .hasSize(6);
    }
    Outcome other = tune("other", "--journal", dir.resolve("journal").toString(), "--trials", "5");
    assertThat(other.code()).isEqualTo(1);
    assertThat(other.err())
        .contains("belongs to another search: trials is 4 there, 5 here")
        .doesNotContain("\tat ");
    assertThat(dir.resolve("other")).doesNotExist();
  }

  @Test
  void anOwnJournalGoesWhenTheModelIsThere() {
    assertThat(tune("own", "--trials", "1", "--algorithm", "random").code()).isZero();
    assertThat(dir.resolve("own/weights.safetensors")).exists();
    assertThat(dir.resolve("own.journal")).doesNotExist();
  }

  @Test
  void mistakesAreFoundBeforeSparkStarts() throws Exception {
    Outcome names = tune("bad", "--space", "learningrate=log(1e-3,1e-2)");
    assertThat(names.code()).isEqualTo(2);
    assertThat(names.err())
        .contains(
            "space = 'learningrate=log(1e-3,1e-2)'",
            "learningrate cannot be searched; what can: architecture",
            "give NAME=uniform(a,b)");
    Outcome form = tune("bad", "--space", "dropout=0.5", "--trials", "none", "--algorithm", "grid");
    assertThat(form.code()).isEqualTo(2);
    assertThat(form.err())
        .contains(
            "3 problems",
            "'dropout=0.5': expected uniform(a,b)",
            "trials = 'none'",
            "algorithm = 'grid'",
            "give one of [asha, halving, random]");
    Outcome few = tune("bad", "--space", "hiddenSizes=choice(8,16)");
    assertThat(few.err()).contains("trials 4: found only 2 different values");
    assertThat(Outcome.of("tune", "--data", data).err()).contains("space: is missing", "label");
    Outcome table = tune("bad", "--label", "prise");
    assertThat(table.err()).contains("label = 'prise'", "did you mean price?");
    Files.createDirectories(dir.resolve("taken"));
    assertThat(tune("taken").err()).contains("exists already", "--overwrite");
    assertThat(dir.resolve("bad")).doesNotExist();
    assertThat(dir.resolve("bad.journal")).doesNotExist();
  }
}
