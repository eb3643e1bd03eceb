package dev.arrowmill.model.net;

import dev.arrowmill.data.feature.CategoricalFeature;
import java.util.ArrayList;
import java.util.List;

/** Reads which pairs of categorical columns are crossed. */
final class CrossedColumns {
  private CrossedColumns() {}

  /**
   * Pairs of indices of features.
   *
   * @param wanted texts such as {@code city*device}, or the word all: every pair of features
   *     outside of bags
   * @param maxCodes pairs of all with more combinations are left out
   * @throws IllegalArgumentException for an unknown feature, a feature of a bag, or a named pair
   *     with more than 2^27 combinations
   */
  static List<int[]> of(List<String> wanted, List<CategoricalFeature> features, int maxCodes) {
    List<int[]> pairs = new ArrayList<>();
    for (String text : wanted) {
      if (text.equals("all")) {
        all(features, maxCodes, pairs);
      } else {
        pairs.add(named(text, features));
      }
    }
    return pairs;
  }

  private static void all(List<CategoricalFeature> features, int maxCodes, List<int[]> pairs) {
    for (int i = 0; i < features.size(); i++) {
      for (int j = i + 1; j < features.size(); j++) {
        boolean alone = features.get(i).bag().isEmpty() && features.get(j).bag().isEmpty();
        if (alone && codes(features, i, j) <= maxCodes) {
          pairs.add(new int[] {i, j});
        }
      }
    }
  }

  private static long codes(List<CategoricalFeature> features, int i, int j) {
    return (long) features.get(i).cardinality() * features.get(j).cardinality();
  }

  private static int[] named(String text, List<CategoricalFeature> features) {
    String[] names = text.split("\\*", -1);
    if (names.length != 2) {
      throw bad(text, "must be two columns joined by *");
    }
    int[] pair = {index(text, names[0].strip(), features), index(text, names[1].strip(), features)};
    if (codes(features, pair[0], pair[1]) > 1 << 27) {
      throw bad(text, "has " + codes(features, pair[0], pair[1]) + " combinations, at most 2^27");
    }
    return pair;
  }

  private static int index(String text, String name, List<CategoricalFeature> features) {
    for (int i = 0; i < features.size(); i++) {
      if (features.get(i).name().equals(name) && features.get(i).bag().isEmpty()) {
        return i;
      }
    }
    throw bad(
        text,
        "names "
            + name
            + ", known categorical features: "
            + features.stream()
                .filter(f -> f.bag().isEmpty())
                .map(CategoricalFeature::name)
                .toList());
  }

  private static IllegalArgumentException bad(String text, String what) {
    return new IllegalArgumentException("option crosses: '" + text + "' " + what);
  }
}
