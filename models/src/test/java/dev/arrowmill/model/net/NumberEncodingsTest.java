package dev.arrowmill.model.net;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class NumberEncodingsTest {
  private static final float NAN = Float.NaN;

  private static float[] encode(NumberEncoding encoding, float... row) {
    float[] in = new float[row.length + 1];
    System.arraycopy(row, 0, in, 1, row.length);
    float[] out = new float[encoding.width()];
    java.util.Arrays.fill(out, 99);
    encoding.encode(in, 1, 1, out);
    return out;
  }

  @Test
  void plainNumbersAreFollowedByFlags() {
    assertThat(encode(new PlainNumbers(NetSamples.NUMERIC), 3, NAN, -1))
        .containsExactly(3, 0, -1, 1, 0);
  }

  @Test
  void binsAreFollowedByTheValueAndTheFlag() {
    PiecewiseLinear encoding = new PiecewiseLinear(NetSamples.NUMERIC);
    assertThat(encode(encoding, -0.25f, 0, 7)).containsExactly(1, .5f, 0, -.25f, .5f, 0, 0, 7, 0);
    assertThat(encode(encoding, 9, NAN, NAN)).containsExactly(1, 1, 1, 9, 0, 0, 1, 0, 1);
  }

  @Test
  void featureBinsHaveTheSameWidthForAll() {
    FeatureBins encoding = new FeatureBins(NetSamples.NUMERIC);
    assertThat(encoding.each()).isEqualTo(5);
    assertThat(encoding.bins()).isEqualTo(3);
    assertThat(encode(encoding, -0.25f, 0, NAN))
        .containsExactly(1, .5f, 0, -.25f, 0, .5f, 0, 0, 0, 0, 0, 0, 0, 0, 1);
  }
}
