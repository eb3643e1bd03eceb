package dev.arrowmill.model.net;

import dev.arrowmill.tensor.random.Rng;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * Which network: an architecture by name and the options that differ from its defaults.
 *
 * @param architecture a name of {@link Architectures#names}, or the class name of an {@link
 *     Architecture} on the class path
 * @param options by name, as text
 */
public record NetConfig(String architecture, Map<String, String> options) {
  private static final long NETWORK = 0x4E6574;

  public NetConfig {
    options = Collections.unmodifiableMap(new TreeMap<>(options));
  }

  /** The default architecture with its defaults. */
  public NetConfig() {
    this(Architectures.DEFAULT, Map.of());
  }

  /** The same with one option set. */
  public NetConfig with(String option, String value) {
    Map<String, String> all = new LinkedHashMap<>(options);
    all.put(option, value);
    return new NetConfig(architecture, all);
  }

  /**
   * A network with weights drawn from the seed.
   *
   * @throws IllegalArgumentException for an unknown architecture or a bad option
   */
  public TabularNet build(NetInput input, long seed) {
    Architecture a = Architectures.get(architecture);
    return a.build(
        input, new NetOptions(architecture, a.options(), options), Rng.of(seed).fold(NETWORK));
  }
}
