package dev.arrowmill.tensor.nn;

import dev.arrowmill.tensor.Tensor;
import java.util.List;

/** Layers one after the other; the children are named 0, 1, 2, ... */
public final class Sequential extends Layer {
  private final List<Layer> layers;

  private Sequential(List<Layer> layers) {
    this.layers = layers;
    for (int i = 0; i < layers.size(); i++) {
      child(Integer.toString(i), layers.get(i));
    }
  }

  /** In the order given; none at all is the identity. */
  public static Sequential of(Layer... layers) {
    return new Sequential(List.of(layers));
  }

  /** In the order given. */
  public static Sequential of(List<? extends Layer> layers) {
    return new Sequential(List.copyOf(layers));
  }

  /** The layers. */
  public List<Layer> layers() {
    return layers;
  }

  @Override
  public Tensor forward(Tensor x) {
    Tensor y = x;
    for (Layer l : layers) {
      y = l.call(y);
    }
    return y;
  }

  @Override
  public String toString() {
    return "Sequential" + layers;
  }
}
