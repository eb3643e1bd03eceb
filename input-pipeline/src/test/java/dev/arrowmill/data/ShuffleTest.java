package dev.arrowmill.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.arrowmill.data.op.Tables;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Points 1 to 8 of tf.data's semantics. */
class ShuffleTest {
  private static List<Long> values(Dataset ds) {
    try (DatasetIterator it = ds.iterator()) {
      List<Long> out = Tables.longs(it, "value");
      assertThat(it.hasNext()).isFalse();
      assertThat(it.hasNext()).isFalse();
      return out;
    }
  }

  private static List<Long> upTo(int n) {
    return LongStream.range(0, n).boxed().toList();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 10, 50, 100, 1_000})
  void point1And8EachWindowIsPermuted(int window) {
    List<Long> out = values(Dataset.range(100).shuffle(window).seed(3));
    assertThat(out).containsExactlyInAnyOrderElementsOf(upTo(100));
    for (int i = 0; i < out.size(); i++) {
      assertThat(out.get(i) / window).isEqualTo(i / window);
    }
    assertThat(out.equals(upTo(100))).isEqualTo(window == 1);
  }

  @Test
  void point1EmptyEndsAtOnce() {
    assertThat(values(Dataset.range(0).shuffle(5))).isEmpty();
    assertThat(values(Dataset.range(0).shuffle())).isEmpty();
    assertThat(values(Dataset.range(1).shuffle())).containsExactly(0L);
  }

  @Test
  void point2SeedsDecideAndZeroIsASeed() {
    for (Dataset ds : List.of(Dataset.range(50).shuffle(20), Dataset.range(50).shuffle())) {
      assertThat(values(ds.seed(7))).isEqualTo(values(ds.seed(7)));
      assertThat(values(ds.seed(0))).isEqualTo(values(ds.seed(0)));
      assertThat(values(ds.seed(7))).isNotEqualTo(values(ds.seed(8)));
      assertThat(values(ds.seed(7))).containsExactlyInAnyOrderElementsOf(upTo(50));
    }
  }

  @Test
  void point3WithoutSeedEachIteratorHasItsOwn() {
    Dataset ds = Dataset.range(1_000).shuffle(1_000);
    assertThat(values(ds)).isNotEqualTo(values(ds));
    Dataset fixed = Dataset.range(1_000).shuffle(1_000, false);
    assertThat(values(fixed)).isNotEqualTo(values(fixed));
  }

  @Test
  void point4ReshuffleDecidesWhetherEpochsDiffer() {
    List<Long> again = values(Dataset.range(30).shuffle(30).repeat(2).seed(5));
    assertThat(again.subList(0, 30)).isNotEqualTo(again.subList(30, 60));
    List<Long> same = values(Dataset.range(30).shuffle(30, false).repeat(2).seed(5));
    assertThat(same.subList(0, 30)).isEqualTo(same.subList(30, 60));
    assertThat(again.subList(0, 30)).isEqualTo(same.subList(0, 30));
  }

  @Test
  void point6EpochsAreWholeUnlessRepeatComesFirst() {
    List<Long> epochs = values(Dataset.range(20).shuffle(7).repeat(3).seed(1));
    for (int e = 0; e < 3; e++) {
      assertThat(epochs.subList(20 * e, 20 * e + 20)).containsExactlyInAnyOrderElementsOf(upTo(20));
    }
    List<Long> mixed = values(Dataset.range(20).repeat(3).shuffle(60).seed(1));
    List<Long> thrice = new ArrayList<>();
    for (int e = 0; e < 3; e++) {
      thrice.addAll(upTo(20));
    }
    assertThat(mixed).containsExactlyInAnyOrderElementsOf(thrice);
    assertThat(mixed.subList(0, 20).stream().distinct().count()).isLessThan(20);
  }

  @Test
  void point7ThreeEpochsAreReproducible() {
    assertThat(values(Dataset.range(40).shuffle(16).repeat(3).batch(8).seed(11)))
        .isEqualTo(values(Dataset.range(40).shuffle(16).repeat(3).batch(8).seed(11)));
  }

  @Test
  void point4TwoIteratorsOfOneDatasetAreTwoEpochs() {
    Dataset reshuffled = Dataset.range(40).shuffle(40).batch(8).seed(11);
    List<Long> first = values(reshuffled);
    List<Long> second = values(reshuffled);
    assertThat(second).isNotEqualTo(first).containsExactlyInAnyOrderElementsOf(first);
    Dataset same = Dataset.range(40).shuffle(40, false).batch(8).seed(11);
    assertThat(values(same)).isEqualTo(values(same));
  }

  @Test
  void twoShufflesOfOnePipelineDiffer() {
    Dataset once = Dataset.range(100).shuffle(100).seed(1);
    assertThat(values(once.shuffle(100))).isNotEqualTo(values(once)).isNotEqualTo(upTo(100));
  }

  @Test
  void allPermutationsOfFourAreAboutEquallyLikely() {
    int[] seen = new int[256];
    for (long seed = 0; seed < 4_800; seed++) {
      int code = 0;
      for (long v : values(Dataset.range(4).shuffle(4).batch(4).seed(seed))) {
        code = code * 4 + (int) v;
      }
      seen[code]++;
    }
    double chiSquare = 0;
    int kinds = 0;
    for (int n : seen) {
      if (n > 0) {
        kinds++;
        chiSquare += (n - 200.0) * (n - 200.0) / 200;
      }
    }
    assertThat(kinds).isEqualTo(24);
    assertThat(chiSquare).as("23 degrees of freedom, 0.1%% quantile 49.7").isLessThan(49.7);
  }

  @Test
  void packedAndExactWindowsHaveOneOrder() {
    Dataset table = Dataset.of(Tables.rows(97)).shuffle(20).seed(4);
    List<Long> packed;
    List<Long> exact;
    try (DatasetIterator a = table.batch(10).iterator();
        DatasetIterator b = table.filter(Expr.col("id").ge(0)).batch(10).iterator()) {
      packed = Tables.longs(a, "id");
      exact = Tables.longs(b, "id");
    }
    assertThat(packed).isEqualTo(exact);
    assertThat(packed.stream().sorted().toList()).isEqualTo(upTo(97));
    assertThat(Collections.max(packed.subList(0, 20))).isEqualTo(19);
  }

  @Test
  void aGlobalShuffleNeedsDataInMemory() {
    assertThatThrownBy(() -> Dataset.of(Tables.arrow(10)).shuffle())
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("source")
        .hasMessageContaining("shuffle(262144)");
    assertThatThrownBy(() -> Dataset.range(5).shuffle(0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("got 0");
  }
}
