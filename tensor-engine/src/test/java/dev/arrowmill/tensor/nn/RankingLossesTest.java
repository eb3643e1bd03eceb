package dev.arrowmill.tensor.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.arrowmill.tensor.DType;
import dev.arrowmill.tensor.Tensor;
import dev.arrowmill.tensor.autograd.GradCheck;
import dev.arrowmill.tensor.random.Rng;
import java.util.List;
import org.junit.jupiter.api.Test;

class RankingLossesTest {
  private static final double[] S = {0.3, -1.2, 0.8, 2.0, 0.1};
  private static final double[] R = {2, 0, 1, 0, 3};
  private static final long[] G = {7, 7, 7, 9, 9};

  private static double softplus(double x) {
    return Math.log1p(Math.exp(x));
  }

  @Test
  void pairsOfOneGroupAreCompared() {
    double truth =
        softplus(-(S[0] - S[1]))
            + softplus(-(S[0] - S[2]))
            + softplus(-(S[2] - S[1]))
            + softplus(-(S[4] - S[3]));
    Tensor y =
        RankingLosses.pairwiseLogistic(Tensor.of(S), Tensor.of(R), Tensor.of(G), Reduction.SUM);
    assertThat(y.item()).isCloseTo(truth, within(1e-12));
    Tensor mean =
        RankingLosses.pairwiseLogistic(Tensor.of(S), Tensor.of(R), Tensor.of(G), Reduction.MEAN);
    assertThat(mean.item()).isCloseTo(truth / 4, within(1e-12));
    Tensor hinge =
        RankingLosses.pairwiseHinge(Tensor.of(S), Tensor.of(R), Tensor.of(G), 1, Reduction.SUM);
    double margins = 0 + 1.5 + 0 + 2.9;
    assertThat(hinge.item()).isCloseTo(margins, within(1e-12));
  }

  @Test
  void listsOfOneGroupAreCompared() {
    double truth = 0;
    for (int[] g : new int[][] {{0, 1, 2}, {3, 4}}) {
      double zs = 0;
      double zr = 0;
      for (int i : g) {
        zs += Math.exp(S[i]);
        zr += Math.exp(R[i]);
      }
      for (int i : g) {
        truth -= Math.exp(R[i]) / zr * (S[i] - Math.log(zs));
      }
    }
    Tensor y =
        RankingLosses.listwiseSoftmax(Tensor.of(S), Tensor.of(R), Tensor.of(G), Reduction.MEAN);
    assertThat(y.item()).isCloseTo(truth / 2, within(1e-12));
  }

  @Test
  void gradientsMatchFiniteDifferences() {
    Tensor r = Tensor.of(new float[] {2, 0, 1, 0, 3});
    Tensor g = Tensor.of(G);
    GradCheck.check(
        1e-7, t -> RankingLosses.listwiseSoftmax(t[0], r, g, Reduction.MEAN), Tensor.of(S.clone()));
    GradCheck.check(
        1e-7,
        t -> RankingLosses.pairwiseLogistic(t[0], r, null, Reduction.MEAN),
        Tensor.of(S.clone()));
    GradCheck.check(
        1e-7,
        t -> Losses.focal(t[0], Tensor.of(new double[] {1, 0, 1, 1, 0}), 0.25, 2, Reduction.MEAN),
        Tensor.of(S.clone()));
    GradCheck.check(
        1e-7,
        t -> Losses.quantile(t[0], Tensor.of(R), 0.9, null, Reduction.SUM),
        Tensor.of(S.clone()));
  }

  @Test
  void quantileWeighsBothSides() {
    Tensor y =
        Losses.quantile(
            Tensor.of(new double[] {1, 5}),
            Tensor.of(new double[] {3, 4}),
            0.9,
            null,
            Reduction.NONE);
    assertThat(y.toDoubles()).containsExactly(0.9 * 2, -(0.9 - 1) * 1);
  }

  @Test
  void focalWithGammaZeroIsCrossEntropy() {
    Tensor x = Tensor.randn(Rng.of(4), 6);
    Tensor t = Tensor.of(new float[] {1, 0, 0, 1, 1, 0});
    assertThat(Losses.focal(x, t, -1, 0, Reduction.MEAN).item())
        .isCloseTo(Losses.bceWithLogits(x, t).item(), within(1e-7));
  }

  @Test
  void severalTasksAreAddedUp() {
    List<Tensor> losses = List.of(Tensor.scalar(2), Tensor.scalar(3));
    assertThat(MultiTask.sum(losses, 0.5, 2).item()).isEqualTo(7);
    MultiTask learned = MultiTask.of(2);
    assertThat(learned.forward(losses).item()).isEqualTo(5);
    assertThat(learned.namedParameters()).containsOnlyKeys("logVariances");
    assertThatThrownBy(() -> MultiTask.sum(losses, 1))
        .hasMessage("multiTask: got 2 losses and 1 weights");
    assertThatThrownBy(() -> learned.forward(losses.subList(0, 1)))
        .hasMessage("MultiTask: expected 2 losses, got 1");
  }

  @Test
  void mistakesAreNamed() {
    Tensor s = Tensor.of(S);
    assertThatThrownBy(
            () -> RankingLosses.pairwiseLogistic(s, Tensor.zeros(3), null, Reduction.MEAN))
        .hasMessageContainingAll("pairwiseLogistic", "[5]", "[3]");
    assertThatThrownBy(() -> Losses.quantile(s, s, 1, null, Reduction.MEAN))
        .hasMessageContaining("1.0");
    assertThatThrownBy(() -> Losses.bce(s, s, null, Reduction.MEAN))
        .hasMessageContainingAll("-1.2", "position 1", "[0, 1]");
    Tensor x = Tensor.zeros(2, 3);
    assertThatThrownBy(() -> CrossEntropy.of().labelSmoothing(1.5)).hasMessageContaining("1.5");
    assertThatThrownBy(() -> CrossEntropy.of().weight(Tensor.zeros(4)).apply(x, Tensor.arange(2)))
        .hasMessageContainingAll("[2, 3]", "[4]");
    assertThatThrownBy(() -> CrossEntropy.of().apply(x, Tensor.arange(3)))
        .hasMessageContainingAll("[2, 3]", "[3]");
    assertThatThrownBy(() -> Losses.nll(x, x, CrossEntropy.of())).hasMessageContaining("float32");
    Tensor lp = Tensor.zeros(DType.FLOAT32, dev.arrowmill.tensor.Shape.of(4, 1, 3));
    Tensor two = Tensor.of(new long[] {2});
    assertThatThrownBy(
            () ->
                Losses.ctc(
                    lp, Tensor.of(new long[] {1, 3}, 1, 2), two, two, 0, false, Reduction.MEAN))
        .hasMessageContainingAll("ctcLoss", "index 3");
    assertThatThrownBy(() -> Losses.ctc(lp, two, two, two, 5, false, Reduction.MEAN))
        .hasMessageContaining("blank 5");
  }
}
