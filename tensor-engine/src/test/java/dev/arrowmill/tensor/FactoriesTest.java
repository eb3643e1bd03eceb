package dev.arrowmill.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.arrowmill.tensor.random.Rng;
import java.util.Arrays;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** New tensors by a rule, and random ones by a key. */
class FactoriesTest {
  @Test
  void rangesAreThoseOfPyTorch() {
    assertThat(Tensor.arange(DType.INT64, 1, 10, 3).toLongs()).containsExactly(1, 4, 7);
    assertThat(Tensor.arange(DType.FLOAT32, 1, 0, -0.25).toFloats())
        .containsExactly(1f, 0.75f, 0.5f, 0.25f);
    assertThat(Tensor.arange(DType.INT32, 0, 0, 1).numel()).isZero();
    assertThat(Tensor.linspace(DType.FLOAT64, 0, 1, 5).toDoubles())
        .containsExactly(0, 0.25, 0.5, 0.75, 1);
    assertThat(Tensor.linspace(DType.FLOAT32, 3, 4, 1).toFloats()).containsExactly(3f);
    assertThat(Tensor.linspace(DType.FLOAT64, -0.1, 0.3, 7).toDoubles()[6]).isEqualTo(0.3);
    assertThat(Tensor.eye(DType.INT64, 2).toLongs()).containsExactly(1, 0, 0, 1);
    assertThat(Tensor.fullLike(Tensor.zeros(2), 7).toFloats()).containsExactly(7f, 7f);
  }

  @Test
  void randomIntegersCoverTheirRangeAndDependOnTheKeyOnly() {
    Tensor a = Tensor.randint(Rng.of(3), -2, 3, 1000);
    long[] v = a.toLongs();
    assertThat(LongStream.of(v).min().getAsLong()).isEqualTo(-2);
    assertThat(LongStream.of(v).max().getAsLong()).isEqualTo(2);
    assertThat(Tensor.randint(Rng.of(3), -2, 3, 1000).toLongs()).isEqualTo(v);
    assertThat(Tensor.randint(Rng.of(4), -2, 3, 1000).toLongs()).isNotEqualTo(v);
  }

  @Test
  void ordersHoldEveryNumberOnce() {
    long[] p = Tensor.randperm(Rng.of(5), 100).toLongs();
    long[] sorted = p.clone();
    Arrays.sort(sorted);
    assertThat(sorted).isEqualTo(LongStream.range(0, 100).toArray());
    assertThat(p).isNotEqualTo(sorted);
    long[] first = new long[3];
    for (int s = 0; s < 3000; s++) {
      first[(int) Tensor.randperm(Rng.of(s), 3).toLongs()[0]]++;
    }
    assertThat(LongStream.of(first).allMatch(n -> n > 900 && n < 1100)).isTrue();
  }

  @Test
  void drawsFollowTheirProbabilities() {
    Tensor p = Tensor.full(DType.FLOAT64, Shape.of(10_000), 0.3);
    Tensor b = Tensor.bernoulli(Rng.of(6), p);
    assertThat(b.dtype()).isEqualTo(DType.FLOAT64);
    assertThat(b.mean().item()).isBetween(0.28, 0.32);
    Tensor w = Tensor.of(new float[] {1, 0, 3});
    long[] n = Tensor.multinomial(Rng.of(7), w, 8000, true).bincount(3).toLongs();
    assertThat(n[1]).isZero();
    assertThat(n[2] / (double) n[0]).isBetween(2.7, 3.3);
    Tensor rows = Tensor.multinomial(Rng.of(8), Tensor.ones(50, 4), 4, false);
    assertThat(rows.sort(1, false).values().toLongs())
        .isEqualTo(Tensor.arange(4).expand(50, 4).toLongs());
  }

  @Test
  void drawingMoreThanThereIsFails() {
    Tensor w = Tensor.of(new float[] {1, 0});
    assertThatThrownBy(() -> Tensor.multinomial(Rng.of(1), w, 2, false))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("multinomial: no positive weight is left to draw from");
    Tensor negative = Tensor.of(new float[] {1, -1});
    assertThatThrownBy(() -> Tensor.multinomial(Rng.of(1), negative, 1, true))
        .hasMessage("multinomial: weight -1.0 at index 1 is no finite number >= 0");
  }
}
