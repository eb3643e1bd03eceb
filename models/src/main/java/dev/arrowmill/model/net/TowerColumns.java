package dev.arrowmill.model.net;

import dev.arrowmill.data.feature.CategoricalFeature;
import dev.arrowmill.data.feature.NumericFeature;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/**
 * Which features a tower reads.
 *
 * @param numeric places among the prepared numbers, missing flags included
 * @param categorical places among the codes
 */
record TowerColumns(List<Integer> numeric, List<Integer> categorical) {
  TowerColumns {
    numeric = List.copyOf(numeric);
    categorical = List.copyOf(categorical);
  }

  /**
   * The features of the columns named by an option; features of a column are called as the column,
   * or by its name, a dot and a suffix.
   *
   * @throws IllegalArgumentException if no feature comes from a named column
   */
  static TowerColumns of(NetInput input, String option, List<String> columns) {
    Set<String> unknown = new LinkedHashSet<>(columns);
    TowerColumns found =
        where(
            input,
            feature ->
                columns.stream()
                        .filter(c -> feature.equals(c) || feature.startsWith(c + "."))
                        .peek(unknown::remove)
                        .count()
                    > 0);
    if (!unknown.isEmpty()) {
      throw new IllegalArgumentException(
          "architecture two-tower: option "
              + option
              + " names "
              + unknown
              + ", known features: "
              + names(input));
    }
    return found;
  }

  /** The features that the other tower does not read. */
  TowerColumns rest(NetInput input) {
    List<Integer> numbers = new ArrayList<>(IntStream.range(0, width(input)).boxed().toList());
    List<Integer> codes =
        new ArrayList<>(IntStream.range(0, input.categorical().size()).boxed().toList());
    numbers.removeAll(numeric);
    codes.removeAll(categorical);
    return new TowerColumns(numbers, codes);
  }

  private static int width(NetInput input) {
    return new PlainNumbers(input.numeric()).width();
  }

  boolean isEmpty() {
    return numeric.isEmpty() && categorical.isEmpty();
  }

  /** The names of all features. */
  static List<String> names(NetInput input) {
    List<String> all = new ArrayList<>();
    input.categorical().forEach(f -> all.add(f.name()));
    input.numeric().forEach(f -> all.add(f.name()));
    return all;
  }

  private static TowerColumns where(NetInput input, Predicate<String> wanted) {
    List<Integer> numbers = new ArrayList<>();
    List<NumericFeature> numeric = input.numeric();
    int flag = numeric.size();
    List<Integer> flags = new ArrayList<>();
    for (int i = 0; i < numeric.size(); i++) {
      boolean in = wanted.test(numeric.get(i).name());
      if (in) {
        numbers.add(i);
      }
      if (numeric.get(i).missing()) {
        if (in) {
          flags.add(flag);
        }
        flag++;
      }
    }
    numbers.addAll(flags);
    List<Integer> codes = new ArrayList<>();
    List<CategoricalFeature> categorical = input.categorical();
    for (int i = 0; i < categorical.size(); i++) {
      if (wanted.test(categorical.get(i).name())) {
        codes.add(i);
      }
    }
    return new TowerColumns(numbers, codes);
  }
}
