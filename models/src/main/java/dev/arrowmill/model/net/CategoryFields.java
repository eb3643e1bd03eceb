package dev.arrowmill.model.net;

import dev.arrowmill.data.feature.CategoricalFeature;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Which columns of codes make one field: a feature of its own, or the features of one bag. */
final class CategoryFields {
  private CategoryFields() {}

  /**
   * The columns of each field, in the order of first occurrence.
   *
   * @throws IllegalArgumentException if features of one table differ in cardinality, or features of
   *     one bag in table
   */
  static List<List<Integer>> of(List<CategoricalFeature> features) {
    Map<String, CategoricalFeature> tables = new LinkedHashMap<>();
    Map<String, List<Integer>> bags = new LinkedHashMap<>();
    List<List<Integer>> fields = new ArrayList<>();
    for (int c = 0; c < features.size(); c++) {
      CategoricalFeature f = features.get(c);
      CategoricalFeature other = tables.putIfAbsent(f.table(), f);
      if (other != null && other.cardinality() != f.cardinality()) {
        throw new IllegalArgumentException(
            "network: features "
                + other.name()
                + " and "
                + f.name()
                + " share table "
                + f.table()
                + " but have "
                + other.cardinality()
                + " and "
                + f.cardinality()
                + " codes");
      }
      List<Integer> bag = f.bag().isEmpty() ? null : bags.get(f.bag());
      if (bag == null) {
        bag = new ArrayList<>();
        fields.add(bag);
        if (!f.bag().isEmpty()) {
          bags.put(f.bag(), bag);
        }
      } else {
        requireOneTable(features.get(bag.get(0)), f);
      }
      bag.add(c);
    }
    return fields;
  }

  private static void requireOneTable(CategoricalFeature first, CategoricalFeature f) {
    if (!first.table().equals(f.table())) {
      throw new IllegalArgumentException(
          "network: features "
              + first.name()
              + " and "
              + f.name()
              + " of bag "
              + f.bag()
              + " must share a table, have "
              + first.table()
              + " and "
              + f.table());
    }
  }
}
