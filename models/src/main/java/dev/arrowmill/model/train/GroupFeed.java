package dev.arrowmill.model.train;

import dev.arrowmill.data.feature.RowHash;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/** A shard's whole groups, shuffled anew in each epoch. */
final class GroupFeed implements ShardFeed {
  private final RowBlock rows;
  private final int[] starts;
  private final long seed;
  private final int perStep;
  private final Integer[] order;
  private long part;

  GroupFeed(Shard shard, long seed, int steps) {
    this.rows = shard.training().all();
    this.seed = RowHash.mix(seed) + shard.number();
    this.starts = starts(rows);
    int groups = starts.length - 1;
    this.perStep = Math.max(1, (groups + steps - 1) / steps);
    this.order = new Integer[groups];
  }

  /** The first row of each group, then the number of rows. */
  static int[] starts(RowBlock rows) {
    int[] out = new int[rows.rows() + 1];
    int n = 0;
    for (int r = 0; r < rows.rows(); r++) {
      if (r == 0 || RowDealer.groupOf(rows.hash(r)) != RowDealer.groupOf(rows.hash(r - 1))) {
        out[n++] = r;
      }
    }
    out[n] = rows.rows();
    return Arrays.copyOf(out, n + 1);
  }

  @Override
  public int partsPerEpoch() {
    return (starts.length - 1 + perStep - 1) / perStep;
  }

  @Override
  public Part next() {
    int inEpoch = (int) (part % partsPerEpoch());
    if (inEpoch == 0) {
      shuffle(part / partsPerEpoch());
    }
    part++;
    int first = inEpoch * perStep;
    int[] picked =
        IntStream.range(first, Math.min(order.length, first + perStep))
            .map(i -> order[i])
            .flatMap(g -> IntStream.range(starts[g], starts[g + 1]))
            .toArray();
    return Part.of(rows.select(picked), 0, picked.length);
  }

  private void shuffle(long epoch) {
    long key = RowHash.mix(seed ^ RowHash.mix(epoch));
    Arrays.setAll(order, i -> i);
    Arrays.sort(order, Comparator.comparingLong(g -> RowHash.mix(key + g)));
  }

  @Override
  public void close() {}
}
