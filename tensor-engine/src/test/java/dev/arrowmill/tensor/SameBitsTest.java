package dev.arrowmill.tensor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.arrowmill.tensor.autograd.Gradients;
import dev.arrowmill.tensor.nn.Dropout;
import dev.arrowmill.tensor.nn.Embedding;
import dev.arrowmill.tensor.nn.Gelu;
import dev.arrowmill.tensor.nn.Layer;
import dev.arrowmill.tensor.nn.LayerNorm;
import dev.arrowmill.tensor.nn.Linear;
import dev.arrowmill.tensor.nn.Losses;
import dev.arrowmill.tensor.nn.Parameter;
import dev.arrowmill.tensor.nn.Relu;
import dev.arrowmill.tensor.nn.Sequential;
import dev.arrowmill.tensor.nn.Silu;
import dev.arrowmill.tensor.nn.Tanh;
import dev.arrowmill.tensor.optim.AdamW;
import dev.arrowmill.tensor.random.Rng;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;

/**
 * A training run whose weights are pinned to the bit. The number holds on every JDK, with or
 * without SIMD, on any vector width, compiled or interpreted; run the suite under such flags to see
 * it.
 */
class SameBitsTest {
  private static final long WEIGHTS = 0xfed01f0L;

  @Test
  void trainedWeightsHaveThePinnedBits() {
    Rng rng = Rng.of(7);
    Embedding table = Embedding.of(11, 5, rng.fold(0));
    Layer body =
        Sequential.of(
            Linear.of(18, 33, rng.fold(1)),
            LayerNorm.of(33),
            Gelu.of(),
            Dropout.of(0.1),
            Linear.of(33, 17, rng.fold(2)),
            Silu.of(),
            Linear.of(17, 9, rng.fold(3)),
            Tanh.of(),
            Linear.of(9, 6, rng.fold(4)),
            Relu.of(),
            Linear.of(6, 3, rng.fold(5)));
    List<Parameter> parameters = new ArrayList<>(table.parameters());
    parameters.addAll(body.parameters());
    AdamW opt = AdamW.of(parameters).lr(3e-3f);
    for (int step = 0; step < 25; step++) {
      float[] flat = new float[Gradients.size(parameters)];
      for (int shard = 0; shard < 2; shard++) {
        Tensor loss = loss(table, body, step, shard);
        Gradients.of(loss, parameters).addTo(flat, 0);
      }
      opt.step(flat);
    }
    CRC32 crc = new CRC32();
    for (Parameter p : parameters) {
      for (float v : p.tensor().floats()) {
        int b = Float.floatToIntBits(v);
        for (int s = 0; s < 32; s += 8) {
          crc.update(b >>> s);
        }
      }
    }
    assertThat(Long.toHexString(crc.getValue())).isEqualTo(Long.toHexString(WEIGHTS));
  }

  private static Tensor loss(Embedding table, Layer body, int step, int shard) {
    Rng data = Rng.of(99).fold(step).fold(shard);
    int rows = 29;
    Tensor x = Tensor.randn(data.fold(0), rows, 13);
    int[] index = new int[rows];
    long[] classes = new long[rows];
    for (int i = 0; i < rows; i++) {
      index[i] = data.fold(1).indexAt(i, 11);
      classes[i] = data.fold(2).indexAt(i, 3);
    }
    Tensor in = Tensor.cat(List.of(x, table.forward(Tensor.of(index))), 1);
    return Rng.scoped(
        1, step, shard, () -> Losses.crossEntropy(body.forward(in), Tensor.of(classes)));
  }
}
