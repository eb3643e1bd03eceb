package dev.arrowmill.tensor.random;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RngTest {
  @Test
  void numbersDependOnKeyAndIndexOnly() {
    Rng rng = Rng.of(42).fold(7);
    float[] a = new float[103];
    rng.uniform(a, 0, 103);
    for (int i = 102; i >= 0; i--) {
      assertThat(rng.uniformAt(i)).isEqualTo(a[i]);
    }
    assertThat(Rng.of(42).fold(7).key()).isEqualTo(rng.key());
    assertThat(Rng.of(42).fold(8).key()).isNotEqualTo(rng.key());
    assertThat(Rng.of(43).key()).isNotEqualTo(Rng.of(42).key());
  }

  @Test
  void pinnedBits() {
    assertThat(Rng.of(1).bitsAt(0))
        .isEqualTo(Rng.of(1).bitsAt(0))
        .isNotEqualTo(Rng.of(1).bitsAt(1));
  }

  @Test
  void momentsAreThoseOfTheDistributions() {
    int n = 200_000;
    float[] u = new float[n];
    Rng.of(3).uniform(u, 0, n);
    float[] g = new float[n];
    Rng.of(4).normal(g, 0, n);
    assertThat(mean(u, 1)).isBetween(0.498, 0.502);
    assertThat(mean(u, 2)).isBetween(0.331, 0.336);
    assertThat(mean(g, 1)).isBetween(-0.01, 0.01);
    assertThat(mean(g, 2)).isBetween(0.99, 1.01);
    assertThat(mean(g, 4)).isBetween(2.9, 3.1);
    for (int i = 0; i < 1000; i++) {
      assertThat(Rng.of(5).indexAt(i, 7)).isBetween(0, 6);
    }
  }

  private static double mean(float[] a, int power) {
    double s = 0;
    for (float v : a) {
      s += Math.pow(v, power);
    }
    return s / a.length;
  }

  private static long key() {
    return java.util.Objects.requireNonNull(Rng.nextInScope()).key();
  }

  @Test
  void scopesNest() {
    assertThat(Rng.nextInScope()).isNull();
    long[] keys =
        Rng.scoped(
            1,
            1,
            1,
            () -> {
              long a = key();
              long inner = Rng.scoped(2, 1, 1, () -> key());
              return new long[] {a, inner, key()};
            });
    assertThat(keys).doesNotHaveDuplicates();
    assertThat(Rng.nextInScope()).isNull();
  }
}
