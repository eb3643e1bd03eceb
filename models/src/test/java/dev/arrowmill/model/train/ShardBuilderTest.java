package dev.arrowmill.model.train;

import static org.assertj.core.api.Assertions.assertThat;

import dev.arrowmill.arrow.HeapColumns;
import dev.arrowmill.model.Samples;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Shards whose rows lie in files. */
class ShardBuilderTest {
  private static final HeapColumns TABLE = Samples.table(3000, 8);

  private static List<List<RowBlock>> blocks(TrainingPlan plan, long order) {
    List<List<RowBlock>> all = new ArrayList<>();
    for (int s = 0; s < Shards.COUNT; s++) {
      all.add(new ArrayList<>());
    }
    RowDealer dealer = plan.dealer((block, shard) -> all.get(shard).addAll(cut(block)));
    dealer.add(TABLE);
    dealer.finish();
    all.forEach(b -> Collections.shuffle(b, new Random(order)));
    return all;
  }

  private static List<RowBlock> cut(RowBlock block) {
    List<RowBlock> out = new ArrayList<>();
    for (int from = 0; from < block.rows(); from += 50) {
      out.add(block.range(from, Math.min(block.rows(), from + 50)));
    }
    return out;
  }

  private static List<Shard> shards(TrainingPlan plan, long order, long memory) {
    List<Shard> shards = new ArrayList<>();
    List<List<RowBlock>> blocks = blocks(plan, order);
    for (int s = 0; s < Shards.COUNT; s++) {
      ShardBuilder builder = new ShardBuilder(s, plan.newBlock(0), memory);
      blocks.get(s).forEach(builder::add);
      shards.add(builder.build());
    }
    return shards;
  }

  @Test
  void theSameRowsInTheSameOrderAsInMemory() {
    TrainingPlan plan = Samples.plan(TABLE, "amount", "w", 1);
    List<Shard> memory = shards(plan, 1, Long.MAX_VALUE);
    List<Shard> disk = shards(plan, 2, 1000);
    for (int s = 0; s < Shards.COUNT; s++) {
      assertThat(disk.get(s).training().pieces()).isGreaterThan(100);
      assertThat(memory.get(s).training().pieces()).isEqualTo(1);
      assertThat(disk.get(s).training().all().toBytes())
          .isEqualTo(memory.get(s).training().all().toBytes());
      assertThat(disk.get(s).validation().all().toBytes())
          .isEqualTo(memory.get(s).validation().all().toBytes());
      assertThat(disk.get(s).training().first(70).toBytes())
          .isEqualTo(memory.get(s).training().first(70).toBytes());
    }
  }

  @Test
  void anEpochGivesEveryRowOnceInAnOrderOfItsOwn() {
    TrainingPlan plan = Samples.plan(TABLE, "amount", null, 1);
    Shard shard = shards(plan, 1, 1000).get(5);
    List<Float> all = values(shard.training().all().target().floats(), shard.training().rows());
    try (PieceFeed feed = new PieceFeed(shard, 3, 30)) {
      List<List<Float>> epochs = new ArrayList<>();
      for (int e = 0; e < 2; e++) {
        List<Float> seen = new ArrayList<>();
        for (int p = 0; p < feed.partsPerEpoch(); p++) {
          Part part = feed.next();
          seen.addAll(values(part.target().contiguous().floats(), part.rows()));
        }
        assertThat(seen).containsExactlyInAnyOrderElementsOf(all);
        epochs.add(seen);
      }
      assertThat(epochs.get(0)).isNotEqualTo(epochs.get(1)).isNotEqualTo(all);
    }
  }

  private static List<Float> values(float[] from, int n) {
    List<Float> out = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      out.add(from[i]);
    }
    return out;
  }

  @Test
  void trainingFromFilesHasTheSameBitsForAnyArrivalAndThreads() {
    TrainingPlan plan = Samples.plan(TABLE, "two", null, 3);
    Map<String, Integer> weights = new HashMap<>();
    for (int threads : new int[] {1, 3}) {
      TrainResult result =
          new Trainer(plan, shards(plan, threads, 1000), Workers.alone(), threads, r -> true).run();
      weights.merge(java.util.Arrays.toString(result.weights()), 1, Integer::sum);
      assertThat(result.best().validationLoss()).isLessThan(0.6);
    }
    assertThat(weights).hasSize(1);
  }
}
