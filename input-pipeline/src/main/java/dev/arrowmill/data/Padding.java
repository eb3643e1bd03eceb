package dev.arrowmill.data;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How elements of different sizes are brought to one: each component to the largest of its batch,
 * filled with 0 or "", unless said otherwise. Immutable and thread-safe.
 */
public final class Padding {
  private final Map<String, int[]> shapes;
  private final Map<String, Object> values;
  private final @Nullable Object value;
  private final boolean masked;

  private Padding(
      Map<String, int[]> shapes,
      Map<String, Object> values,
      @Nullable Object value,
      boolean masked) {
    this.shapes = shapes;
    this.values = values;
    this.value = value;
    this.masked = masked;
  }

  /** To the largest of the batch, with 0 or "". */
  public static Padding longest() {
    return new Padding(Map.of(), Map.of(), null, false);
  }

  /**
   * A component to a fixed shape; -1 stays the largest of the batch. An element that is larger is
   * an error of its batch.
   */
  public Padding to(String component, int... shape) {
    for (int s : shape) {
      if (s < -1) {
        throw new IllegalArgumentException(
            "paddedBatch: sizes of component "
                + component
                + " must be at least 0, or -1 for the largest of the batch, got "
                + Arrays.toString(shape));
      }
    }
    Map<String, int[]> all = new LinkedHashMap<>(shapes);
    all.put(component, shape.clone());
    return new Padding(all, values, value, masked);
  }

  /** Fills all components of its kind, numbers or text, with this. */
  public Padding with(Object fill) {
    return new Padding(shapes, values, fill, masked);
  }

  /** Fills one component with this number or text. */
  public Padding with(String component, Object fill) {
    Map<String, Object> all = new LinkedHashMap<>(values);
    all.put(component, fill);
    return new Padding(shapes, all, value, masked);
  }

  /**
   * Adds a component {@code <name>_mask} for each padded list: float32, 1 where there is an element
   * and 0 where it was filled.
   */
  public Padding masked() {
    return new Padding(shapes, values, value, true);
  }

  public boolean isMasked() {
    return masked;
  }

  /** The fixed shape of a component; null where there is none. */
  public int @Nullable [] shapeOf(String component) {
    int[] shape = shapes.get(component);
    return shape == null ? null : shape.clone();
  }

  /** The components with a fixed shape. */
  public Iterable<String> shaped() {
    return shapes.keySet();
  }

  /**
   * What a component is filled with.
   *
   * @throws IllegalArgumentException if the value given for it is of the other kind
   */
  public Object fillOf(String component, boolean text) {
    Object own = values.get(component);
    if (own != null && (own instanceof String) != text) {
      throw new IllegalArgumentException(
          "paddedBatch: component "
              + component
              + (text ? " is text" : " is a number")
              + ", its padding value is "
              + own);
    }
    if (own != null) {
      return own;
    }
    return value != null && (value instanceof String) == text ? value : text ? "" : 0;
  }

  @Override
  public String toString() {
    StringBuilder out = new StringBuilder();
    shapes.forEach((n, s) -> out.append(", ").append(n).append(" to ").append(Arrays.toString(s)));
    values.forEach((n, v) -> out.append(", ").append(n).append(" with ").append(v));
    return (value == null ? "" : ", with " + value) + out + (masked ? ", masked" : "");
  }
}
