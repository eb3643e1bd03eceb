package dev.arrowmill.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.arrowmill.model.train.EpochReport;
import dev.arrowmill.spark.tune.Algorithm;
import dev.arrowmill.spark.tune.SearchSpace;
import dev.arrowmill.spark.tune.Step;
import dev.arrowmill.spark.tune.TrialReport;
import dev.arrowmill.spark.tune.TuneJournalException;
import dev.arrowmill.spark.tune.TuneListener;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerJobStart;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The search for hyperparameters: what is trained, how often rows are read, what is kept. */
class TunerTest {
  static final String SPACE =
      "learningRate=log(1e-3,3e-2);dropout=uniform(0,0.3);hiddenSizes=choice(8,16-8)";
  private static final int ROWS = 600;

  @TempDir Path folder;

  private final SparkSession session = Sparks.session();

  private Dataset<Row> table() {
    String path = folder.resolve("table").toString();
    if (!new File(path).exists()) {
      Sparks.table(session, ROWS, 1)
          .select("x", "n", "city", "two", "amount")
          .write()
          .parquet(path);
    }
    return session.read().parquet(path);
  }

  private static NeuralClassifier classifier() {
    return new NeuralClassifier()
        .setLabelCol("two")
        .setExcludedCols("amount")
        .setMaxEpochs(4)
        .setSeed(5);
  }

  private static Tuner<NeuralClassifier, NeuralClassificationModel> tuner(Algorithm algorithm) {
    return new Tuner<>(classifier())
        .setSpace(SearchSpace.parse(SPACE))
        .setAlgorithm(algorithm)
        .setTrials(4)
        .setReduction(2);
  }

  @Test
  void theBestModelIsTheOneThatFitGives() {
    TuneResult<NeuralClassificationModel> result = tuner(Algorithm.RANDOM).fit(table());
    assertThat(result.trials()).hasSize(4);
    assertThat(result.trials()).allSatisfy(t -> assertThat(t.maxEpochs()).isEqualTo(4));
    double least =
        result.trials().stream().mapToDouble(TrialReport::validationLoss).min().orElseThrow();
    assertThat(result.best().validationLoss()).isEqualTo(least);
    Map<String, String> values = result.best().values();
    assertThat(values)
        .isEqualTo(SearchSpace.parse(SPACE).draw(5, 4).get(result.best().step().trial()));
    NeuralClassifier same =
        classifier()
            .setLearningRate(Double.parseDouble(values.get("learningRate")))
            .setDropout(Double.parseDouble(values.get("dropout")))
            .setHiddenSizes(
                "8".equals(values.get("hiddenSizes")) ? new int[] {8} : new int[] {16, 8});
    NeuralClassificationModel fitted = same.fit(table());
    assertThat(fitted.tabularModel().id()).isEqualTo(result.model().tabularModel().id());
    assertThat(result.model().getHiddenSizes()).isEqualTo(same.getHiddenSizes());
    assertThat(result.model().transform(table()).columns()).contains("probability");
    List<Row> rows = result.toDataFrame(session).collectAsList();
    assertThat(rows).hasSize(4);
    Row best = rows.get(result.best().step().trial());
    assertThat(best.<Double>getAs("validationLoss")).isEqualTo(least);
    assertThat(best.<String>getAs("status")).isEqualTo("finished");
    assertThat(best.getJavaMap(2)).isEqualTo(values);
  }

  @Test
  void theTableIsReadTwiceWhateverTheNumberOfTrials() throws Exception {
    Dataset<Row> table = table();
    Work work = new Work();
    session.sparkContext().addSparkListener(work);
    TuneResult<NeuralClassificationModel> result = tuner(Algorithm.HALVING).fit(table);
    session.sparkContext().listenerBus().waitUntilEmpty();
    session.sparkContext().removeSparkListener(work);
    assertThat(result.trials().stream().map(TrialReport::maxEpochs))
        .containsExactly(1, 1, 1, 1, 2, 2, 4);
    assertThat(work.rows.get()).isEqualTo(2 * ROWS);
    assertThat(work.jobs.get()).isEqualTo(1 + 7);
  }

  /** Jobs and rows that are read from files. */
  private static final class Work extends SparkListener {
    final AtomicInteger jobs = new AtomicInteger();
    final AtomicLong rows = new AtomicLong();

    @Override
    public void onJobStart(SparkListenerJobStart job) {
      jobs.incrementAndGet();
    }

    @Override
    public void onTaskEnd(SparkListenerTaskEnd task) {
      rows.addAndGet(task.taskMetrics().inputMetrics().recordsRead());
    }
  }

  @Test
  void partitionsWorkersAndTrainingsSideBySideChangeNothing() {
    TuneResult<NeuralClassificationModel> one = tuner(Algorithm.HALVING).fit(table());
    TuneResult<NeuralClassificationModel> other =
        new Tuner<>(classifier().setNumWorkers(2))
            .setSpace(SearchSpace.parse(SPACE))
            .setAlgorithm(Algorithm.HALVING)
            .setTrials(4)
            .setReduction(2)
            .setParallelism(2)
            .fit(table().repartition(5));
    assertThat(other.trials()).isEqualTo(one.trials());
    assertThat(other.model().tabularModel().id()).isEqualTo(one.model().tabularModel().id());
  }

  @Test
  void aRegressorAndOptionsOfTheArchitecture() {
    NeuralRegressor regressor =
        new NeuralRegressor().setLabelCol("amount").setExcludedCols("two").setMaxEpochs(2);
    TuneResult<NeuralRegressionModel> result =
        new Tuner<>(regressor)
            .setSpace(SearchSpace.parse("architectureOptions.hidden=choice(4,8)"))
            .setTrials(2)
            .fit(table());
    assertThat(result.model().tabularModel().config().options())
        .containsEntry("hidden", result.best().values().get("architectureOptions.hidden"));
  }

