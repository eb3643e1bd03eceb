package dev.arrowmill.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.arrowmill.data.op.Tables;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Windows dealt out to ranks, and another number of ranks going on. */
class RanksTest {
  private static final int WINDOW = 8;

  private static DatasetIterator rank(int rows, int ranks, int rank) {
    return Dataset.of(Tables.arrow(rows))
        .shuffle(WINDOW)
        .shardWindows(ranks, rank)
        .batch(4)
        .seed(5)
        .iterator();
  }

  private static List<Long> whole(int rows) {
    try (DatasetIterator it =
        Dataset.of(Tables.arrow(rows)).shuffle(WINDOW).batch(4).seed(5).iterator()) {
      return Tables.longs(it, "id");
    }
  }

  private static List<Long> windows(List<Long> whole, int from, int ranks, int rank) {
    List<Long> out = new ArrayList<>();
    for (int w = from + rank; w * WINDOW < whole.size(); w += ranks) {
      out.addAll(whole.subList(w * WINDOW, Math.min(whole.size(), (w + 1) * WINDOW)));
    }
    return out;
  }

  @Test
  void ranksReadEveryWindowOnceInItsOrder() {
    for (int rows : new int[] {0, 5, 64, 100, 103}) {
      List<Long> whole = whole(rows);
      for (int ranks : new int[] {1, 2, 3, 7}) {
        for (int r = 0; r < ranks; r++) {
          try (DatasetIterator it = rank(rows, ranks, r)) {
            assertThat(Tables.longs(it, "id")).isEqualTo(windows(whole, 0, ranks, r));
          }
        }
      }
    }
  }

  @Test
  void anotherNumberOfRanksGoesOnAtABorder() {
    List<Long> whole = whole(103);
    for (int rounds : new int[] {0, 1, 2}) {
      List<String> states = new ArrayList<>();
      for (int r = 0; r < 3; r++) {
        try (DatasetIterator it = rank(103, 3, r)) {
          for (int b = 0; b < 2 * rounds; b++) {
            assertThat(it.next().rows()).isEqualTo(4);
          }
          states.add(it.state().json());
        }
      }
      for (String state : states) {
        List<Long> rest = new ArrayList<>();
        for (int r = 0; r < 2; r++) {
          try (DatasetIterator it = rank(103, 2, r)) {
            it.restore(new IteratorState(state));
            List<Long> own = Tables.longs(it, "id");
            assertThat(own).isEqualTo(windows(whole, 3 * rounds, 2, r));
            rest.addAll(own);
          }
        }
        assertThat(new TreeSet<>(rest))
            .containsExactlyElementsOf(
                new TreeSet<>(whole.subList(3 * rounds * WINDOW, whole.size())));
      }
    }
  }

  @Test
  void theSameRankGoesOnAnywhere() {
    List<Long> own = windows(whole(103), 0, 3, 1);
    for (int k = 0; k < 8; k++) {
      try (DatasetIterator first = rank(103, 3, 1);
          DatasetIterator second = rank(103, 3, 1)) {
        for (int b = 0; b < k; b++) {
          first.next();
        }
        second.restore(first.state());
        assertThat(Tables.longs(second, "id")).isEqualTo(own.subList(4 * k, own.size()));
      }
    }
  }

  @Test
  void inTheMiddleOfAWindowTheNumberOfRanksStays() {
    try (DatasetIterator it = rank(103, 3, 0);
        DatasetIterator two = rank(103, 2, 0);
        DatasetIterator other = rank(103, 3, 2)) {
      it.next();
      assertThatThrownBy(() -> two.restore(it.state()))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage(
              "restore: the number of ranks may change at the border of a window only, the state is"
                  + " 4 elements into one");
      assertThatThrownBy(() -> other.restore(it.state()))
          .hasMessage("restore: the state is of rank 0, this is rank 2");
    }
  }

  @Test
  void cardinalityAndMistakes() {
    for (int rows : new int[] {0, 5, 64, 100, 103}) {
      Dataset ds = Dataset.of(Tables.arrow(rows)).shuffle(WINDOW);
      for (int r = 0; r < 3; r++) {
        assertThat(ds.shardWindows(3, r).cardinality())
            .isEqualTo(windows(LongStream.range(0, rows).boxed().toList(), 0, 3, r).size());
      }
      assertThatThrownBy(() -> ds.shardWindows(3, 3))
          .hasMessage("shardWindows: rank must be in [0, 3), got 3 of 3");
      assertThatThrownBy(() -> ds.batch(2).shardWindows(3, 0))
          .hasMessage("shardWindows: must directly follow shuffle(window), not batch(2)");
    }
  }
}
