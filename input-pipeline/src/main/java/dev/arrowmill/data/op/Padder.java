package dev.arrowmill.data.op;

import dev.arrowmill.data.ElementSpec;
import dev.arrowmill.data.Padding;
import dev.arrowmill.tensor.DType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Brings the elements of one batch to one size. */
final class Padder {
  private static final String MASK = "_mask";

  private final Padding padding;

  Padder(Padding padding) {
    this.padding = padding;
  }

  /** Refuses fixed shapes that no element can be brought to. */
  static void check(Padding padding, ElementSpec spec) {
    for (String name : padding.shaped()) {
      List<Integer> have =
          spec.components().stream()
              .filter(c -> c.name().equals(name))
              .map(ElementSpec.Component::shape)
              .findFirst()
              .orElseThrow(
                  () ->
                      new IllegalArgumentException(
                          "paddedBatch: no component " + name + "; there are " + spec));
      int[] want = padding.shapeOf(name);
      if (want != null && !fits(have, want)) {
        throw new IllegalArgumentException(
            "paddedBatch: component "
                + name
                + " of shape "
                + have
                + " cannot be padded to "
                + Arrays.toString(want));
      }
    }
  }

  private static boolean fits(List<Integer> have, int[] want) {
    boolean fits = want.length == have.size();
    for (int d = 0; fits && d < want.length; d++) {
      fits = want[d] == -1 || want[d] >= have.get(d);
    }
    return fits;
  }

  /** What rows look like after padding. */
  static ElementSpec padded(Padding padding, ElementSpec spec) {
    List<ElementSpec.Component> out = new ArrayList<>();
    for (ElementSpec.Component c : spec.components()) {
      int[] fixed = padding.shapeOf(c.name());
      List<Integer> shape = fixed == null ? c.shape() : Arrays.stream(fixed).boxed().toList();
      out.add(new ElementSpec.Component(c.name(), c.dtype(), shape));
      if (padding.isMasked() && c.shape().contains(ElementSpec.UNKNOWN)) {
        out.add(new ElementSpec.Component(c.name() + MASK, DType.FLOAT32, shape));
      }
    }
    return new ElementSpec(out);
  }

  /** Rows of a table with their lists as components of one length. */
  Store lists(Rows rows) {
    List<Part> parts = new ArrayList<>();
    List<Object> arrays = new ArrayList<>();
    for (int p = 0; p < rows.store().layout().parts().size(); p++) {
      Part part = rows.store().layout().parts().get(p);
      if (rows.store().array(p) instanceof Lists lists) {
        addList(part, lists, rows.count(), parts, arrays);
      } else {
        parts.add(part);
        arrays.add(rows.store().array(p));
      }
    }
    Layout layout = new Layout(parts, rows.store().layout().features());
    return Store.of(layout, arrays.toArray(), rows.store().rows());
  }

  private void addList(Part part, Lists lists, int count, List<Part> parts, List<Object> arrays) {
    String name = part.names().get(0);
    int longest = 0;
    for (int r = 0; r < count; r++) {
      longest = Math.max(longest, lists.length(r));
    }
    int length = target(name, 0, 1, longest);
    int[] shape = {length};
    Object out = filled(name, part.dtype(), Math.multiplyExact(count, length));
    float[] mask = new float[padding.isMasked() ? count * length : 0];
    for (int r = 0; r < count; r++) {
      lists.copyRow(r, out, r * length);
      if (padding.isMasked()) {
        Arrays.fill(mask, r * length, r * length + lists.length(r), 1);
      }
    }
    parts.add(new TensorPart(name, part.dtype(), shape));
    arrays.add(out);
    if (padding.isMasked()) {
      parts.add(new TensorPart(name + MASK, DType.FLOAT32, shape));
      arrays.add(mask);
    }
  }

