package dev.arrowmill.data.op;

import dev.arrowmill.data.Options;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/**
 * What a dataset carries beside its operators. Internal.
 *
 * @param seed fixes all random choices; empty for others in each iterator
 * @param arrangement how columns are to lie in batches
 * @param options how iterators run
 */
public record Settings(OptionalLong seed, Arrangement arrangement, Options options) {
  /** Without a seed, a label named label, default options. */
  public static final Settings DEFAULT =
      new Settings(OptionalLong.empty(), new Arrangement("label", List.of()), Options.DEFAULT);

  public Settings withSeed(long value) {
    return new Settings(OptionalLong.of(value), arrangement, options);
  }

  public Settings withLabel(String value) {
    return new Settings(seed, new Arrangement(value, arrangement.packings()), options);
  }

  public Settings withPacking(Packing value) {
    List<Packing> all = new ArrayList<>(arrangement.packings());
    all.add(value);
    return new Settings(seed, new Arrangement(arrangement.label(), all), options);
  }

  public Settings withOptions(Options value) {
    return new Settings(seed, arrangement, value);
  }
}
