package dev.arrowmill.data.feature;

import java.util.ArrayList;
import java.util.List;

/** The features of a bag. */
final class Bags {
  private Bags() {}

  /** One code per place of the bag. */
  static List<CategoricalFeature> features(String name, String table, int cardinality, int width) {
    List<CategoricalFeature> out = new ArrayList<>();
    for (int i = 0; i < width; i++) {
      out.add(new CategoricalFeature(name + "[" + i + "]", cardinality, table, name));
    }
    return out;
  }
}
