package dev.arrowmill.data;

import static org.assertj.core.api.Assertions.assertThat;

import dev.arrowmill.data.op.Tables;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Points 38 to 43 of tf.data's semantics, for memory. */
class CacheTest {
  private final AtomicInteger rows = new AtomicInteger();

  private Dataset counted() {
    return Dataset.of(Tables.arrow(29))
        .map(
            c -> {
              rows.addAndGet(c.rows());
              return c;
            });
  }

  private static List<Long> ids(Dataset ds) {
    try (DatasetIterator it = ds.iterator()) {
      return Tables.longs(it, "id");
    }
  }

  @Test
  void point38LaterEpochsAndIteratorsReplay() {
    Dataset ds = counted().cache();
    List<Long> out = ids(ds.repeat(3).batch(4));
    assertThat(out).hasSize(87);
    assertThat(out.subList(0, 29)).isEqualTo(out.subList(58, 87));
    assertThat(rows).hasValue(29);
    assertThat(ids(ds.shuffle(9))).hasSize(29);
    assertThat(rows).hasValue(29);
  }

  @Test
  void points39And43AnUnfinishedPassKeepsNothing() {
    Dataset ds = counted().cache();
    assertThat(ids(ds.take(7))).hasSize(7);
    assertThat(rows).hasValue(10);
    assertThat(ids(ds)).hasSize(29);
    assertThat(rows).hasValue(39);
  }

  @Test
  void point42NoReadingPastTheEnd() {
    List<Long> first = List.of(0L, 1L, 2L, 3L, 4L);
    List<Long> twice = new ArrayList<>(first);
    twice.addAll(first);
    assertThat(ids(counted().cache().take(5).repeat(2))).isEqualTo(twice);
    assertThat(ids(counted().cache().map(c -> c).batch(4).repeat(2))).hasSize(58);
  }

  @Test
  void aShuffleBeforeIsKeptInItsOrder() {
    Dataset ds = counted().shuffle(29).cache().seed(3);
    List<Long> out = ids(ds.repeat(2));
    assertThat(out.subList(0, 29)).isEqualTo(out.subList(29, 58)).isNotEqualTo(ids(counted()));
    assertThat(ids(ds)).isEqualTo(out.subList(0, 29));
    assertThat(ids(ds.seed(4))).isNotEqualTo(out.subList(0, 29));
  }
}
