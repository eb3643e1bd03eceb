package dev.arrowmill.model.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.arrowmill.data.feature.Encoded;
import dev.arrowmill.model.Samples;
import dev.arrowmill.tensor.Tensor;
import dev.arrowmill.tensor.autograd.Autograd;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TwoTowerTest {
  private static TwoTowerNet net(NetInput input, Map<String, String> options) {
    TabularNet net = new NetConfig("two-tower", options).build(input, 1);
    net.eval();
    return (TwoTowerNet) net;
  }

  @Test
  void anOutputIsTheScaledProductOfItsVectors() {
    var features = Samples.plan(Samples.table(300, 1), "two", null, 1).features();
    TwoTowerNet net = net(NetInput.of(features, 1), Map.of("userColumns", "city, x"));
    Encoded rows = features.encode(Samples.table(1100, 2), features.newBatch());
    float[] users = net.users(rows);
    float[] items = net.items(rows);
    float[] outputs = TabularNet.mean(java.util.List.of(net), rows);
    for (int r = 0; r < 1100; r++) {
      double product = 0;
      double length = 0;
      for (int i = 0; i < net.width(); i++) {
        product += users[r * net.width() + i] * items[r * net.width() + i];
        length += users[r * net.width() + i] * users[r * net.width() + i];
      }
      assertThat(outputs[r]).isCloseTo((float) (5 * product), within(1e-4f));
      assertThat(length).isCloseTo(1, within(1e-5));
    }
  }

  @Test
  void aTowerReadsItsOwnFeaturesOnly() {
    NetInput input = NetSamples.input(1);
    TwoTowerNet net = net(input, Map.of("userColumns", "user,tag,b", "normalise", "false"));
    Tensor x = net.prepare(NetSamples.numbers(input, 4, 1));
    Tensor codes = NetSamples.codes(input, 4, 2);
    float[] before = Autograd.noGrad(() -> net.users().forward(x, codes)).toFloats();
    for (int r = 0; r < 4; r++) {
      x.floats()[r * 5] += 3;
      codes.ints()[r * 6 + 1] = 0;
      codes.ints()[r * 6 + 3] = 0;
    }
    assertThat(Autograd.noGrad(() -> net.users().forward(x, codes)).toFloats()).isEqualTo(before);
    x.floats()[1] += 1;
    assertThat(Autograd.noGrad(() -> net.users().forward(x, codes)).toFloats())
        .isNotEqualTo(before);
  }

  @Test
  void columnsThatAreUnknownOrLeaveNothingAreNamed() {
    NetInput input = NetSamples.input(1);
    assertThatThrownBy(() -> net(input, Map.of("itemColumns", "user,film")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("itemColumns names [film], known features: [user, from, tag.0");
    assertThatThrownBy(() -> net(input, Map.of("userColumns", "user,from,to,tag,a,b,c")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("must leave features to both towers");
    assertThatThrownBy(() -> net(input, Map.of("userColumns", "user", "itemColumns", "user,from")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("both towers read [user]");
  }
}
