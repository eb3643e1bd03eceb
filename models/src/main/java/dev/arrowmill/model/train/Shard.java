package dev.arrowmill.model.train;

import java.util.List;
import java.util.stream.IntStream;

/**
 * One logical shard: its rows in canonical order, parted into training and validation rows.
 * Immutable after construction.
 */
public record Shard(int number, RowBlock training, RowBlock validation) {

  /**
   * Sorts what arrived for a shard and parts off the rows that are held out.
   *
   * @param empty a block of the rows' widths
   */
  public static Shard of(int number, List<RowBlock> blocks, RowBlock empty) {
    RowBlock all = RowBlock.sorted(blocks, empty);
    int[] held = IntStream.range(0, all.rows()).filter(all::held).toArray();
    int[] kept = IntStream.range(0, all.rows()).filter(r -> !all.held(r)).toArray();
    return new Shard(number, all.select(kept), all.select(held));
  }
}
