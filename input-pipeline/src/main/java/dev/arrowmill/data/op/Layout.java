package dev.arrowmill.data.op;

import dev.arrowmill.data.ElementSpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * How elements lie in row-major arrays: a list of parts, each one array.
 *
 * @param parts the arrays
 * @param features loose columns that {@link dev.arrowmill.data.Batch#x} joins, in order; empty for
 *     tensors
 */
record Layout(List<Part> parts, List<String> features) {
  /** What {@link dev.arrowmill.data.Batch} shows for a null integer. */
  static final long NULL_LONG = Long.MIN_VALUE;

  Layout {
    parts = List.copyOf(parts);
    features = List.copyOf(features);
  }

  /** What one row of tensors looks like. */
  ElementSpec spec() {
    List<ElementSpec.Component> out = new ArrayList<>();
    for (Part p : parts) {
      List<Integer> shape = Arrays.stream(p.rowShape()).boxed().toList();
      p.names().forEach(n -> out.add(new ElementSpec.Component(n, p.dtype(), shape)));
    }
    return new ElementSpec(out);
  }

  /** Bytes of a row, text and lists estimated. */
  long bytesPerRow() {
    return parts.stream().mapToLong(Part::bytesPerRow).sum();
  }

  /** Whether rows are filled from columns, not from tensors. */
  boolean isTable() {
    return parts.stream().anyMatch(p -> !(p instanceof TensorPart));
  }

  /** Whether rows can be copied between stores of both layouts. */
  boolean sameAs(Layout other) {
    boolean same = parts.size() == other.parts.size();
    for (int p = 0; same && p < parts.size(); p++) {
      same = parts.get(p).sameAs(other.parts.get(p));
    }
    return same;
  }

  @Override
  public String toString() {
    return parts.toString();
  }
}
