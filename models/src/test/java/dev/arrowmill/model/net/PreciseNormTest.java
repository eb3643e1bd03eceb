package dev.arrowmill.model.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.arrowmill.tensor.Tensor;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PreciseNormTest {
  private final TabularNet net =
      new NetConfig("resnet", Map.of("width", "8", "hidden", "8")).build(NetSamples.input(1), 1);
  private final Tensor x = net.prepare(NetSamples.numbers(net.input(), 64, 1));
  private final Tensor codes = NetSamples.codes(net.input(), 64, 2);

  private double[] measured(int from, int to) {
    double[] sums = new double[net.statistics()];
    net.measure(x.slice(0, from, to), codes.slice(0, from, to), sums);
    return sums;
  }

  @Test
  void statisticsOfOneBatchNormaliseItAsTrainingDoes() {
    net.eval();
    float[] before = net.forward(x, codes).toFloats();
    net.setStatistics(measured(0, 64));
    float[] measured = net.forward(x, codes).toFloats();
    net.namedModules().values().forEach(m -> assertThat(m.isTraining()).isFalse());
    TabularNet plain =
        new NetConfig("resnet", Map.of("width", "8", "hidden", "8", "hiddenDropout", "0"))
            .build(NetSamples.input(1), 1);
    plain.train();
    float[] training = plain.forward(x, codes).toFloats();
    assertThat(measured).containsExactly(training, within(1e-4f)).isNotEqualTo(before);
  }

  @Test
  void sumsOfPartsAddUp() {
    net.eval();
    double[] a = measured(0, 24);
    double[] b = measured(24, 64);
    assertThat(a).hasSize(3 * (1 + 2 * 8));
    assertThat(a[0] + b[0]).isEqualTo(64);
    double[] whole = measured(0, 64);
    for (int i = 0; i <= 16; i++) {
      assertThat(a[i] + b[i]).as("first norm, sum %s", i).isCloseTo(whole[i], within(1e-4));
    }
  }

  @Test
  void measuringWhileTrainingIsRefused() {
    net.train();
    assertThatThrownBy(() -> measured(0, 8))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("eval()");
    net.eval();
    assertThatThrownBy(() -> net.measure(x, codes, new double[3]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("has 51 sums, the array 3");
    assertThat(new NetConfig().build(NetSamples.input(1), 1).statistics()).isZero();
  }
}
