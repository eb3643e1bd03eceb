package dev.arrowmill.model.train;

import java.util.List;
import java.util.stream.IntStream;

/**
 * One logical shard: its rows in canonical order, parted into training and validation rows.
 * Immutable after construction.
 */
public record Shard(int number, RowBlock training, RowBlock validation) {

  /** Sorts what arrived for a shard and holds out the validation rows. */
  public static Shard of(
      int number,
      List<RowBlock> blocks,
      int numericWidth,
      int categoricalWidth,
      double validationFraction) {
    RowBlock all = RowBlock.sorted(blocks, numericWidth, categoricalWidth);
    int[] held =
        IntStream.range(0, all.rows())
            .filter(r -> Shards.validation(all.hash(r), validationFraction))
            .toArray();
    int[] kept =
        IntStream.range(0, all.rows())
            .filter(r -> !Shards.validation(all.hash(r), validationFraction))
            .toArray();
    return new Shard(number, all.select(kept), all.select(held));
  }
}
