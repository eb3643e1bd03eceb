package dev.arrowmill.model.net;

import dev.arrowmill.tensor.nn.Dropout;
import dev.arrowmill.tensor.nn.Layer;
import dev.arrowmill.tensor.nn.Linear;
import dev.arrowmill.tensor.nn.Relu;
import dev.arrowmill.tensor.nn.Sequential;
import dev.arrowmill.tensor.random.Rng;
import java.util.ArrayList;
import java.util.List;

/** The hidden layers of a perceptron: linear, ReLU and dropout each. */
final class Hidden {
  private Hidden() {}

  static Sequential of(int in, List<Integer> widths, float dropout, Rng rng) {
    return Sequential.of(layers(in, widths, dropout, rng));
  }

  /** Hidden layers and a linear one behind them. */
  static Sequential of(int in, List<Integer> widths, float dropout, int out, Rng rng) {
    List<Layer> all = layers(in, widths, dropout, rng);
    all.add(Linear.of(out(in, widths), out, rng.fold(all.size())));
    return Sequential.of(all);
  }

  private static List<Layer> layers(int in, List<Integer> widths, float dropout, Rng rng) {
    List<Layer> all = new ArrayList<>();
    int width = in;
    for (int w : widths) {
      all.add(Linear.of(width, w, rng.fold(all.size())));
      all.add(Relu.of());
      all.add(Dropout.of(dropout));
      width = w;
    }
    return all;
  }

  /** Floats per row behind the layers. */
  static int out(int in, List<Integer> widths) {
    return widths.isEmpty() ? in : widths.get(widths.size() - 1);
  }
}
