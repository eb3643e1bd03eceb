package dev.arrowmill.model.train;

import dev.arrowmill.arrow.Column;
import dev.arrowmill.arrow.Columns;
import dev.arrowmill.data.feature.Encoded;
import dev.arrowmill.data.feature.Features;
import dev.arrowmill.data.feature.RowHash;
import dev.arrowmill.model.Target;
import java.util.function.ObjIntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Encodes raw rows and deals them to their shards. Full blocks are handed on as they arise. Not
 * thread-safe.
 */
public final class RowDealer {
  private static final int BLOCK_ROWS = 4096;

  private final Features features;
  private final Target target;
  private final @Nullable String weightColumn;
  private final double weightScale;
  private final RowHash rowHash;
  private final ObjIntConsumer<RowBlock> sink;
  private final Encoded encoded;
  private final RowBlock[] open = new RowBlock[Shards.COUNT];
  private long[] hashes = new long[0];
  private float[] targets = new float[0];

  /**
   * @param weightColumn name of the column with row weights, or null for 1
   * @param weightScale factor on weights (1 / their mean)
   * @param sink receives each block and its shard
   */
  public RowDealer(
      Features features,
      Target target,
      @Nullable String weightColumn,
      double weightScale,
      long seed,
      ObjIntConsumer<RowBlock> sink) {
    this.features = features;
    this.target = target;
    this.weightColumn = weightColumn;
    this.weightScale = weightScale;
    this.rowHash = new RowHash(seed);
    this.sink = sink;
    this.encoded = features.newBatch();
    for (int s = 0; s < open.length; s++) {
      open[s] = newBlock(0);
    }
  }

  private RowBlock newBlock(int capacity) {
    return new RowBlock(encoded.numericWidth(), encoded.categoricalWidth(), capacity);
  }

  /** Deals all rows of a batch. */
  public void add(Columns batch) {
    int rows = batch.rows();
    if (hashes.length < rows) {
      hashes = new long[rows];
      targets = new float[rows];
    }
    rowHash.hash(batch, hashes);
    features.encode(batch, encoded);
    target.encode(batch.column(target.column()), rows, targets);
    Column weights = weightColumn == null ? null : batch.column(weightColumn);
    for (int r = 0; r < rows; r++) {
      float w = weights == null ? 1f : (float) (weights.getDouble(r) * weightScale);
      int shard = Shards.of(hashes[r]);
      open[shard].add(encoded, r, targets[r], w, hashes[r]);
      if (open[shard].rows() == BLOCK_ROWS) {
        flush(shard);
        open[shard] = newBlock(BLOCK_ROWS);
      }
    }
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
      open[s] = newBlock(0);
    }
  }
}
