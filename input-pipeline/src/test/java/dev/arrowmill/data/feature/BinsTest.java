package dev.arrowmill.data.feature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class BinsTest {
  @Test
  void fewValuesAreTheEdges() {
    assertThat(Bins.edges(new double[] {1, 1, 2, 5}, 8)).containsExactly(1, 2, 5);
  }

  @Test
  void aSpikeKeepsTheResolutionOfTheRest() {
    double[] values = new double[10_000];
    Random random = new Random(4);
    for (int i = 9_000; i < values.length; i++) {
      values[i] = 1 + random.nextDouble();
    }
    Arrays.sort(values);
    double[] edges = Bins.edges(values, 20);
    assertThat(edges.length).isBetween(18, 21);
    assertThat(Arrays.stream(edges).filter(e -> e >= 1).count()).isGreaterThanOrEqualTo(17);
    assertThat(edges).isSorted().doesNotHaveDuplicates();
  }

  @Test
  void edgesShareOutTheMass() {
    double[] values = new Random(5).doubles(50_000).sorted().toArray();
    double[] edges = Bins.edges(values, 10);
    assertThat(edges).hasSize(11);
    for (int i = 0; i < edges.length; i++) {
      assertThat(edges[i]).isCloseTo(i / 10.0, within(0.01));
    }
  }

  @Test
  void normalScoresMatchTheTable() {
    assertThat(NormalScore.of(0.5)).isZero();
    assertThat(NormalScore.of(0.975)).isCloseTo(1.959963985, within(1e-6));
    assertThat(NormalScore.of(0.001)).isCloseTo(-3.090232306, within(1e-6));
    assertThat(NormalScore.of(0)).isCloseTo(-5.199337582, within(1e-5));
    assertThat(NormalScore.of(1)).isCloseTo(-NormalScore.of(0), within(1e-9));
  }
}
