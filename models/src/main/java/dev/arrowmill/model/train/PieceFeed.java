package dev.arrowmill.model.train;

import dev.arrowmill.data.feature.RowHash;
import java.util.Arrays;
import java.util.Comparator;

/**
 * A shard's rows from a file: in each epoch the pieces come in a new order, and the rows of each
 * piece too. A piece holds rows of like hashes, which is a random choice of the table's rows. At
 * most two pieces are in memory.
 */
final class PieceFeed implements ShardFeed {
  private final RowStore rows;
  private final long seed;
  private final int perStep;
  private final Integer[] order;
  private long part;
  private int nextPiece;
  private RowBlock open;
  private int at;

  PieceFeed(Shard shard, long seed, int steps) {
    this.rows = shard.training();
    this.seed = RowHash.mix(seed) + shard.number();
    this.perStep = Math.max(1, (rows.rows() + steps - 1) / steps);
    this.order = new Integer[rows.pieces()];
    this.open = rows.first(0);
  }

  @Override
  public int partsPerEpoch() {
    return (rows.rows() + perStep - 1) / perStep;
  }

  @Override
  public Part next() {
    long epoch = part / partsPerEpoch();
    if (part % partsPerEpoch() == 0) {
      shuffle(order, RowHash.mix(seed ^ RowHash.mix(epoch)));
      nextPiece = 0;
    }
    part++;
    RowBlock out = open.empty(perStep);
    while (out.rows() < perStep && (at < open.rows() || nextPiece < order.length)) {
      if (at == open.rows()) {
        open = shuffled(order[nextPiece++], epoch);
        at = 0;
      }
      int n = Math.min(perStep - out.rows(), open.rows() - at);
      out.addAll(open, at, at + n);
      at += n;
    }
    return Part.of(out, 0, out.rows());
  }

  private RowBlock shuffled(int piece, long epoch) {
    RowBlock block = rows.piece(piece);
    Integer[] places = new Integer[block.rows()];
    shuffle(places, RowHash.mix(seed ^ RowHash.mix(epoch * 1_000_003 + piece + 1)));
    return block.select(Arrays.stream(places).mapToInt(Integer::intValue).toArray());
  }

  private static void shuffle(Integer[] places, long key) {
    Arrays.setAll(places, i -> i);
    Arrays.sort(places, Comparator.comparingLong(i -> RowHash.mix(key + i)));
  }

  @Override
  public void close() {}
}
