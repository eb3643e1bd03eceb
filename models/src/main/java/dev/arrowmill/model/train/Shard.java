package dev.arrowmill.model.train;

import java.util.List;

/**
 * One logical shard: its rows in canonical order, parted into training and validation rows.
 * Immutable.
 */
public record Shard(int number, RowStore training, RowStore validation) {

  /**
   * Sorts what arrived for a shard and parts off the rows that are held out.
   *
   * @param empty a block of the rows' widths
   */
  public static Shard of(int number, List<RowBlock> blocks, RowBlock empty) {
    ShardBuilder builder = new ShardBuilder(number, empty, Long.MAX_VALUE);
    blocks.forEach(builder::add);
    return builder.build();
  }
}
