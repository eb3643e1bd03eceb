package dev.arrowmill.model.net;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The settings of one network: the architecture's defaults, overridden by what is configured. */
public final class NetOptions {
  private final String architecture;
  private final Map<String, String> values = new LinkedHashMap<>();

  /**
   * @throws IllegalArgumentException for a name that the architecture does not know
   */
  NetOptions(String architecture, List<Option> known, Map<String, String> configured) {
    this.architecture = architecture;
    known.forEach(o -> values.put(o.name(), o.byDefault()));
    configured.forEach(
        (name, value) -> {
          if (values.replace(name, value) == null) {
            throw new IllegalArgumentException(
                "architecture "
                    + architecture
                    + ": unknown option "
                    + name
                    + ", known: "
                    + values.keySet());
          }
        });
  }

  private String get(String name) {
    String value = values.get(name);
    if (value == null) {
      throw new IllegalStateException(architecture + " does not declare option " + name);
    }
    return value.strip();
  }

  private IllegalArgumentException bad(String name, String wanted) {
    return new IllegalArgumentException(
        "architecture "
            + architecture
            + ": option "
            + name
            + " must be "
            + wanted
            + ", is '"
            + get(name)
            + "'");
  }

  /** A whole number of at least {@code min}. */
  public int integer(String name, int min) {
    try {
      int v = Integer.parseInt(get(name));
      if (v >= min) {
        return v;
      }
    } catch (NumberFormatException e) {
      // told below
    }
    throw bad(name, "a whole number >= " + min);
  }

  /** A positive multiple of {@code unit}. */
  public int multiple(String name, int unit) {
    int v = integer(name, unit);
    if (v % unit != 0) {
      throw bad(name, "a multiple of " + unit);
    }
    return v;
  }

  /** A number in [min, max]. */
  public float decimal(String name, double min, double max) {
    try {
      float v = Float.parseFloat(get(name));
      if (v >= min && v <= max) {
        return v;
      }
    } catch (NumberFormatException e) {
      // told below
    }
    throw bad(name, "a number in [" + min + ", " + max + "]");
  }

  /** A probability of dropping, in [0, 1). */
  public float dropout(String name) {
    return decimal(name, 0, Math.nextDown(1f));
  }

  /** Whole numbers of at least {@code min}, joined by commas; empty for none. */
  public List<Integer> integers(String name, int min) {
    List<Integer> out = new ArrayList<>();
    for (String part : texts(name)) {
      try {
        out.add(Integer.parseInt(part));
      } catch (NumberFormatException e) {
        throw bad(name, "whole numbers joined by commas");
      }
      if (out.get(out.size() - 1) < min) {
        throw bad(name, "whole numbers >= " + min);
      }
    }
    return out;
  }

  public boolean flag(String name) {
    return switch (get(name)) {
      case "true" -> true;
      case "false" -> false;
      default -> throw bad(name, "true or false");
    };
  }

  /** Texts joined by commas; empty for none. */
  public List<String> texts(String name) {
    String all = get(name);
    List<String> out = new ArrayList<>();
    if (!all.isEmpty()) {
      for (String part : all.split(",", -1)) {
        out.add(part.strip());
      }
    }
    return out;
  }

  /** One of some words. */
  public String choice(String name, String... allowed) {
    if (!List.of(allowed).contains(get(name))) {
      throw bad(name, "one of " + List.of(allowed));
    }
    return get(name);
  }
}
