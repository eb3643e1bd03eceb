package dev.arrowmill.model.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.arrowmill.tensor.Tensor;
import dev.arrowmill.tensor.autograd.Autograd;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The first three outputs of networks with patterned weights, from a second implementation of each
 * paper in PyTorch (float64).
 */
class ForwardValuesTest {
  private static final int ROWS = 40;

  @ParameterizedTest
  @CsvSource({
    "mlp-plr, -0.49819, -0.76891, -0.63896",
    "mlp-ple-lr, -0.15412, -0.53331, -0.08954",
    "snn, 0.23958, 0.72642, 1.05830",
    "resnet, -0.48121, -0.40845, -0.53155",
    "dcn-v2, -0.08391, -0.09129, -0.02611",
    "wide-deep, -1.00399, 1.07099, -1.36091",
    "fm, -0.38448, -0.35576, 2.74330",
    "deepfm, -0.11955, -0.06583, 2.95671",
    "dlrm, -0.50969, -0.23497, -0.30536",
    "autoint, -0.091, -0.16149, -0.14216",
    "tabnet, -0.04841, -0.15858, -0.08163",
    "ft-transformer, -0.52530, -0.52343, -0.52507",
    "tabm, -0.03433, 0.52869, -0.52187",
    "two-tower, -0.73983, -0.42397, -0.29095"
  })
  void outputsAreThoseOfThePaper(String name, float first, float second, float third) {
    TabularNet net = NetSamples.small(name).build(NetSamples.input(1), 1);
    NetSamples.pattern(net);
    net.eval();
    Tensor x = net.prepare(NetSamples.numbers(net.input(), ROWS, 5));
    Tensor codes = NetSamples.codes(net.input(), ROWS, 6);
    double[] sums = new double[net.statistics()];
    net.measure(x, codes, sums);
    net.setStatistics(sums);
    float[] y = Autograd.noGrad(() -> net.forward(x, codes)).toFloats();
    assertThat(y[0]).isCloseTo(first, within(2e-5f));
    assertThat(y[1]).isCloseTo(second, within(2e-5f));
    assertThat(y[2]).isCloseTo(third, within(2e-5f));
  }
}
