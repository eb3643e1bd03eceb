package dev.arrowmill.data.op;

import dev.arrowmill.arrow.ColumnField;
import dev.arrowmill.arrow.ColumnSchema;
import dev.arrowmill.arrow.ColumnType;
import dev.arrowmill.arrow.Pack;
import dev.arrowmill.data.ElementSpec;
import dev.arrowmill.tensor.DType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How elements lie in row-major arrays: a list of parts, each one array.
 *
 * @param parts the arrays
 * @param features columns that {@link dev.arrowmill.data.Batch#x} joins, in order; empty for
 *     tensors
 */
record Layout(List<Part> parts, List<String> features) {
  /** What {@link dev.arrowmill.data.Batch} shows for a null integer. */
  static final long NULL_LONG = Long.MIN_VALUE;

  /**
   * One array.
   *
   * @param names one tensor component, or the columns of a row-major matrix
   * @param dtype its element type, null for text
   * @param rowShape shape of one row of a tensor component; empty for columns
   * @param width values per row
   * @param pack how columns get there; null for tensors and text
   */
  record Part(
      List<String> names, @Nullable DType dtype, int[] rowShape, int width, @Nullable Pack pack) {
    Object allocate(int rows) {
      int n = Math.multiplyExact(rows, width);
      return dtype == null ? new String[n] : dtype.allocate(n);
    }

    static Part tensor(String name, DType dtype, int[] rowShape) {
      int width = 1;
      for (int d : rowShape) {
        width *= d;
      }
      return new Part(List.of(name), dtype, rowShape, width, null);
    }

    static Part columns(List<String> names, @Nullable DType dtype) {
      Pack pack = dtype == null ? null : Pack.of(names).longFill(NULL_LONG);
      return new Part(List.copyOf(names), dtype, new int[0], names.size(), pack);
    }
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

  /** Whether rows can be copied between stores of both layouts. */
  boolean sameAs(Layout other) {
    boolean same = parts.size() == other.parts.size();
    for (int p = 0; same && p < parts.size(); p++) {
      Part a = parts.get(p);
      Part b = other.parts.get(p);
      same =
          a.names().equals(b.names())
              && a.dtype() == b.dtype()
              && Arrays.equals(a.rowShape(), b.rowShape());
    }
    return same;
  }

  @Override
  public String toString() {
    return parts.stream().map(Layout::describe).toList().toString();
  }

  private static String describe(Part p) {
    String type = p.dtype() == null ? "text" : p.dtype().toString();
    return String.join(", ", p.names()) + ": " + type + Arrays.toString(p.rowShape());
  }

  /** The label has a part of its own, so that the other columns are x as they lie. */
  static Layout of(ColumnSchema schema, String label) {
    List<String> floats = new ArrayList<>();
    List<String> longs = new ArrayList<>();
    List<String> texts = new ArrayList<>();
    List<String> features = new ArrayList<>();
    List<Part> parts = new ArrayList<>();
    for (ColumnField f : schema.fields()) {
      if (f.name().equals(label)) {
        parts.add(Part.columns(List.of(label), dtype(f.type())));
        continue;
      }
      (f.type() == ColumnType.STRING ? texts : isReal(f.type()) ? floats : longs).add(f.name());
      if (f.type() != ColumnType.STRING) {
        features.add(f.name());
      }
    }
    addColumns(parts, floats, DType.FLOAT32);
    addColumns(parts, longs, DType.INT64);
    addColumns(parts, texts, null);
    return new Layout(List.copyOf(parts), List.copyOf(features));
  }

  private static void addColumns(List<Part> parts, List<String> names, @Nullable DType dtype) {
    if (!names.isEmpty()) {
      parts.add(Part.columns(names, dtype));
    }
  }

  private static boolean isReal(ColumnType type) {
    return type == ColumnType.DOUBLE || type == ColumnType.BOOLEAN;
  }

  private static @Nullable DType dtype(ColumnType type) {
    return type == ColumnType.STRING ? null : isReal(type) ? DType.FLOAT32 : DType.INT64;
  }
}
