package dev.arrowmill.data;

import dev.arrowmill.arrow.ColumnField;
import dev.arrowmill.arrow.ColumnSchema;
import dev.arrowmill.arrow.ColumnType;
import dev.arrowmill.tensor.DType;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What elements look like, as far as it is known before anything is read.
 *
 * @param components one per column or tensor, in order
 */
public record ElementSpec(List<Component> components) {
  /** A size that is not known, or differs between elements. */
  public static final int UNKNOWN = -1;

  public ElementSpec {
    components = List.copyOf(components);
  }

  /**
   * A component.
   *
   * @param dtype its element type; null for text
   * @param shape its sizes, {@link #UNKNOWN} where not fixed; the first is the batch's once batched
   */
  public record Component(String name, @Nullable DType dtype, List<Integer> shape) {
    public Component {
      shape = List.copyOf(shape);
    }

    @Override
    public String toString() {
      return name + ": " + (dtype == null ? "text" : dtype) + shape;
    }
  }

  /** Rows of a table: a scalar per column, lists of unknown length. */
  public static ElementSpec of(ColumnSchema schema) {
    List<Component> out = new ArrayList<>();
    for (ColumnField f : schema.fields()) {
      ColumnType scalar = f.type().isList() ? f.type().element() : f.type();
      out.add(
          new Component(f.name(), dtype(scalar), f.type().isList() ? List.of(UNKNOWN) : List.of()));
    }
    return new ElementSpec(out);
  }

  /** The dtype of a column's tensors; null for text. */
  public static @Nullable DType dtype(ColumnType scalar) {
    return switch (scalar) {
      case STRING -> null;
      case DOUBLE, BOOLEAN -> DType.FLOAT32;
      default -> DType.INT64;
    };
  }

  /** These elements with one more size in front. */
  public ElementSpec batched(int size) {
    List<Component> out = new ArrayList<>();
    for (Component c : components) {
      List<Integer> shape = new ArrayList<>(List.of(size));
      shape.addAll(c.shape());
      out.add(new Component(c.name(), c.dtype(), shape));
    }
    return new ElementSpec(out);
  }

  /** Whether elements can be of both: the same components, sizes equal or not known. */
  public boolean isLike(ElementSpec other) {
    boolean same = components.size() == other.components.size();
    for (int i = 0; same && i < components.size(); i++) {
      Component a = components.get(i);
      Component b = other.components.get(i);
      same = a.name().equals(b.name()) && a.dtype() == b.dtype() && fit(a.shape(), b.shape());
    }
    return same;
  }

  private static boolean fit(List<Integer> a, List<Integer> b) {
    boolean same = a.size() == b.size();
    for (int i = 0; same && i < a.size(); i++) {
      same = a.get(i) < 0 || b.get(i) < 0 || a.get(i).equals(b.get(i));
    }
    return same;
  }

  @Override
  public String toString() {
    return components.toString();
  }
}
