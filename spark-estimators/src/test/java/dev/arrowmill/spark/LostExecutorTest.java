package dev.arrowmill.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerStageSubmitted;
import org.apache.spark.scheduler.SparkListenerTaskStart;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** An executor JVM that is killed in the middle of training costs a retry, not the job. */
class LostExecutorTest {
  @AfterAll
  static void backToTheUsualSession() {
    Sparks.session();
  }

  @Test
  void theBarrierStageIsRetriedAndGivesTheSameModel() throws Exception {
    SparkSession session = Sparks.session("local-cluster[2,1,1024]");
    Dataset<Row> table = Sparks.table(session, 4000, 5).repartition(4);
    String undisturbed = fit(table);

    BarrierWatch watch = new BarrierWatch();
    session.sparkContext().addSparkListener(watch);
    CompletableFuture<String> fit = CompletableFuture.supplyAsync(() -> fit(table));
    watch.training.get(60, TimeUnit.SECONDS);
    TimeUnit.MILLISECONDS.sleep(300);
    executors().get(0).destroyForcibly();
    assertThat(fit.get(120, TimeUnit.SECONDS)).isEqualTo(undisturbed);
    session.sparkContext().listenerBus().waitUntilEmpty();
    session.sparkContext().removeSparkListener(watch);
    assertThat(watch.attempts.get()).isGreaterThan(1);
  }

  private static String fit(Dataset<Row> table) {
    return Sparks.classifier("two")
        .setMaxEpochs(20)
        .setPatience(20)
        .setBatchSize(32)
        .setNumWorkers(2)
        .fit(table)
        .tabularModel()
        .id();
  }

  /** The JVMs that this JVM has started. */
  private static List<ProcessHandle> executors() {
    return ProcessHandle.current()
        .descendants()
        .filter(p -> p.info().command().filter(c -> c.endsWith("java")).isPresent())
        .toList();
  }

  /** Completes when both tasks of the barrier stage run; counts its attempts. */
  private static final class BarrierWatch extends SparkListener {
    final CompletableFuture<Boolean> training = new CompletableFuture<>();
    final AtomicInteger attempts = new AtomicInteger();
    private int stage = -1;
    private int started;

    @Override
    public void onStageSubmitted(SparkListenerStageSubmitted submitted) {
      boolean barrier =
          scala.jdk.javaapi.CollectionConverters.asJava(submitted.stageInfo().rddInfos()).stream()
              .anyMatch(r -> r.isBarrier());
      if (barrier) {
        stage = submitted.stageInfo().stageId();
        attempts.incrementAndGet();
      }
    }

    @Override
    public void onTaskStart(SparkListenerTaskStart task) {
      if (task.stageId() == stage && ++started == 2) {
        training.complete(true);
      }
    }
  }
}
