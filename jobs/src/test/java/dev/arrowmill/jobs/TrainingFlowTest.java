package dev.arrowmill.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * The whole way from a table to a tracked model and a scored table, through the real command line.
 */
@NullUnmarked
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TrainingFlowTest {
  private Path dir;

  private String tracking;
  private String train;
  private String test;
  private JsonNode trained;

  @BeforeAll
  void trainClicks(@TempDir Path shared) {
    dir = shared;
    tracking = "sqlite:" + dir.resolve("m.db");
    train = SmallTables.parquet(dir, "train", SmallTables.rows(0, 0, 2000));
    test = SmallTables.parquet(dir, "test", SmallTables.rows(0, 2000, 2700));
    Outcome outcome = trainTo("model", "--test", test);
    assertThat(outcome.err()).doesNotContain("\tat ");
    assertThat(outcome.code()).as(outcome.err()).isZero();
    trained = outcome.json();
  }

  private Outcome trainTo(String model, String... more) {
    List<String> args =
        new ArrayList<>(
            List.of("train", "--data", train, "--label", "label", "--epochs", "2", "--seed", "3"));
    args.addAll(List.of("--out", dir.resolve(model).toString(), "--tracking", tracking, "--json"));
    args.addAll(List.of(more));
    return Outcome.of(args.toArray(new String[0]));
  }

  @Test
  void trainReportsAndTracksEveryEpoch() {
    assertThat(trained.get("task").asText()).isEqualTo("binary");
    assertThat(trained.get("rows").asLong()).isEqualTo(2000);
    assertThat(trained.get("metrics").fieldNames())
        .toIterable()
        .containsExactly("accuracy", "auc", "logloss");
    Outcome shown =
        Outcome.of("runs", "show", trained.get("run").asText(), "--tracking", tracking, "--json");
    JsonNode run = shown.json();
    assertThat(run.get("status").asText()).isEqualTo("FINISHED");
    assertThat(run.get("params").get("label").asText()).isEqualTo("label");
    assertThat(run.get("params").get("data").asText()).isEqualTo(train);
    assertThat(run.get("history").get("train_loss")).hasSize(2);
    assertThat(run.get("history").get("validation_loss")).hasSize(2);
    assertThat(run.get("metrics").get("test_auc").asDouble())
        .isEqualTo(trained.get("metrics").get("auc").asDouble());
    assertThat(run.get("tags").get("model").asText()).isEqualTo(dir.resolve("model").toString());
  }

  @Test
  void aTrackingServerThatIsNotThereIsSaidAndStopsNothing() {
    Outcome outcome = trainTo("offline", "--epochs", "1", "--tracking", "http://127.0.0.1:1");
    assertThat(outcome.code()).isZero();
    assertThat(outcome.err()).contains("http://127.0.0.1:1", "cannot be reached", "runs replay");
  }

  @Test
  void profileLeavesColumnsOut() {
    Outcome outcome = Outcome.of("profile", "--data", train, "--exclude", "label", "--json");
    assertThat(outcome.code()).as(outcome.err()).isZero();
    for (JsonNode column : outcome.json().get("columns")) {
      assertThat(column.get("name").asText()).isNotEqualTo("label");
    }
  }

  @Test
  void theSameSeedGivesTheSameModelAndAnotherSeedAnother() {
    Outcome again = trainTo("again");
    assertThat(again.json().get("modelId")).isEqualTo(trained.get("modelId"));
    assertThat(trainTo("other", "--seed", "4").json().get("modelId"))
        .isNotEqualTo(trained.get("modelId"));
  }

  @Test
  void scoreKeepsEveryColumnAndEvaluateMeasuresWhatWasScored() {
    String out = dir.resolve("scored").toString();
    String model = dir.resolve("model").toString();
    Outcome scored = Outcome.of("score", "--model", model, "--data", test, "--out", out, "--json");
    assertThat(scored.code()).isZero();
    assertThat(scored.json().get("rows").asLong()).isEqualTo(700);
    Dataset<Row> table = LocalSpark.SESSION.read().parquet(out);
    List<String> columns = new ArrayList<>(Arrays.asList(SmallTables.rows(0, 0, 1).columns()));
    columns.addAll(List.of("prediction", "probability"));
    assertThat(table.columns()).containsExactly(columns.toArray(new String[0]));

    JsonNode metrics = Outcome.of("evaluate", "--model", model, "--data", test, "--json").json();
    List<Row> rows = table.select("label", "probability", "prediction").collectAsList();
    double[] p = rows.stream().mapToDouble(r -> (double) r.getList(1).get(1)).toArray();
    int[] y = rows.stream().mapToInt(r -> r.getInt(0)).toArray();
    assertThat(metrics.get("auc").asDouble()).isCloseTo(auc(p, y), within(1e-12));
    assertThat(metrics.get("logloss").asDouble()).isCloseTo(logloss(p, y), within(1e-12));
    long hits = rows.stream().filter(r -> r.getLong(2) == r.getInt(0)).count();
    assertThat(metrics.get("accuracy").asDouble()).isCloseTo(hits / 700.0, within(1e-12));
    assertThat(metrics.get("auc")).isEqualTo(trained.get("metrics").get("auc"));
  }

  private static double auc(double[] p, int[] y) {
    double wins = 0;
    double pairs = 0;
    for (int i = 0; i < p.length; i++) {
      for (int j = 0; j < p.length; j++) {
        if (y[i] == 1 && y[j] == 0) {
          wins += p[i] > p[j] ? 1 : p[i] == p[j] ? 0.5 : 0;
          pairs++;
        }
      }
    }
    return wins / pairs;
  }

  private static double logloss(double[] p, int[] y) {
    double sum = 0;
    for (int i = 0; i < p.length; i++) {
      sum -= Math.log(y[i] == 1 ? p[i] : 1 - p[i]);
    }
    return sum / p.length;
  }

  @Test
  void regressionIsChosenForANumber() {
    String houses = SmallTables.parquet(dir, "houses", SmallTables.rows(1, 0, 1500));
    String model = dir.resolve("houses-model").toString();
    Outcome outcome =
        Outcome.of(
            "train",
            "--data",
            houses,
            "--label",
            "price",
            "--exclude",
            "district,sold_on",
            "--epochs",
            "2",
            "--test-fraction",
            "0.3",
            "--out",
            model,
            "--tracking",
            "none:",
            "--json");
    assertThat(outcome.code()).as(outcome.err()).isZero();
    assertThat(outcome.json().get("task").asText()).isEqualTo("regression");
    assertThat(outcome.json().get("rows").asLong()).isBetween(950L, 1150L);
    assertThat(outcome.json().get("metrics").fieldNames())
        .toIterable()
        .containsExactly("rmse", "mae", "r2");

    String out = dir.resolve("houses-scored").toString();
    assertThat(Outcome.of("score", "--model", model, "--data", houses, "--out", out).code())
        .isZero();
    JsonNode metrics = Outcome.of("evaluate", "--model", model, "--data", houses, "--json").json();
    List<Row> rows =
        LocalSpark.SESSION.read().parquet(out).select("price", "prediction").collectAsList();
    double mean = rows.stream().mapToDouble(r -> r.getDouble(0)).average().orElseThrow();
    double squares =
        rows.stream().mapToDouble(r -> Math.pow(r.getDouble(1) - r.getDouble(0), 2)).sum();
    double spread = rows.stream().mapToDouble(r -> Math.pow(r.getDouble(0) - mean, 2)).sum();
    double absolute =
        rows.stream().mapToDouble(r -> Math.abs(r.getDouble(1) - r.getDouble(0))).sum();
    assertThat(metrics.get("rmse").asDouble()).isCloseTo(Math.sqrt(squares / 1500), within(1e-6));
    assertThat(metrics.get("mae").asDouble()).isCloseTo(absolute / 1500, within(1e-6));
    assertThat(metrics.get("r2").asDouble()).isCloseTo(1 - squares / spread, within(1e-9));
  }

  @Test
  void classesOfTextComeBackAsText() {
    String segments = SmallTables.parquet(dir, "segments", SmallTables.rows(2, 0, 1500));
    String model = dir.resolve("segments-model").toString();
    Outcome outcome =
        Outcome.of(
            "train",
            "--data",
            segments,
            "--label",
            "segment",
            "--epochs",
            "2",
            "--test",
            segments,
            "--out",
            model,
            "--tracking",
            "none:",
            "--json");
    assertThat(outcome.code()).as(outcome.err()).isZero();
    assertThat(outcome.json().get("task").asText()).isEqualTo("multiclass");
    String out = dir.resolve("segments-scored").toString();
    assertThat(Outcome.of("score", "--model", model, "--data", segments, "--out", out).code())
        .isZero();
    List<Row> rows =
        LocalSpark.SESSION
            .read()
            .parquet(out)
            .select("segment", "prediction", "probability")
            .collectAsList();
    long hits = rows.stream().filter(r -> r.getString(0).equals(r.getString(1))).count();
    assertThat(outcome.json().get("metrics").get("accuracy").asDouble())
        .isCloseTo(hits / 1500.0, within(1e-12));
    assertThat(rows).allSatisfy(r -> assertThat(r.getList(2)).hasSize(5));
  }

  @Test
  void aConfigFileReplacesFlags() throws Exception {
    Path config = dir.resolve("train.yaml");
    java.nio.file.Files.writeString(
        config,
        "data: ["
            + train
            + "]\nlabel: label\nepochs: 2\nseed: 3\ntracking: 'none:'\nout: "
            + dir.resolve("by-config")
            + "\n");
    Outcome outcome = Outcome.of("train", "--config", config.toString(), "--json");
    assertThat(outcome.code()).as(outcome.err()).isZero();
    assertThat(outcome.json().get("modelId")).isEqualTo(trained.get("modelId"));
  }

  @Test
  void textFormatsAreReadWithTheTypesOfTheModel() {
    Dataset<Row> houses = SmallTables.rows(1, 0, 600).drop("sold_on");
    String csv = dir.resolve("csv").toString();
    houses.coalesce(1).write().option("header", "true").csv(csv);
    String whole = dir.resolve("csv-whole").toString();
    houses
        .withColumn("area_m2", houses.col("area_m2").cast("long"))
        .coalesce(1)
        .write()
        .option("header", "true")
        .csv(whole);
    String model = dir.resolve("csv-model").toString();
    Outcome outcome =
        Outcome.of(
            "train",
            "--data",
            csv,
            "--format",
            "csv",
            "--label",
            "price",
            "--epochs",
            "1",
            "--out",
            model,
            "--tracking",
            "none:");
    assertThat(outcome.code()).as(outcome.err()).isZero();
    Outcome scored =
        Outcome.of(
            "score",
            "--model",
            model,
            "--data",
            whole,
            "--format",
            "csv",
            "--out",
            dir.resolve("csv-scored").toString());
    assertThat(scored.code()).as(scored.err()).isZero();
  }

  @Test
  void profileSaysWhatIsInTheTable() {
    Outcome outcome = Outcome.of("profile", "--data", train, "--json");
    assertThat(outcome.code()).as(outcome.err()).isZero();
    JsonNode columns = outcome.json().get("columns");
    assertThat(outcome.json().get("rows").asLong()).isEqualTo(2000);
    assertThat(columns.findValuesAsText("name"))
        .containsExactly(SmallTables.rows(0, 0, 1).columns());
    long nulls = SmallTables.rows(0, 0, 2000).filter("price is null").count();
    for (JsonNode column : columns) {
      if (column.get("name").asText().equals("price")) {
        assertThat(column.get("nulls").asLong()).isEqualTo(nulls).isPositive();
      }
      assertThat(outcome.out()).contains(column.get("name").asText());
    }
  }
}