  @Test
  void aTrialThatDivergesIsReportedAndTheOthersGoOn() {
    Tuner<NeuralClassifier, NeuralClassificationModel> tuner =
        new Tuner<>(classifier().setWeightDecay(900))
            .setSpace(SearchSpace.parse("learningRate=choice(0.0001,900)"))
            .setTrials(2)
            .setReduction(2);
    TuneResult<NeuralClassificationModel> result = tuner.fit(table());
    assertThat(result.trials().stream().map(TrialReport::status)).contains("diverged", "finished");
    assertThat(result.best().values()).containsEntry("learningRate", "0.0001");
    tuner.setSpace(SearchSpace.parse("learningRate=choice(800,900)"));
    assertThatThrownBy(() -> tuner.fit(table()))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("tune: all 2 trainings diverged; search smaller learning rates");
  }

  @Test
  void aSearchGoesOnFromItsJournal() throws Exception {
    TuneResult<NeuralClassificationModel> whole = tuner(Algorithm.ASHA).fit(table());
    String journal = folder.resolve("journal").toString();
    Tally tally = new Tally(3);
    assertThatThrownBy(
            () -> tuner(Algorithm.ASHA).setJournal(journal).setListener(tally).fit(table()))
        .hasMessageContaining("enough");
    tally.stopAfter = Integer.MAX_VALUE;
    TuneResult<NeuralClassificationModel> resumed =
        tuner(Algorithm.ASHA).setJournal(journal).setListener(tally).fit(table());
    assertThat(tally.restored).hasSize(3);
    assertThat(resumed.trials()).isEqualTo(whole.trials());
    assertThat(resumed.best()).isEqualTo(whole.best());
    assertThat(resumed.model().tabularModel().id()).isEqualTo(whole.model().tabularModel().id());
    assertThat(tally.epochs).contains(new Step(0, 0));

    Tally again = new Tally(Integer.MAX_VALUE);
    assertThat(
            tuner(Algorithm.ASHA)
                .setJournal(journal)
                .setListener(again)
                .fit(table().repartition(3))
                .model()
                .tabularModel()
                .id())
        .isEqualTo(whole.model().tabularModel().id());
    assertThat(again.restored).hasSize(whole.trials().size());

    requireMistakes(journal);
  }

  private void requireMistakes(String journal) throws Exception {
    Tuner<NeuralClassifier, NeuralClassificationModel> other =
        tuner(Algorithm.ASHA).setTrials(5).setJournal(journal);
    assertThatThrownBy(() -> other.fit(table()))
        .isInstanceOf(TuneJournalException.class)
        .hasMessageContaining("belongs to another search: trials is 4 there, 5 here")
        .hasMessageContaining("another folder");
    assertThatThrownBy(
            () -> tuner(Algorithm.ASHA).setJournal(journal).fit(table().filter("n < 90")))
        .isInstanceOf(TuneJournalException.class)
        .hasMessageContaining("table is ");
    Path file = Path.of(journal, "trial-00000-rung-0.json");
    Files.writeString(file, Files.readString(file).replace("\"epochs\":1", "\"epochs\":2"));
    Files.delete(Path.of(journal, ".trial-00000-rung-0.json.crc"));
    assertThatThrownBy(() -> tuner(Algorithm.ASHA).setJournal(journal).fit(table()))
        .isInstanceOf(TuneJournalException.class)
        .hasMessageContaining("trial-00000-rung-0.json: is damaged; delete it");
    assertThatThrownBy(
            () -> tuner(Algorithm.ASHA).setJournal(folder.resolve("table").toString()).fit(table()))
        .isInstanceOf(TuneJournalException.class)
        .hasMessageContaining("holds other files");
  }

  /** Stops a search after some trainings. */
  private static final class Tally implements TuneListener {
    final List<TrialReport> restored = new ArrayList<>();
    final List<Step> epochs = new ArrayList<>();
    int stopAfter;
    private int finished;

    Tally(int stopAfter) {
      this.stopAfter = stopAfter;
    }

    @Override
    public synchronized void epoch(Step step, EpochReport report) {
      epochs.add(step);
    }

    @Override
    public synchronized void finished(TrialReport report, boolean again) {
      if (again) {
        restored.add(report);
      } else if (++finished == stopAfter) {
        throw new IllegalStateException("enough");
      }
    }
  }

  @Test
  void mistakesAreSaidBeforeAnythingIsTrained() {
    Map<String, String> bad =
        Map.of(
            "seed=int(1,9)", "seed cannot be searched; what can: architecture, architectureOptions",
            "dropout=uniform(2,3)", "search space: dropout cannot be '2.",
            "batchSize=uniform(2,3)", "search space: batchSize cannot be '2.",
            "hiddenSizes=choice(8-x,9)", "search space: hiddenSizes cannot be '",
            "architecture=choice(mlp,nothing)", "nothing",
            "architectureOptions.hidden=choice(a,b)", "search space: trial 0 {");
    bad.forEach(
        (space, message) ->
            assertThatThrownBy(
                    () ->
                        tuner(Algorithm.RANDOM)
                            .setSpace(SearchSpace.parse(space))
                            .setTrials(2)
                            .fit(table()))
                .as(space)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message));
    assertThatThrownBy(
            () ->
                new Tuner<>(classifier().setValidationFraction(0))
                    .setSpace(SearchSpace.parse(SPACE))
                    .fit(table()))
        .hasMessageContaining("validationFraction: is 0");
    assertThatThrownBy(() -> tuner(Algorithm.ASHA).setReduction(1))
        .hasMessage("reduction: must be at least 2, is 1");
  }
}
