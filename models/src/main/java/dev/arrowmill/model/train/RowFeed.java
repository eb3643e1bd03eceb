package dev.arrowmill.model.train;

import dev.arrowmill.data.Batch;
import dev.arrowmill.data.Dataset;
import dev.arrowmill.data.DatasetIterator;
import dev.arrowmill.data.feature.RowHash;
import dev.arrowmill.tensor.DType;
import dev.arrowmill.tensor.Shape;
import dev.arrowmill.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A shard's rows, shuffled anew in each epoch by the input pipeline. */
final class RowFeed implements ShardFeed {
  private static final String NUMERIC = "numeric";
  private static final String CATEGORICAL = "categorical";
  private static final String TARGET = "target";
  private static final String WEIGHT = "weight";

  private final int partsPerEpoch;
  private final @Nullable DatasetIterator batches;

  /**
   * @param steps optimizer steps per epoch, over which the rows are spread
   */
  RowFeed(Shard shard, long seed, int steps) {
    int rows = shard.training().rows();
    int perStep = Math.max(1, (rows + steps - 1) / steps);
    this.partsPerEpoch = (rows + perStep - 1) / perStep;
    this.batches =
        rows == 0
            ? null
            : Dataset.fromTensorSlices(components(shard.training().all()))
                .shuffle()
                .batch(perStep)
                .repeat()
                .seed(RowHash.mix(seed) + shard.number())
                .iterator();
  }

  private static Map<String, Tensor> components(RowBlock rows) {
    Map<String, Tensor> out = new LinkedHashMap<>();
    if (rows.numericWidth() > 0) {
      out.put(NUMERIC, rows.numeric());
    }
    if (rows.categoricalWidth() > 0) {
      out.put(CATEGORICAL, rows.categorical());
    }
    out.put(TARGET, rows.target());
    out.put(WEIGHT, rows.weight());
    return out;
  }

  @Override
  public int partsPerEpoch() {
    return partsPerEpoch;
  }

  @Override
  public Part next() {
    if (batches == null) {
      throw new IllegalStateException("the shard has no rows");
    }
    Batch batch = batches.next();
    Tensor weight = batch.tensor(WEIGHT);
    int rows = weight.size(0);
    return new Part(
        batch.names().contains(NUMERIC)
            ? batch.tensor(NUMERIC)
            : Tensor.zeros(DType.FLOAT32, Shape.of(rows, 0)),
        batch.names().contains(CATEGORICAL) ? batch.tensor(CATEGORICAL) : Part.noCodes(rows),
        batch.tensor(TARGET),
        weight,
        Tensor.zeros(DType.INT32, Shape.of(rows)));
  }

  @Override
  public void close() {
    if (batches != null) {
      batches.close();
    }
  }
}