  private Object filled(String name, @Nullable DType dtype, int n) {
    Object fill = padding.fillOf(name, dtype == null);
    Object out = dtype == null ? new String[n] : dtype.allocate(n);
    if (out instanceof String[] texts) {
      Arrays.fill(texts, fill.toString());
      return out;
    }
    double value = ((Number) fill).doubleValue();
    if (out instanceof long[] longs) {
      Arrays.fill(longs, ((Number) fill).longValue());
    } else if (out instanceof float[] floats) {
      Arrays.fill(floats, (float) value);
    } else if (out instanceof double[] doubles) {
      Arrays.fill(doubles, value);
    } else if (out instanceof int[] ints) {
      Arrays.fill(ints, ((Number) fill).intValue());
    } else if (out instanceof byte[] bytes) {
      Arrays.fill(bytes, ((Number) fill).byteValue());
    } else if (value != 0) {
      throw new IllegalArgumentException(
          "paddedBatch: component " + name + " is " + dtype + ", which is only filled with 0");
    }
    return out;
  }

  /** A size of a component in this batch, at least {@code largest}. */
  private int target(String name, int axis, int rank, int largest) {
    int[] fixed = padding.shapeOf(name);
    if (fixed == null || (axis < fixed.length && fixed[axis] == -1)) {
      return largest;
    }
    if (fixed.length != rank || fixed[axis] < largest) {
      throw new IllegalArgumentException(
          "paddedBatch: component "
              + name
              + " has an element of rank "
              + rank
              + " and size "
              + largest
              + " at axis "
              + axis
              + ", padded to "
              + Arrays.toString(fixed));
    }
    return fixed[axis];
  }

  /** Elements of tensors, one store each, side by side. */
  Store tensors(Store[] elements) {
    List<Part> first = elements[0].layout().parts();
    List<Part> parts = new ArrayList<>();
    Object[] arrays = new Object[first.size()];
    for (int p = 0; p < arrays.length; p++) {
      int[] shape = shape(elements, p);
      Part part = new TensorPart(first.get(p).names().get(0), first.get(p).dtype(), shape);
      arrays[p] = filled(part.names().get(0), part.dtype(), elements.length * part.width());
      for (int e = 0; e < elements.length; e++) {
        int[] from = elements[e].layout().parts().get(p).rowShape();
        copy(elements[e].array(p), 0, from, arrays[p], e * part.width(), shape, 0);
      }
      parts.add(part);
    }
    return Store.of(new Layout(parts, List.of()), arrays, elements.length);
  }

  private int[] shape(Store[] elements, int p) {
    Part first = elements[0].layout().parts().get(p);
    int[] largest = first.rowShape().clone();
    for (Store e : elements) {
      List<Part> parts = e.layout().parts();
      Part part = p < parts.size() ? parts.get(p) : first;
      if (parts.size() != elements[0].layout().parts().size()
          || !part.names().equals(first.names())
          || part.dtype() != first.dtype()
          || part.rowShape().length != largest.length) {
        throw new IllegalArgumentException(
            "paddedBatch: elements of one batch differ, first "
                + elements[0].layout()
                + ", then "
                + e.layout());
      }
      for (int d = 0; d < largest.length; d++) {
        largest[d] = Math.max(largest[d], part.rowShape()[d]);
      }
    }
    for (int d = 0; d < largest.length; d++) {
      largest[d] = target(first.names().get(0), d, largest.length, largest[d]);
    }
    return largest;
  }

  private static void copy(
      Object from, int fromAt, int[] fromShape, Object to, int toAt, int[] toShape, int axis) {
    if (axis >= fromShape.length - 1) {
      int n = fromShape.length == 0 ? 1 : fromShape[axis];
      System.arraycopy(from, fromAt, to, toAt, n);
      return;
    }
    int fromStep = step(fromShape, axis);
    int toStep = step(toShape, axis);
    for (int i = 0; i < fromShape[axis]; i++) {
      copy(from, fromAt + i * fromStep, fromShape, to, toAt + i * toStep, toShape, axis + 1);
    }
  }

  private static int step(int[] shape, int axis) {
    int n = 1;
    for (int d = axis + 1; d < shape.length; d++) {
      n *= shape[d];
    }
    return n;
  }
}
