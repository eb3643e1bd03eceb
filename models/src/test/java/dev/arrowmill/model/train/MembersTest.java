package dev.arrowmill.model.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.arrowmill.arrow.HeapColumns;
import dev.arrowmill.data.feature.FeaturePlanner;
import dev.arrowmill.data.feature.FeatureStats;
import dev.arrowmill.model.Decision;
import dev.arrowmill.model.LabelSpec;
import dev.arrowmill.model.Samples;
import dev.arrowmill.model.Scores;
import dev.arrowmill.model.TabularModel;
import dev.arrowmill.model.Target;
import dev.arrowmill.model.net.TabularNet;
import dev.arrowmill.tensor.random.Rng;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class MembersTest {
  private static final HeapColumns TABLE = Samples.table(1200, 2);

  @Test
  void anEnsembleIsOneModelWhoseOutputIsTheMean() throws Exception {
    TrainingPlan plan = Samples.plan(TABLE, "amount", null, 2);
    TrainingPlan three = plan.with(plan.network(), plan.options().withMembers(3, 0));
    TrainResult result = Samples.train(three, TABLE, 2);
    assertThat(result.members()).hasSize(3).doesNotHaveDuplicates();
    assertThat(result.members().get(0)).isEqualTo(Samples.train(plan, TABLE, 1).weights());
    assertThat(result.epochs()).extracting(EpochReport::epoch).containsExactly(1, 2, 3, 4, 5, 6);
    assertThat(result.epochs()).extracting(EpochReport::member).containsExactly(0, 0, 1, 1, 2, 2);
    TabularModel model = TabularModel.of(three, result, Decision.PLAIN, Map.of());
    double[] mean = new double[TABLE.rows()];
    for (TabularNet net : model.nets()) {
      TabularModel one =
          new TabularModel(three.target(), three.features(), three.network(), net, Map.of());
      Scores s = one.scorer().score(TABLE);
      for (int r = 0; r < mean.length; r++) {
        mean[r] += s.prediction(r) / 3;
      }
    }
    TabularModel back = TabularModel.fromFiles(model.toFiles(), "memory");
    assertThat(back.id()).isEqualTo(model.id());
    Scores s = back.scorer().score(TABLE);
    for (int r = 0; r < mean.length; r++) {
      assertThat(s.prediction(r)).isCloseTo(mean[r], within(1e-4));
    }
  }

  @Test
  void snapshotsAreTheWeightsAfterEachCycle() {
    TrainingPlan plan = Samples.plan(TABLE, "two", null, 6);
    TrainingPlan cyclic = plan.with(plan.network(), plan.options().withMembers(1, 3));
    TrainResult result = Samples.train(cyclic, TABLE, 1);
    assertThat(result.members()).hasSize(3).doesNotHaveDuplicates();
    assertThat(result.epochs())
        .extracting(EpochReport::best)
        .containsExactly(false, true, false, true, false, true);
  }

  @Test
  void theListenerMayStop() {
    TrainingPlan plan = Samples.plan(TABLE, "two", null, 30);
    TrainResult result =
        new Trainer(plan, Samples.shards(plan, TABLE, 0, 1), Workers.alone(), 1, r -> r.epoch() < 4)
            .run();
    assertThat(result.epochs()).hasSize(4);
  }

  @Test
  void trainingGoesOnFromInitialWeights() {
    TrainingPlan plan = Samples.plan(TABLE, "amount", null, 10);
    TrainResult first = Samples.train(plan, TABLE, 1);
    TrainingPlan tuned =
        new TrainingPlan(
            plan.features(),
            plan.targets(),
            plan.network(),
            plan.options(),
            null,
            1,
            null,
            first.members());
    TrainResult second = Samples.train(TrainingPlan.fromJson(tuned.toJson()), TABLE, 1);
    assertThat(second.epochs().get(0).validationLoss())
        .isLessThan(0.85 * first.epochs().get(0).validationLoss());
  }

  @Test
  void classWeightsCountLikeRowWeights() {
    FeatureStats stats = new FeatureStats(TABLE.schema(), 1).add(TABLE);
    TrainingPlan plan = Samples.plan(TABLE, "two", null, 2);
    Target balanced =
        Target.fit(
            stats, LabelSpec.of("two", null).withClassWeights(Map.of(LabelSpec.BALANCED, 1.0)));
    double[] rows = new double[2];
    for (int r = 0; r < TABLE.rows(); r++) {
      rows[TABLE.column("two").getString(r).equals("yes") ? 1 : 0]++;
    }
    assertThat(balanced.classWeights().get(1)).isEqualTo(TABLE.rows() / (2 * rows[1]));
    TrainingPlan weighted =
        new TrainingPlan(
            plan.features(), balanced, plan.network(), plan.options(), plan.weightColumn(), 1);
    double[] sums = new double[2];
    for (Shard shard : Samples.shards(weighted, TABLE, 0, 1)) {
      for (RowBlock b : List.of(shard.training().all(), shard.validation().all())) {
        for (int r = 0; r < b.rows(); r++) {
          sums[(int) b.target().floats()[r]] += b.weight().floats()[r];
        }
      }
    }
    assertThat(sums[0]).isCloseTo(sums[1], within(1e-3 * sums[0]));
  }

  /** A category with so many levels that its table gets gradients of rows. */
  private static HeapColumns manyLevels() {
    Random random = new Random(5);
    List<@Nullable Object[]> rows = new ArrayList<>();
    for (int i = 0; i < 6000; i++) {
      int level = random.nextInt(2000);
      rows.add(
          new @Nullable Object[] {
            random.nextGaussian(),
            0L,
            "level-" + level,
            java.time.LocalDate.ofEpochDay(19_000),
            level % 2 == 0 ? "yes" : "no",
            0L,
            0.0,
            1.0
          });
    }
    return HeapColumns.ofRows(Samples.SCHEMA, rows);
  }

  @Test
  void bigTablesGetRowGradientsWithTheSameBitsForAnyNumberOfWorkers() throws Exception {
    HeapColumns table = manyLevels();
    FeatureStats stats = new FeatureStats(table.schema(), 1).add(table);
    TrainOptions options =
        new TrainOptions(6, 6, 256, 1e-2f, 0f, 0.9f, 0.2, 1).with(LearningRate.COSINE, 1.0);
    TrainingPlan plan =
        new TrainingPlan(
            FeaturePlanner.plan(stats, Set.of("two", "three", "amount", "w")).features(),
            Target.fit(stats.column("two"), null),
            Samples.plan(TABLE, "two", null, 1).network().with("maxEmbedding", "24"),
            options,
            null,
            1);
    StepOptimizer optimizer = new StepOptimizer(plan.newNetwork(), options);
    assertThat(optimizer.tables()).hasSize(1);
    TrainResult alone = Samples.train(plan, table, 1);
    assertThat(alone.epochs().get(5).trainLoss()).isLessThan(0.6);
    assertThat(Samples.train(plan, table, 3).weights()).isEqualTo(alone.weights());
    List<MemoryChannel> channels = MemoryChannel.join(4);
    ExecutorService pool = Executors.newFixedThreadPool(4);
    try {
      List<Callable<byte[]>> tasks = new ArrayList<>();
      for (MemoryChannel c : channels) {
        List<Shard> mine = Samples.shards(plan, table, c.rank(), 4);
        tasks.add(() -> new Trainer(plan, mine, Workers.over(c), 1, r -> true).run().toBytes());
      }
      for (Future<byte[]> f : pool.invokeAll(tasks)) {
        TrainResult result = TrainResult.fromBytes(f.get());
        assertThat(result.weights()).isEqualTo(alone.weights());
        assertThat(result.held().outputs()).isEqualTo(alone.held().outputs());
      }
    } finally {
      pool.shutdownNow();
    }
  }

  @Test
  void theStepIsCompiled() {
    TrainingPlan plan = Samples.plan(TABLE, "two", null, 1);
    TabularNet net = plan.newNetwork();
    StepOptimizer optimizer = new StepOptimizer(net, plan.options());
    try (StepProgram program =
            new StepProgram(net, plan.targets(), optimizer.parameters(), optimizer.tables());
        Rng.Scope scope = Rng.scope(1, 2, 3)) {
      RowBlock rows = Samples.shards(plan, TABLE, 0, 1).get(0).training().all();
      program.gradient(
          Part.of(rows, 0, 16), new float[optimizer.size()], new RowParts(), new double[2]);
      assertThat(program.explain()).contains("plan for B=16").doesNotContain("eagerly");
    }
  }
}
