package dev.arrowmill.model;

import dev.arrowmill.arrow.ColumnField;
import dev.arrowmill.arrow.ColumnSchema;
import dev.arrowmill.arrow.ColumnType;
import dev.arrowmill.arrow.HeapColumns;
import dev.arrowmill.data.feature.FeaturePlanner;
import dev.arrowmill.data.feature.FeatureStats;
import dev.arrowmill.model.net.NetConfig;
import dev.arrowmill.model.net.NetInput;
import dev.arrowmill.model.net.TabularNet;
import dev.arrowmill.model.train.RowBlock;
import dev.arrowmill.model.train.RowDealer;
import dev.arrowmill.model.train.Shard;
import dev.arrowmill.model.train.Shards;
import dev.arrowmill.model.train.TrainOptions;
import dev.arrowmill.model.train.TrainResult;
import dev.arrowmill.model.train.Trainer;
import dev.arrowmill.model.train.TrainingPlan;
import dev.arrowmill.model.train.Workers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Small learnable tables and models trained on them in this JVM. */
public final class Samples {
  public static final ColumnSchema SCHEMA =
      ColumnSchema.of(
          new ColumnField("x", ColumnType.DOUBLE),
          new ColumnField("n", ColumnType.LONG),
          new ColumnField("city", ColumnType.STRING),
          new ColumnField("day", ColumnType.DATE),
          new ColumnField("two", ColumnType.STRING),
          new ColumnField("three", ColumnType.LONG),
          new ColumnField("amount", ColumnType.DOUBLE),
          new ColumnField("w", ColumnType.DOUBLE));

  private static final Set<String> LABELS = Set.of("two", "three", "amount", "w");

  private Samples() {}

  /** Rows whose labels depend on x, n and city, not linearly. */
  public static HeapColumns table(int rows, long seed) {
    Random random = new Random(seed);
    List<@Nullable Object[]> out = new ArrayList<>();
    for (int i = 0; i < rows; i++) {
      double x = random.nextGaussian();
      long n = random.nextInt(100);
      int city = random.nextInt(5);
      double signal = Math.sin(2 * x) + (n > 50 ? 1 : -1) * (city % 2 == 0 ? 1 : -1);
      out.add(
          new @Nullable Object[] {
            random.nextInt(20) == 0 ? null : x,
            n,
            random.nextInt(20) == 0 ? null : "city-" + city,
            java.time.LocalDate.ofEpochDay(19_000 + random.nextInt(300)),
            signal > 0 ? "yes" : "no",
            signal > 0.8 ? 2L : signal > -0.8 ? 1L : 0L,
            10 + 5 * signal + random.nextGaussian() * 0.1,
            1.0 + random.nextInt(3)
          });
    }
    return HeapColumns.ofRows(SCHEMA, out);
  }

  /** Everything that is decided before training. */
  public static TrainingPlan plan(
      HeapColumns table, String label, @Nullable String weight, int epochs) {
    FeatureStats stats = new FeatureStats(SCHEMA, 1).add(table);
    TrainOptions options = new TrainOptions(epochs, 5, 128, 1e-2f, 1e-2f, 0.9f, 0.2, 1);
    return new TrainingPlan(
        FeaturePlanner.plan(stats, LABELS).features(),
        Target.fit(stats.column(label), null),
        new NetConfig().with("hidden", "16,8").with("dropout", "0.1").with("maxEmbedding", "8"),
        options,
        weight,
        1);
  }

  /** The shards of a table that one of {@code count} workers owns. */
  public static List<Shard> shards(TrainingPlan plan, HeapColumns table, int rank, int count) {
    List<List<RowBlock>> blocks = new ArrayList<>();
    for (int s = 0; s < Shards.COUNT; s++) {
      blocks.add(new ArrayList<>());
    }
    RowDealer dealer =
        plan.dealer((block, shard) -> blocks.get(shard).add(plan.block(block.toBytes())));
    dealer.add(table);
    dealer.finish();
    List<Shard> mine = new ArrayList<>();
    for (int s = 0; s < Shards.COUNT; s++) {
      if (Shards.owner(s, count) == rank) {
        mine.add(plan.shard(s, blocks.get(s)));
      }
    }
    return mine;
  }

  /** Trains in this JVM. */
  public static TrainResult train(TrainingPlan plan, HeapColumns table, int threads) {
    return new Trainer(plan, shards(plan, table, 0, 1), Workers.alone(), threads, r -> true).run();
  }

  /** A model trained for a few epochs. */
  public static TabularModel model(String label, int epochs) {
    HeapColumns table = table(1500, 3);
    TrainingPlan plan = plan(table, label, null, epochs);
    TabularNet net = plan.newNetwork();
    Weights.load(net, train(plan, table, 1).weights(), "trained");
    return new TabularModel(
        plan.target(), plan.features(), plan.network(), net, Map.of("seed", "1"));
  }

  /** An untrained model of a few kilobytes. */
  public static TabularModel tinyModel() {
    TrainingPlan plan = plan(table(12, 3), "two", null, 1);
    NetConfig config =
        new NetConfig().with("hidden", "2").with("dropout", "0").with("maxEmbedding", "1");
    TabularNet net = config.build(NetInput.of(plan.features(), plan.target().outputs()), 1);
    return new TabularModel(plan.target(), plan.features(), config, net, Map.of("seed", "1"));
  }
}
