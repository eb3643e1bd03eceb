package dev.arrowmill.model.train;

import dev.arrowmill.arrow.Column;
import dev.arrowmill.arrow.Columns;
import dev.arrowmill.data.feature.Encoded;
import dev.arrowmill.data.feature.RowHash;
import dev.arrowmill.model.LabelException;
import dev.arrowmill.model.Target;
import dev.arrowmill.model.Task;
import java.util.List;
import java.util.function.ObjIntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Encodes raw rows and deals them to their shards; the rows of a ranking's group stay together.
 * Full blocks are handed on as they arise. Not thread-safe.
 */
public final class RowDealer {
  private static final int BLOCK_ROWS = 4096;
  private static final long GROUP_BITS = 0xFFFF_FFFF_0000_0000L;

  private final TrainingPlan plan;
  private final RowHash rowHash;
  private final ObjIntConsumer<RowBlock> sink;
  private final Encoded encoded;
  private final RowBlock[] open = new RowBlock[Shards.COUNT];
  private final @Nullable String groupColumn;
  private long[] hashes = new long[0];
  private long[] groups = new long[0];
  private float[] targets = new float[0];

  /**
   * @param sink receives each block and its shard
   */
  RowDealer(TrainingPlan plan, ObjIntConsumer<RowBlock> sink) {
    this.plan = plan;
    this.rowHash = new RowHash(plan.options().seed());
    this.sink = sink;
    this.encoded = plan.features().newBatch();
    this.groupColumn =
        plan.targets().stream()
            .filter(t -> t.task() == Task.RANKING)
            .map(Target::companion)
            .findFirst()
            .orElse(null);
    for (int s = 0; s < open.length; s++) {
      open[s] = plan.newBlock(0);
    }
  }

  /** Deals all rows of a batch. */
  public void add(Columns batch) {
    int rows = batch.rows();
    List<Target> labels = plan.targets();
    if (hashes.length < rows) {
      hashes = new long[rows];
      groups = new long[rows];
      targets = new float[rows * labels.size()];
    }
    rowHash.hash(batch, hashes);
    plan.features().encodeTraining(batch, encoded);
    if (plan.weightColumn() != null || plan.indicator() != null) {
      rowHash.hash(content(batch), hashes);
    }
    for (int t = 0; t < labels.size(); t++) {
      labels.get(t).encode(batch, targets, t, labels.size());
    }
    if (groupColumn != null) {
      group(batch, groupColumn);
    }
    deal(batch, rows);
  }

  /** What makes a row: neither its weight nor where it is used. */
  private Columns content(Columns batch) {
    return batch.select(
        batch.schema().names().stream()
            .filter(n -> !n.equals(plan.weightColumn()) && !n.equals(plan.indicator()))
            .toList());
  }

  private void deal(Columns batch, int rows) {
    Column weights = plan.weightColumn() == null ? null : batch.column(plan.weightColumn());
    Column indicator = plan.indicator() == null ? null : batch.column(plan.indicator());
    int width = plan.targets().size();
    List<Double> classWeights = plan.targets().get(0).classWeights();
    for (int r = 0; r < rows; r++) {
      double w = weights == null ? 1 : weights.getDouble(r) * plan.weightScale();
      if (!classWeights.isEmpty()) {
        w *= classWeights.get((int) targets[r * width]);
      }
      int shard = Shards.of(hashes[r]);
      open[shard].add(encoded, r, targets, (float) w, hashes[r], held(indicator, r));
      if (open[shard].rows() == BLOCK_ROWS) {
        flush(shard);
        open[shard] = plan.newBlock(BLOCK_ROWS);
      }
    }
  }

  private boolean held(@Nullable Column indicator, int row) {
    if (indicator == null) {
      long unit = groupColumn == null ? hashes[row] : hashes[row] & GROUP_BITS;
      return Shards.validation(unit, plan.options().validationFraction());
    }
    if (indicator.isNull(row)) {
      throw new LabelException("validation indicator " + plan.indicator() + ": null at row " + row);
    }
    return indicator.getLong(row) != 0;
  }

  /** The upper half of a row's hash becomes its group's, so that groups share a shard. */
  private void group(Columns batch, String column) {
    rowHash.hash(batch.column(column), batch.rows(), groups);
    for (int r = 0; r < batch.rows(); r++) {
      hashes[r] = (groups[r] & GROUP_BITS) | (hashes[r] >>> 32);
    }
  }

  /** The group of a row, as its hash tells. */
  static int groupOf(long hash) {
    return (int) (hash >>> 32);
  }

  private void flush(int shard) {
    if (open[shard].rows() > 0) {
      sink.accept(open[shard], shard);
    }
  }

  /** Hands on what is left. */
  public void finish() {
    for (int s = 0; s < open.length; s++) {
      flush(s);
      open[s] = plan.newBlock(0);
    }
  }
}
