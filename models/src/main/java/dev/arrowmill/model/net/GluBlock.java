package dev.arrowmill.model.net;

import dev.arrowmill.tensor.Tensor;
import dev.arrowmill.tensor.nn.Init;
import dev.arrowmill.tensor.nn.Linear;
import dev.arrowmill.tensor.nn.Module;
import dev.arrowmill.tensor.random.Rng;
import java.util.ArrayList;
import java.util.List;

/**
 * TabNet's feature transformer: linear maps, norms and gated linear units, added up with a factor
 * of sqrt(1/2). The first maps may be shared with other transformers; norms never are.
 */
final class GluBlock extends Module {
  private final int width;
  private final List<Linear> maps = new ArrayList<>();
  private final List<PreciseNorm> norms = new ArrayList<>();

  /**
   * @param shared maps that belong to the network
   * @param own how many maps belong to this
   */
  GluBlock(int in, int width, List<Linear> shared, int own, Rng rng) {
    this.width = width;
    maps.addAll(shared);
    for (int i = 0; i < own; i++) {
      maps.add(child("map" + i, map(maps.isEmpty() ? in : width, width, rng.fold(i))));
    }
    for (int i = 0; i < maps.size(); i++) {
      norms.add(child("norm" + i, new PreciseNorm(2 * width)));
    }
  }

  /** A map to both halves of a gated unit. */
  static Linear map(int in, int width, Rng rng) {
    return linear(in, 2 * width, Math.sqrt((in + 2 * width) / Math.sqrt(in)), rng);
  }

  /** A linear map without bias, normal with Glorot's deviation times a gain. */
  static Linear linear(int in, int out, double gain, Rng rng) {
    Linear l = Linear.noBias(in, out, rng);
    float[] w = Init.normal(rng, gain * Math.sqrt(2.0 / (in + out)), out, in).floats();
    System.arraycopy(w, 0, l.weight().tensor().floats(), 0, w.length);
    return l;
  }

  Tensor forward(Tensor x) {
    Tensor y = unit(0, x);
    for (int i = 1; i < maps.size(); i++) {
      y = y.add(unit(i, y)).mul(Math.sqrt(0.5));
    }
    return y;
  }

  private Tensor unit(int i, Tensor x) {
    Tensor h = norms.get(i).forward(maps.get(i).forward(x));
    return h.slice(1, 0, width).mul(h.slice(1, width, 2 * width).sigmoid());
  }
}
