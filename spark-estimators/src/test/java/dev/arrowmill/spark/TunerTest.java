package dev.arrowmill.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.util.LongAccumulator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TunerTest {
  @TempDir Path folder;

  private static Dataset<Row> table(SparkSession session) {
    return Sparks.table(session, 500, 1).select("x", "n", "city", "two");
  }

  private static NeuralClassifier estimator() {
    return new NeuralClassifier().setLabelCol("two").setSeed(3).setPatience(3);
  }

  private static Tuner<NeuralClassifier, NeuralClassificationModel> tuner() {
    return new Tuner<>(estimator())
        .search("learningRate", Space.logUniform(1e-7, 3e-2))
        .search("hiddenSizes", Space.choice("8", "16,8"))
        .search("architectureOptions.maxEmbedding", Space.integers(2, 6))
        .trials(6)
        .halving(1, 6, 3)
        .seed(5);
  }

  @Test
  void halvingKeepsTheBest() {
    Tuner.Result<NeuralClassificationModel> result = tuner().fit(table(Sparks.session()));
    List<TrialResult> first = result.trials().stream().filter(t -> t.rung() == 0).toList();
    List<TrialResult> second = result.trials().stream().filter(t -> t.rung() == 1).toList();
    List<TrialResult> third = result.trials().stream().filter(t -> t.rung() == 2).toList();
    assertThat(first).hasSize(6).allMatch(t -> t.maxEpochs() == 1 && t.epochs() == 1);
    assertThat(second).hasSize(2).allMatch(t -> t.maxEpochs() == 3);
    assertThat(third).hasSize(1).allMatch(t -> t.maxEpochs() == 6);
    double kept = first.stream().mapToDouble(TrialResult::loss).sorted().toArray()[1];
    assertThat(second)
        .allMatch(t -> first.get(t.trial()).loss() <= kept)
        .allMatch(t -> first.get(t.trial()).params().equals(t.params()));
    assertThat(result.best()).isEqualTo(third.get(0));
    assertThat(result.model().summary().orElseThrow().best().validationLoss())
        .isEqualTo(result.best().loss());
    assertThat(result.model().getParam("learningRate").name()).isEqualTo("learningRate");
    assertThat(Double.toString(result.model().getLearningRate()))
        .isEqualTo(result.best().params().get("learningRate"));
  }

  @Test
  void theTableIsReadTwiceHoweverManyTrials() {
    SparkSession session = Sparks.session();
    Dataset<Row> rows = table(session).repartition(2).cache();
    rows.count();
    for (int trials : new int[] {1, 5}) {
      LongAccumulator read = session.sparkContext().longAccumulator();
      UDF1<Integer, Integer> count =
          v -> {
            read.add(1);
            return v;
          };
      Dataset<Row> counted =
          rows.withColumn(
              "n",
              functions
                  .udf(count, DataTypes.IntegerType)
                  .asNondeterministic()
                  .apply(functions.col("n")));
      tuner().trials(trials).random(1).fit(counted);
      assertThat(read.value()).isEqualTo(2 * 500L);
    }
  }

  @Test
  void failedTrialsLoseAndAllFailingIsAnError() {
    Tuner<NeuralClassifier, NeuralClassificationModel> some =
        new Tuner<>(estimator())
            .search("architecture", Space.choice("mlp-ple", "no-such-net"))
            .trials(6)
            .random(1);
    Tuner.Result<NeuralClassificationModel> result = some.fit(table(Sparks.session()));
    assertThat(result.best().params()).containsEntry("architecture", "mlp-ple");
    assertThat(result.trials())
        .filteredOn(t -> t.params().containsValue("no-such-net"))
        .isNotEmpty()
        .allMatch(t -> t.loss() == Double.POSITIVE_INFINITY)
        .allMatch(t -> String.valueOf(t.error()).contains("unknown 'no-such-net'"));
    assertThatThrownBy(
            () ->
                new Tuner<>(estimator())
                    .search("architecture", Space.choice("no-such-net"))
                    .trials(1)
                    .random(1)
                    .fit(table(Sparks.session())))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("every trial failed");
  }

  @Test
  void badSearches() {
    Tuner<NeuralClassifier, NeuralClassificationModel> tuner = new Tuner<>(estimator());
    assertThatThrownBy(() -> tuner.search("seed", Space.integers(1, 2)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("param seed cannot be searched");
    assertThatThrownBy(() -> tuner.search("lr", Space.integers(1, 2)))
        .hasMessageContaining("param lr does not exist");
    assertThatThrownBy(() -> Space.logUniform(0, 1)).hasMessageContaining("0 < from < to");
    assertThatThrownBy(() -> tuner.halving(3, 2, 3)).hasMessageContaining("max epochs");
  }

  /** Kills a driver in the middle of a search and takes the search up again. */
  @Test
  void goesOnAfterTheDriverWasKilled() throws Exception {
    Tuner.Result<NeuralClassificationModel> whole = tuner().fit(table(Sparks.session()));
    assertThat(killed(folder)).isEqualTo(Killed.CODE);
    long done;
    try (var files = Files.list(folder)) {
      done = files.filter(f -> f.getFileName().toString().startsWith("rung")).count();
    }
    assertThat(done).isEqualTo(4);
    List<TrialResult> trained = new ArrayList<>();
    Tuner.Result<NeuralClassificationModel> resumed =
        tuner().directory(folder).listener(trained::add).fit(table(Sparks.session()));
    assertThat(trained).hasSize(whole.trials().size() - 4);
    assertThat(resumed.trials()).isEqualTo(whole.trials());
    assertThat(resumed.model().tabularModel().id()).isEqualTo(whole.model().tabularModel().id());
    assertThatThrownBy(() -> tuner().seed(6).directory(folder).fit(table(Sparks.session())))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("holds another search");
  }

  private static int killed(Path directory) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(System.getProperty("java.home") + "/bin/java");
    command.addAll(
        java.lang.management.ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
            .filter(a -> !a.startsWith("-javaagent") && !a.startsWith("-agentlib"))
            .toList());
    command.add("-cp");
    command.add(
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")));
    command.add(Killed.class.getName());
    command.add(directory.toString());
    File log = Sparks.target("killed").resolve("driver.log").toFile();
    Process process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log).start();
    assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
    return process.exitValue();
  }

  /** A driver that dies after its fourth trial. */
  static final class Killed {
    static final int CODE = 57;

    public static void main(String[] args) {
      List<TrialResult> seen = new ArrayList<>();
      tuner()
          .directory(Path.of(args[0]))
          .listener(
              t -> {
                seen.add(t);
                if (seen.size() == 4) {
                  Runtime.getRuntime().halt(CODE);
                }
              })
          .fit(table(Sparks.session()));
    }
  }
}
