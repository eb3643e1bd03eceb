package dev.arrowmill.tensor.op;

import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The attributes of one call of an op, by name: what makes two calls of one op differ beside their
 * inputs. Values are {@code Boolean}, {@code Long}, {@code Double}, {@code String} and {@code
 * int[]}, so that they can be compared, hashed and written to a file. Immutable.
 */
public final class Attrs {
  /** No attributes. */
  public static final Attrs NONE = new Attrs(Map.of());

  private final Map<String, Object> values;

  private Attrs(Map<String, Object> values) {
    this.values = values;
  }

  /**
   * Attributes from names and values in turn; an int counts as long, a float as double, an enum as
   * its name.
   *
   * @throws IllegalArgumentException for a value of another type, or a name without a value
   */
  public static Attrs of(Object... namesAndValues) {
    if (namesAndValues.length % 2 != 0) {
      throw new IllegalArgumentException("attrs: a name lacks its value");
    }
    Map<String, Object> map = new LinkedHashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      String name = (String) namesAndValues[i];
      map.put(name, normal(name, namesAndValues[i + 1]));
    }
    return new Attrs(Collections.unmodifiableMap(map));
  }

  private static Object normal(String name, Object v) {
    if (v instanceof Integer i) {
      return (long) i;
    }
    if (v instanceof Float f) {
      return (double) f;
    }
    if (v instanceof Enum<?> e) {
      return e.name();
    }
    if (v instanceof int[] a) {
      return a.clone();
    }
    if (v instanceof Long || v instanceof Double || v instanceof Boolean || v instanceof String) {
      return v;
    }
    throw new IllegalArgumentException("attrs: " + name + " is a " + v.getClass().getSimpleName());
  }

  /** The names in their order, with values as {@link #of} made them; arrays are not copied. */
  public Map<String, Object> asMap() {
    return values;
  }

  /** This with one value replaced or added. */
  public Attrs with(String name, Object value) {
    Map<String, Object> map = new LinkedHashMap<>(values);
    map.put(name, normal(name, value));
    return new Attrs(Collections.unmodifiableMap(map));
  }

  /** A whole number that fits an int. */
  public int integer(String name) {
    return Math.toIntExact(number(name));
  }

  /** A whole number. */
  public long number(String name) {
    return (Long) get(name);
  }

  /** A real number. */
  public double real(String name) {
    return (Double) get(name);
  }

  /** A switch. */
  public boolean flag(String name) {
    return (Boolean) get(name);
  }

  /** A word. */
  public String text(String name) {
    return (String) get(name);
  }

  /** A copy of a list of ints. */
  public int[] ints(String name) {
    return ((int[]) get(name)).clone();
  }

  private Object get(String name) {
    Object v = values.get(name);
    if (v == null) {
      throw new IllegalArgumentException("attrs: there is no " + name + " in " + this);
    }
    return v;
  }

  @Override
  public boolean equals(Object o) {
    if (!(o instanceof Attrs a) || !values.keySet().equals(a.values.keySet())) {
      return false;
    }
    return values.entrySet().stream().allMatch(e -> same(e.getValue(), a.values.get(e.getKey())));
  }

  private static boolean same(Object x, @Nullable Object y) {
    if (x instanceof int[] p) {
      return y instanceof int[] q && Arrays.equals(p, q);
    }
    return x.equals(y);
  }

  @Override
  public int hashCode() {
    int h = 0;
    for (Map.Entry<String, Object> e : values.entrySet()) {
      Object v = e.getValue();
      h += e.getKey().hashCode() ^ (v instanceof int[] a ? Arrays.hashCode(a) : v.hashCode());
    }
    return h;
  }

  /** Such as {@code {dim=1, keepDim=false}}. */
  @Override
  public String toString() {
    StringBuilder s = new StringBuilder("{");
    values.forEach(
        (k, v) ->
            s.append(s.length() > 1 ? ", " : "")
                .append(k)
                .append('=')
                .append(v instanceof int[] a ? Arrays.toString(a) : v));
    return s.append('}').toString();
  }
}
