package dev.arrowmill.model.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.arrowmill.arrow.HeapColumns;
import dev.arrowmill.model.Samples;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class TrainerTest {
  private static final HeapColumns TABLE = Samples.table(1200, 2);

  @Test
  void threadsDoNotChangeTheBits() {
    TrainingPlan plan = Samples.plan(TABLE, "two", null, 3);
    byte[] one = Samples.train(plan, TABLE, 1).weights();
    for (int threads : new int[] {2, 3, 8}) {
      assertThat(Samples.train(plan, TABLE, threads).weights()).isEqualTo(one);
    }
  }

  @Test
  void workersDoNotChangeTheBits() throws Exception {
    TrainingPlan plan = Samples.plan(TABLE, "amount", "w", 3);
    byte[] one = Samples.train(plan, TABLE, 1).weights();
    for (int count : new int[] {2, 4, 8}) {
      for (TrainResult result : together(plan, count)) {
        assertThat(result.weights()).as("%s workers", count).isEqualTo(one);
      }
    }
  }

  private static List<TrainResult> together(TrainingPlan plan, int count) throws Exception {
    List<MemoryChannel> channels = MemoryChannel.join(count);
    ExecutorService pool = Executors.newFixedThreadPool(count);
    try {
      List<Callable<TrainResult>> tasks = new ArrayList<>();
      for (MemoryChannel c : channels) {
        List<Shard> mine = Samples.shards(plan, TABLE, c.rank(), count);
        tasks.add(() -> new Trainer(plan, mine, Workers.over(c), 1, r -> true).run());
      }
      List<TrainResult> results = new ArrayList<>();
      for (Future<TrainResult> f : pool.invokeAll(tasks)) {
        results.add(f.get());
      }
      return results;
    } finally {
      pool.shutdownNow();
    }
  }

  @Test
  void lossFallsAndTheBestEpochIsKept() {
    for (String label : new String[] {"two", "three", "amount"}) {
      TrainResult result = Samples.train(Samples.plan(TABLE, label, null, 40), TABLE, 1);
      double first = result.epochs().get(0).validationLoss();
      assertThat(result.best().validationLoss()).as(label).isLessThan(0.75 * first);
      assertThat(result.trainingRows() + result.validationRows()).isEqualTo(TABLE.rows());
    }
  }

  @Test
  void stopsWhenNothingImproves() {
    TrainingPlan plan = Samples.plan(TABLE, "two", null, 200);
    TrainResult result = Samples.train(plan, TABLE, 1);
    int best = result.best().epoch();
    assertThat(result.epochs()).hasSize(best + plan.options().patience());
  }

  @Test
  void aHugeLearningRateIsNamed() {
    TrainingPlan plan = Samples.plan(TABLE, "amount", null, 50);
    TrainingPlan wild =
        new TrainingPlan(
            plan.features(),
            plan.target(),
            plan.network(),
            plan.options().withLearningRate(900f),
            null,
            1);
    assertThatThrownBy(() -> Samples.train(wild, TABLE, 1))
        .isInstanceOf(DivergedException.class)
        .hasMessageContaining("900");
  }

  @Test
  void aPlanTravelsAsJson() {
    TrainingPlan plan = Samples.plan(TABLE, "three", "w", 7);
    TrainingPlan back = TrainingPlan.fromJson(plan.toJson());
    assertThat(back.toJson()).isEqualTo(plan.toJson());
    assertThat(back.options()).isEqualTo(plan.options());
    assertThat(back.weightColumn()).isEqualTo("w");
  }

  @Test
  void blocksTravelAsBytes() {
    TrainingPlan plan = Samples.plan(TABLE, "two", null, 1);
    Shard shard = Samples.shards(plan, TABLE, 0, 1).get(3);
    RowBlock back = plan.block(shard.training().all().toBytes());
    assertThat(back.toBytes()).isEqualTo(shard.training().all().toBytes());
    for (int r = 1; r < back.rows(); r++) {
      assertThat(Long.compareUnsigned(back.hash(r - 1), back.hash(r))).isLessThanOrEqualTo(0);
    }
  }
}
