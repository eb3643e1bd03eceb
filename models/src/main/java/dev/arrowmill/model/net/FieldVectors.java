package dev.arrowmill.model.net;

import dev.arrowmill.data.feature.CategoricalFeature;
import dev.arrowmill.tensor.Tensor;
import dev.arrowmill.tensor.nn.Module;
import dev.arrowmill.tensor.nn.Parameter;
import dev.arrowmill.tensor.op.Cat;
import dev.arrowmill.tensor.random.Rng;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One vector of a common width for every field of a row: a number (or missing flag) times a learned
 * vector, and the embedding of every category; with or without a bias per field. Parameters numbers
 * [numbers, width] and bias [fields, width].
 */
final class FieldVectors extends Module implements Undecayed {
  private final int numeric;
  private final int fields;
  private final @Nullable Parameter numbers;
  private final @Nullable Parameter bias;
  private final Categories categories;

  /**
   * @param numeric numbers per row, flags included
   */
  FieldVectors(
      int numeric,
      List<CategoricalFeature> features,
      int width,
      boolean withBias,
      Categories.Start start,
      Rng rng) {
    this.numeric = numeric;
    numbers = numeric == 0 ? null : parameter("numbers", start.draw(rng.fold(0), numeric, width));
    categories = child("categories", Categories.ofWidth(features, width, start, rng.fold(1)));
    fields = numeric + categories.fields();
    bias = withBias ? parameter("bias", start.draw(rng.fold(2), fields, width)) : null;
  }

  int fields() {
    return fields;
  }

  @Override
  public List<Parameter> undecayed() {
    List<Parameter> out = new ArrayList<>();
    if (numbers != null) {
      out.add(numbers);
    }
    if (bias != null) {
      out.add(bias);
    }
    return out;
  }

  /** From numbers [rows, numeric] and codes to [rows, fields, width]. */
  Tensor forward(Tensor x, Tensor codes) {
    List<Tensor> parts = new ArrayList<>();
    if (numbers != null) {
      parts.add(x.unsqueeze(2).mul(numbers.tensor()));
    }
    if (fields > numeric) {
      parts.add(categories.stack(codes));
    }
    Tensor all = parts.size() == 1 ? parts.get(0) : Cat.of(parts, 1);
    return bias == null ? all : all.add(bias.tensor());
  }
}
