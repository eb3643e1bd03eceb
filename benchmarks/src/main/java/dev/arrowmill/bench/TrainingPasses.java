package dev.arrowmill.bench;

import dev.arrowmill.arrow.ColumnBatches;
import dev.arrowmill.arrow.Columns;
import dev.arrowmill.arrow.OwnedColumns;
import dev.arrowmill.arrow.parquet.ParquetSource;
import dev.arrowmill.data.feature.FeaturePlanner;
import dev.arrowmill.data.feature.FeatureSpec;
import dev.arrowmill.data.feature.FeatureStats;
import dev.arrowmill.model.LabelSpec;
import dev.arrowmill.model.Target;
import dev.arrowmill.model.net.NetConfig;
import dev.arrowmill.model.net.TabularNet;
import dev.arrowmill.model.train.RowBlock;
import dev.arrowmill.model.train.RowDealer;
import dev.arrowmill.model.train.Shard;
import dev.arrowmill.model.train.Shards;
import dev.arrowmill.model.train.TrainOptions;
import dev.arrowmill.model.train.Trainer;
import dev.arrowmill.model.train.TrainingPlan;
import dev.arrowmill.model.train.Workers;
import dev.arrowmill.tensor.Tensor;
import dev.arrowmill.tensor.compile.CompiledStep;
import dev.arrowmill.tensor.nn.Losses;
import dev.arrowmill.tensor.optim.AdamW;
import dev.arrowmill.tensor.random.Rng;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;

/** The same network trained for some epochs, from Parquet and on batches that lie ready. */
final class TrainingPasses implements AutoCloseable {
  private static final int EPOCHS = 10;
  private static final int BATCH = 1024;

  private final ParquetSource source;
  private final BufferAllocator allocator = new RootAllocator();
  private final TrainingPlan plan;
  private final CompiledStep step;
  private final List<Tensor[]> ready = new ArrayList<>();
  private final long rows;
  private long steps;

  TrainingPasses(Path folder) {
    source = ParquetSource.of(folder.toString());
    rows = source.rows();
    FeatureStats stats = new FeatureStats(source.schema(), 1);
    each(stats::add);
    plan =
        new TrainingPlan(
            FeaturePlanner.plan(stats, FeatureSpec.auto(), "label", Set.of("label")).features(),
            Target.fit(stats, LabelSpec.of("label", null)),
            new NetConfig(),
            new TrainOptions(EPOCHS, EPOCHS, BATCH, 1e-3f, 1e-2f, 0.99f, 0, 1),
            null,
            1);
    TabularNet net = plan.newNetwork();
    Tensor each = Tensor.ones(1, net.members());
    step =
        CompiledStep.of(
            AdamW.of(net.parameters()).lr(1e-3).weightDecay(1e-2),
            in ->
                new Tensor[] {
                  Losses.bceWithLogits(net.train(in[0], in[1]).values(), in[2].mul(each))
                });
    for (Shard s : shards()) {
      RowBlock all = s.training().all();
      for (int from = 0; from + BATCH <= all.rows() && ready.size() < 32; from += BATCH) {
        ready.add(
            new Tensor[] {
              net.prepare(all.numeric().slice(0, from, from + BATCH)),
              all.categorical().slice(0, from, from + BATCH),
              all.target().slice(0, from, from + BATCH)
            });
      }
    }
  }

  private void each(Consumer<Columns> reader) {
    try (ColumnBatches batches = source.open(source.schema().names(), source.splits(), allocator)) {
      while (batches.hasNext()) {
        try (OwnedColumns batch = batches.next()) {
          reader.accept(batch);
        }
      }
    }
  }

  private List<Shard> shards() {
    List<List<RowBlock>> blocks = new ArrayList<>();
    for (int s = 0; s < Shards.COUNT; s++) {
      blocks.add(new ArrayList<>());
    }
    RowDealer dealer = plan.dealer((block, shard) -> blocks.get(shard).add(block));
    each(dealer::add);
    dealer.finish();
    List<Shard> shards = new ArrayList<>();
    for (int s = 0; s < Shards.COUNT; s++) {
      shards.add(plan.shard(s, blocks.get(s)));
    }
    return shards;
  }

  /** Rows that each side trains on in a run. */
  double rowsPerRun() {
    return (double) rows * EPOCHS;
  }

  /** What a fit does after the statistics, on one thread. */
  void fromParquet() {
    new Trainer(plan, shards(), Workers.alone(), 1, r -> true).run();
  }

  /** As many steps of the same size, on one thread. */
  void bareSteps() {
    for (long i = 0; i < rows * EPOCHS / BATCH; i++) {
      try (Rng.Scope scope = Rng.scope(1, steps++, 0)) {
        step.run(ready.get((int) (i % ready.size())));
      }
    }
  }

  @Override
  public void close() {
    step.close();
    allocator.close();
  }
}
