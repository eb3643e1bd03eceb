package dev.arrowmill.data.feature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ExactSumTest {
  @Test
  void equalsBigDecimalArithmetic() {
    Random random = new Random(1);
    for (int round = 0; round < 200; round++) {
      ExactSum sum = new ExactSum();
      BigDecimal truth = BigDecimal.ZERO;
      for (int i = 0; i < 50; i++) {
        double v = random.nextGaussian() * Math.pow(10, random.nextInt(400) - 200);
        sum.add(v);
        truth = truth.add(new BigDecimal(v));
      }
      assertThat(sum.exact()).isEqualByComparingTo(truth);
      assertThat(sum.value()).isEqualTo(truth.doubleValue());
    }
  }

  @Test
  void extremesCancel() {
    ExactSum sum = new ExactSum();
    for (double v :
        new double[] {Double.MAX_VALUE, Double.MIN_VALUE, -Double.MAX_VALUE, 1, -1, -0.0}) {
      sum.add(v);
    }
    assertThat(sum.value()).isEqualTo(Double.MIN_VALUE);
  }

  @Test
  void anyGroupingGivesTheSameBits() {
    double[] values = new Random(2).doubles(1000, -1e6, 1e6).toArray();
    ExactSum all = new ExactSum();
    Arrays.stream(values).forEach(all::add);
    ExactSum left = new ExactSum();
    ExactSum right = new ExactSum();
    for (int i = values.length - 1; i >= 0; i--) {
      (i % 3 == 0 ? left : right).add(values[i]);
    }
    right.merge(left);
    assertThat(right.value()).isEqualTo(all.value());
  }

  @Test
  void refusesNaN() {
    assertThatThrownBy(() -> new ExactSum().add(Double.NaN)).hasMessageContaining("NaN");
  }
}
