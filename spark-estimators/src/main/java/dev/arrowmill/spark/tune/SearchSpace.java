package dev.arrowmill.spark.tune;

import dev.arrowmill.data.feature.RowHash;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Hyperparameters by name and the values that each may take. Immutable and thread-safe.
 *
 * <p>A name is one of an estimator's params ({@code learningRate}, {@code hiddenSizes}, ...) or
 * {@code architectureOptions.NAME} for one option of the architecture. Lists of whole numbers are
 * written with dashes: {@code 256-128}.
 */
public final class SearchSpace {
  private static final int ATTEMPTS = 1000;
  private static final long STEP = 0x9E3779B97F4A7C15L;

  private final Map<String, Range> ranges;

  private SearchSpace(Map<String, Range> ranges) {
    this.ranges = ranges;
  }

  /** Nothing to search yet. */
  public static SearchSpace of() {
    return new SearchSpace(Map.of());
  }

  /**
   * Reads {@code name=range; name=range} with the ranges {@code uniform(a,b)}, {@code log(a,b)},
   * {@code int(a,b)} and {@code choice(x,y,...)}, as {@link #toString} writes them.
   *
   * @throws IllegalArgumentException naming the part that cannot be read
   */
  public static SearchSpace parse(String text) {
    return SpaceText.parse(text);
  }

  private SearchSpace with(String name, boolean ok, Range range, String rule) {
    if (!ok) {
      throw new IllegalArgumentException("search space: " + name + "=" + range + ": needs " + rule);
    }
    Map<String, Range> all = new TreeMap<>(ranges);
    if (all.put(name, range) != null) {
      throw new IllegalArgumentException("search space: " + name + " is given twice");
    }
    return new SearchSpace(all);
  }

  /** A number in [low, high). */
  public SearchSpace uniform(String name, double low, double high) {
    boolean ok = low < high && Double.isFinite(low) && Double.isFinite(high);
    return with(name, ok, new Range.Uniform(low, high), "finite bounds a < b");
  }

  /** A number in [low, high) whose logarithm is uniform. */
  public SearchSpace logUniform(String name, double low, double high) {
    boolean ok = low > 0 && low < high && Double.isFinite(high);
    return with(name, ok, new Range.Log(low, high), "finite bounds 0 < a < b");
  }

  /** A whole number in [low, high]. */
  public SearchSpace integers(String name, int low, int high) {
    return with(name, low <= high, new Range.Whole(low, high), "bounds a <= b");
  }

  /** One of some values. */
  public SearchSpace choice(String name, String... values) {
    List<String> all = List.of(values);
    boolean ok = !all.isEmpty() && !all.contains("") && new HashSet<>(all).size() == all.size();
    return with(name, ok, new Range.Choice(all), "values that differ and are not empty");
  }

  /** The hyperparameters, sorted. */
  public Set<String> names() {
    return Collections.unmodifiableSet(new java.util.TreeSet<>(ranges.keySet()));
  }

  /**
   * The values of trials 0, 1, ...: no two have the same. What a trial draws depends on the seed
   * and the trials before it, not on how many follow.
   *
   * @throws IllegalArgumentException if the space is empty or has too few different values
   */
  public List<Map<String, String>> draw(long seed, int trials) {
    if (ranges.isEmpty()) {
      throw new IllegalArgumentException("search space: nothing to search; name a hyperparameter");
    }
    List<Map<String, String>> all = new ArrayList<>();
    Set<Map<String, String>> seen = new HashSet<>();
    for (int trial = 0; trial < trials; trial++) {
      int attempt = 0;
      while (!seen.add(draw(seed, trial, attempt))) {
        if (++attempt == ATTEMPTS) {
          throw new IllegalArgumentException(
              "trials "
                  + trials
                  + ": found only "
                  + trial
                  + " different values in "
                  + this
                  + "; ask for fewer trials or widen the space");
        }
      }
      all.add(draw(seed, trial, attempt));
    }
    return all;
  }

  private Map<String, String> draw(long seed, int trial, int attempt) {
    Map<String, String> values = new TreeMap<>();
    ranges.forEach((name, r) -> values.put(name, r.at(unit(seed, trial, attempt, name))));
    return Collections.unmodifiableMap(values);
  }

  private static double unit(long seed, int trial, int attempt, String name) {
    long key = RowHash.mix(RowHash.mix(seed + STEP) + STEP * (trial + 1L));
    key = RowHash.mix(key + STEP * (attempt + 1L));
    for (int i = 0; i < name.length(); i++) {
      key = RowHash.mix(key * 31 + name.charAt(i));
    }
    return (key >>> 11) * 0x1p-53;
  }

  /** As {@link #parse} reads it. */
  @Override
  public String toString() {
    return ranges.entrySet().stream()
        .map(e -> e.getKey() + "=" + e.getValue())
        .collect(Collectors.joining("; "));
  }
}
