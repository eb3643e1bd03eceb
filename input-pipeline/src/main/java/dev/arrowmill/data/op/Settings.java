package dev.arrowmill.data.op;

import dev.arrowmill.data.Options;
import java.util.OptionalLong;

/**
 * What a dataset carries beside its operators. Internal.
 *
 * @param seed fixes all random choices; empty for others in each iterator
 * @param label the component that {@link dev.arrowmill.data.Batch#y} gives
 * @param options how iterators run
 */
public record Settings(OptionalLong seed, String label, Options options) {
  /** Without a seed, a label named label, default options. */
  public static final Settings DEFAULT =
      new Settings(OptionalLong.empty(), "label", Options.DEFAULT);

  public Settings withSeed(long value) {
    return new Settings(OptionalLong.of(value), label, options);
  }

  public Settings withLabel(String value) {
    return new Settings(seed, value, options);
  }

  public Settings withOptions(Options value) {
    return new Settings(seed, label, value);
  }
}
