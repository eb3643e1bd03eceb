package dev.arrowmill.spark;

import dev.arrowmill.model.net.Architectures;
import dev.arrowmill.model.net.NetConfig;
import dev.arrowmill.model.net.Option;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The network that a stage's params ask for. */
final class NetConfigs {
  private NetConfigs() {}

  /**
   * The architecture with its options; {@code hiddenSizes} and {@code dropout} are short for two of
   * them.
   *
   * @throws IllegalArgumentException for an unknown architecture or option
   */
  static NetConfig of(NetworkParams params) {
    String name = params.getArchitecture();
    List<String> known = Architectures.get(name).options().stream().map(Option::name).toList();
    Map<String, String> options = new LinkedHashMap<>(params.getArchitectureOptions());
    if (params.isSet(params.hiddenSizes())) {
      shortcut("hiddenSizes", "hidden", name, known, options);
      options.put("hidden", text(params.getHiddenSizes()));
    }
    if (params.isSet(params.dropout())) {
      shortcut("dropout", "dropout", name, known, options);
      options.put("dropout", Double.toString(params.getDropout()));
    }
    for (String option : options.keySet()) {
      if (!known.contains(option)) {
        throw new IllegalArgumentException(
            "architecture " + name + ": unknown option " + option + ", known: " + known);
      }
    }
    return new NetConfig(name, options);
  }

  private static void shortcut(
      String param, String option, String name, List<String> known, Map<String, String> options) {
    if (!known.contains(option)) {
      throw new IllegalArgumentException(
          param
              + ": architecture "
              + name
              + " has no option "
              + option
              + ", only "
              + known
              + "; use architectureOptions");
    }
    if (options.containsKey(option)) {
      throw new IllegalArgumentException(
          param + " and architectureOptions both set " + option + "; set one of them");
    }
  }

  private static String text(int[] widths) {
    return IntStream.of(widths).mapToObj(Integer::toString).collect(Collectors.joining(","));
  }
}
