package dev.arrowmill.model.net;

import dev.arrowmill.data.feature.CategoricalFeature;
import dev.arrowmill.data.feature.Features;
import dev.arrowmill.data.feature.NumericFeature;
import java.util.List;

/**
 * What a network reads and how much it gives.
 *
 * @param numeric the floats of an encoded row, in order
 * @param categorical the codes of an encoded row, in order
 * @param outputs numbers per row that the heads of all targets want together
 */
public record NetInput(
    List<NumericFeature> numeric, List<CategoricalFeature> categorical, int outputs) {
  public NetInput {
    numeric = List.copyOf(numeric);
    categorical = List.copyOf(categorical);
    if (outputs < 1) {
      throw new IllegalArgumentException("network: outputs must be at least 1, is " + outputs);
    }
  }

  /** The rows that fitted features give. */
  public static NetInput of(Features features, int outputs) {
    return new NetInput(features.numeric(), features.categorical(), outputs);
  }
}
