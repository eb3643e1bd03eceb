package dev.arrowmill.data;

import static dev.arrowmill.data.Streams.list;
import static dev.arrowmill.data.Streams.values;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.arrowmill.data.op.Tables;
import dev.arrowmill.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Points 53 to 57 and 61 of tf.data's semantics: samples of several datasets and of classes. */
class ChecklistSamplesTest {
  private static Dataset constant(long value, long times) {
    return Dataset.range(value, value + 1, 1).repeat(times);
  }

  @Test
  void point53FrequenciesFollowTheWeights() {
    for (double[] weights : new double[][] {{0.6, 0.4}, {1, 2, 3}, {5, 0, 1, 4}, {1, 1, 1, 1, 1}}) {
      List<Dataset> all = new ArrayList<>();
      for (int i = 0; i < weights.length; i++) {
        all.add(constant(i, -1));
      }
      double total = java.util.Arrays.stream(weights).sum();
      int[] seen = new int[weights.length];
      values(Dataset.sampleFromDatasets(all, weights).take(5_000).seed(9))
          .forEach(v -> seen[v.intValue()]++);
      double distance = 0;
      for (int i = 0; i < weights.length; i++) {
        double share = weights[i] / total;
        double found = seen[i] / 5_000.0;
        distance += share == 0 ? found * 1e9 : (found - share) * (found - share) / share;
      }
      assertThat(distance).isLessThan(1e-2);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3})
  void point54WhatHappensWhenADatasetEnds(int seed) {
    List<Dataset> some = List.of(constant(0, 3), constant(1, 50), constant(2, 4));
    Sampling even = Sampling.of(1, 1, 0).seed(seed);
    List<Long> all = values(Dataset.sampleFromDatasets(some, even));
    assertThat(all).hasSize(53).doesNotContain(2L);
    List<Long> stopped = values(Dataset.sampleFromDatasets(some, even.stopOnEmpty(true)));
    assertThat(stopped).hasSizeLessThan(53);
    assertThat(stopped).isEqualTo(all.subList(0, stopped.size()));
    assertThat(stopped.stream().filter(v -> v == 0)).hasSize(3);
    assertThat(values(Dataset.sampleFromDatasets(some, 0, 0, 0))).isEmpty();
  }

  @Test
  void point55EpochsAreEqualUnlessTheyShallNotBe() {
    List<Dataset> two = List.of(constant(0, 30), constant(1, 30));
    for (boolean anew : new boolean[] {false, true}) {
      Sampling sampling = Sampling.of(1, 1).stopOnEmpty(true).rerandomizeEachIteration(anew);
      Dataset ds = Dataset.sampleFromDatasets(two, sampling).seed(3);
      List<Long> first = values(ds);
      List<Long> second = values(ds);
      assertThat(first.equals(second)).isEqualTo(!anew);
      assertThat(values(Dataset.sampleFromDatasets(two, sampling).seed(3))).isEqualTo(first);
    }
  }

  @Test
  void point56MistakesAreRefusedWhenBuilt() {
    List<Dataset> two = List.of(Dataset.range(3), Dataset.range(4));
    assertThatThrownBy(() -> Dataset.sampleFromDatasets(two, 1.0))
        .hasMessageContaining("2 datasets and 1 weights");
    assertThatThrownBy(() -> Dataset.sampleFromDatasets(two, 1.0, -1.0))
        .hasMessageContaining("[1.0, -1.0]");
    assertThatThrownBy(() -> Dataset.sampleFromDatasets(two, 1.0, Double.NaN))
        .hasMessageContaining("NaN");
    assertThatThrownBy(() -> Dataset.sampleFromDatasets(List.of()))
        .hasMessageContaining("0 datasets");
    Dataset other = Dataset.of(Tables.rows(3));
    assertThatThrownBy(() -> Dataset.sampleFromDatasets(List.of(Dataset.range(3), other)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll("dataset 0 and 1 differ", "value: int64", "id: int64");
    assertThatThrownBy(
            () -> Dataset.chooseFromDatasets(List.of(other), Dataset.range(3).batch(2), true))
        .hasMessageContaining("the selector gives batches");
  }

  @Test
  void point57ChoosingFollowsTheSelector() {
    List<Dataset> some =
        List.of(Dataset.range(0, 3, 1), Dataset.range(10, 13, 1), Dataset.range(20, 23, 1));
    Dataset selector = Dataset.fromTensorSlices(Map.of("i", Tensor.of(new long[] {0, 2, 2, 1, 0})));
    assertThat(values(Dataset.chooseFromDatasets(some, selector, true)))
        .isEqualTo(list(0, 20, 21, 10, 1));
    Dataset longer = selector.repeat(3);
    assertThat(values(Dataset.chooseFromDatasets(some, longer, true)))
        .isEqualTo(list(0, 20, 21, 10, 1, 2, 22));
    assertThat(values(Dataset.chooseFromDatasets(some, longer, false)))
        .isEqualTo(list(0, 20, 21, 10, 1, 2, 22, 11, 12));
    assertThatThrownBy(() -> values(Dataset.chooseFromDatasets(some, Dataset.range(9), false)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll("0 to 2", "gives 3");
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void point61RejectionResampleReachesTheTarget(boolean known) {
    double[] target = {0.1, 0.1, 0.6, 0.2};
    double[] initial = {0.25, 0.25, 0.25, 0.25};
    Dataset n = Dataset.range(20_000);
    Dataset ds =
        known
            ? n.rejectionResample(r -> (int) (r.getLong("value") % 4), target, initial)
            : n.rejectionResample(r -> (int) (r.getLong("value") % 4), target);
    List<Long> kept = values(ds.seed(5));
    for (int c = 0; c < 4; c++) {
      int cls = c;
      double share = kept.stream().filter(v -> v % 4 == cls).count() / (double) kept.size();
      assertThat(share).isBetween(target[c] - 0.02, target[c] + 0.02);
    }
    assertThat(kept).isSorted().doesNotHaveDuplicates();
    assertThatThrownBy(() -> n.rejectionResample(r -> 0, new double[] {1, 1}, new double[] {1, 0}))
        .hasMessageContaining("cannot be reached");
    assertThatThrownBy(() -> n.rejectionResample(r -> 0, new double[] {0}))
        .hasMessageContaining("[0.0]");
    assertThatThrownBy(() -> values(n.rejectionResample(r -> 9, target)))
        .hasMessageContaining("0 to 3, got 9");
  }
}
