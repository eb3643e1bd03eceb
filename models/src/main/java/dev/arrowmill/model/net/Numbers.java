package dev.arrowmill.model.net;

import dev.arrowmill.data.feature.NumericFeature;
import dev.arrowmill.tensor.Tensor;
import dev.arrowmill.tensor.nn.Module;
import dev.arrowmill.tensor.random.Rng;
import java.util.List;

/**
 * How the numbers of a row enter a network: an encoding without weights, and what is learned behind
 * it.
 */
abstract class Numbers extends Module {
  private static final int FREQUENCIES_MIN = 1;

  private final NumberEncoding encoding;

  Numbers(NumberEncoding encoding) {
    this.encoding = encoding;
  }

  final NumberEncoding encoding() {
    return encoding;
  }

  /** Floats per row behind {@link #forward}. */
  abstract int width();

  /** The feature that each float behind {@link #forward} comes from. */
  abstract int[] sources();

  /** From [rows, encoding().width()] to [rows, width()]. */
  abstract Tensor forward(Tensor x);

  /** The option that chooses, and those of the choices. */
  static List<Option> options(String byDefault, int width) {
    return List.of(
        new Option(
            "numbers",
            byDefault,
            "plain, ple (piecewise-linear), ple-l and ple-lr (then a linear map per feature, with"
                + " ReLU), plr (periodic, linear, ReLU)"),
        new Option(
            "numberWidth", Integer.toString(width), "vector per number (ple-l, ple-lr, plr)"),
        new Option("frequencies", "48", "frequencies per number (plr)"),
        new Option("frequencyScale", "0.5", "standard deviation of initial frequencies (plr)"));
  }

  /** What the options choose. */
  static Numbers of(List<NumericFeature> numeric, NetOptions options, Rng rng) {
    String kind = options.choice("numbers", "plain", "ple", "ple-l", "ple-lr", "plr");
    int width = options.integer("numberWidth", 1);
    int frequencies = options.integer("frequencies", FREQUENCIES_MIN);
    double scale = options.decimal("frequencyScale", 1e-6, 1e3);
    if (numeric.isEmpty()) {
      return new Fixed(new PlainNumbers(numeric));
    }
    return switch (kind) {
      case "ple" -> new Fixed(new PiecewiseLinear(numeric));
      case "ple-l" -> BinNumbers.linear(numeric, width, rng);
      case "ple-lr" -> BinNumbers.relu(numeric, width, rng);
      case "plr" -> new PeriodicNumbers(numeric, frequencies, scale, width, rng);
      default -> new Fixed(new PlainNumbers(numeric));
    };
  }

  /** Nothing is learned. */
  private static final class Fixed extends Numbers {
    private final int[] sources;

    Fixed(PlainNumbers encoding) {
      super(encoding);
      sources = encoding.sources();
    }

    Fixed(PiecewiseLinear encoding) {
      super(encoding);
      sources = encoding.sources();
    }

    @Override
    int[] sources() {
      return sources.clone();
    }

    @Override
    int width() {
      return encoding().width();
    }

    @Override
    Tensor forward(Tensor x) {
      return x;
    }
  }
}
