package dev.arrowmill.spark;

import static org.assertj.core.api.Assertions.assertThat;

import dev.arrowmill.spark.tune.Algorithm;
import dev.arrowmill.spark.tune.SearchSpace;
import dev.arrowmill.spark.tune.TrialReport;
import dev.arrowmill.spark.tune.TuneListener;
import java.io.File;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A driver that is killed in the middle of a search costs what it had not finished. */
class TuneKilledTest {
  @TempDir Path folder;

  private static Tuner<NeuralClassifier, NeuralClassificationModel> tuner() {
    return new Tuner<>(Sparks.classifier("two").setMaxEpochs(8))
        .setSpace(SearchSpace.parse("learningRate=log(1e-3,3e-2);dropout=uniform(0,0.3)"))
        .setAlgorithm(Algorithm.ASHA)
        .setTrials(6)
        .setReduction(2);
  }

  /** The driver that is killed. */
  static final class Driver {
    private Driver() {}

    public static void main(String[] args) {
      SparkSession session =
          SparkSession.builder()
              .master("local[1]")
              .config("spark.ui.enabled", "false")
              .getOrCreate();
      tuner().setJournal(args[0]).fit(Sparks.table(session, 600, 3).repartition(3));
    }
  }

  @Test
  void theSearchGoesOnAndComesToTheSame() throws Exception {
    String journal = folder.resolve("journal").toString();
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
            .filter(a -> !a.startsWith("-javaagent") && !a.startsWith("-agentlib"))
            .toList());
    command.addAll(
        List.of("-cp", System.getProperty("java.class.path"), Driver.class.getName(), journal));
    Process driver =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("driver.log").toFile())
            .start();
    try {
      long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(180);
      while (driver.isAlive() && finished(journal) < 3 && System.nanoTime() < end) {
        TimeUnit.MILLISECONDS.sleep(20);
      }
      assertThat(driver.isAlive()).as("see driver.log").isTrue();
    } finally {
      driver.destroyForcibly().waitFor();
    }
    int kept = finished(journal);
    SparkSession session = Sparks.session();
    AtomicInteger restored = new AtomicInteger();
    TuneResult<NeuralClassificationModel> resumed =
        tuner()
            .setJournal(journal)
            .setListener(
                new TuneListener() {
                  @Override
                  public void finished(TrialReport report, boolean again) {
                    restored.addAndGet(again ? 1 : 0);
                  }
                })
            .fit(Sparks.table(session, 600, 3));
    TuneResult<NeuralClassificationModel> whole = tuner().fit(Sparks.table(session, 600, 3));
    assertThat(kept).isBetween(3, whole.trials().size() - 1);
    assertThat(restored.get()).isEqualTo(kept);
    assertThat(resumed.trials()).isEqualTo(whole.trials());
    assertThat(resumed.best()).isEqualTo(whole.best());
    assertThat(resumed.model().tabularModel().id()).isEqualTo(whole.model().tabularModel().id());
  }

  private static int finished(String journal) {
    String[] names =
        new File(journal).list((d, n) -> n.startsWith("trial-") && n.endsWith(".json"));
    return names == null ? 0 : names.length;
  }
}
