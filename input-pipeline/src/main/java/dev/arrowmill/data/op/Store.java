package dev.arrowmill.data.op;

import dev.arrowmill.arrow.Column;
import dev.arrowmill.data.ElementSpec;
import dev.arrowmill.data.Ragged;
import dev.arrowmill.tensor.DType;
import dev.arrowmill.tensor.Shape;
import dev.arrowmill.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Elements in row-major arrays, one per part of the layout; what batches are slices of. Internal.
 * Written once, then only read, also by several threads.
 */
public final class Store {
  private final Layout layout;
  private final Object[] arrays;
  private final int[] offsets;
  private final int rows;

  private Store(Layout layout, Object[] arrays, int[] offsets, int rows) {
    this.layout = layout;
    this.arrays = arrays;
    this.offsets = offsets;
    this.rows = rows;
  }

  static Store allocate(Layout layout, int rows) {
    Object[] arrays = layout.parts().stream().map(p -> p.allocate(rows)).toArray();
    return new Store(layout, arrays, new int[arrays.length], rows);
  }

  /** Arrays of a layout, shared. */
  static Store of(Layout layout, Object[] arrays, int rows) {
    return new Store(layout, arrays, new int[arrays.length], rows);
  }

  /** Tensors of equal first size, shared, not copied where they are contiguous. */
  public static Store of(Map<String, Tensor> tensors) {
    List<Part> parts = new ArrayList<>();
    Object[] arrays = new Object[tensors.size()];
    int[] offsets = new int[tensors.size()];
    int rows = -1;
    for (Map.Entry<String, Tensor> e : new LinkedHashMap<>(tensors).entrySet()) {
      Tensor t = e.getValue().detach().contiguous();
      rows = checkRows(e.getKey(), t, rows, tensors);
      int[] dims = t.shape().dims();
      int[] rowShape = Arrays.copyOfRange(dims, 1, dims.length);
      arrays[parts.size()] = t.storage();
      offsets[parts.size()] = t.offset();
      parts.add(new TensorPart(e.getKey(), t.dtype(), rowShape));
    }
    if (rows < 0) {
      throw new IllegalArgumentException("dataset: no tensors given");
    }
    return new Store(new Layout(parts, List.of()), arrays, offsets, rows);
  }

  private static int checkRows(String name, Tensor t, int rows, Map<String, Tensor> all) {
    if (t.rank() == 0) {
      throw new IllegalArgumentException("dataset: tensor " + name + " is a scalar; give it rows");
    }
    if (rows >= 0 && t.size(0) != rows) {
      throw new IllegalArgumentException(
          "dataset: tensors differ in rows, "
              + name
              + " has "
              + t.size(0)
              + ", "
              + all.keySet().iterator().next()
              + " has "
              + rows);
    }
    return t.size(0);
  }

  /** One scalar per row: float32 for reals, int64 for integers, text. */
  static Store component(String name, Column values) {
    DType dtype = ElementSpec.dtype(values.type());
    int n = values.rows();
    Part part = new TensorPart(name, dtype, new int[0]);
    Object array = part.allocate(n);
    for (int i = 0; i < n; i++) {
      if (array instanceof float[] floats) {
        floats[i] = values.isNull(i) ? Float.NaN : (float) values.getDouble(i);
      } else if (array instanceof long[] longs) {
        longs[i] = values.isNull(i) ? Layout.NULL_LONG : values.getLong(i);
      } else if (!values.isNull(i)) {
        ((@Nullable String[]) array)[i] = values.getString(i);
      }
    }
    return of(new Layout(List.of(part), List.of()), new Object[] {array}, n);
  }

  /**
   * The components of several stores of as many rows side by side, shared.
   *
   * @throws IllegalArgumentException if two have one name
   */
  static Store join(List<Store> stores) {
    List<Part> parts = new ArrayList<>();
    List<String> features = new ArrayList<>();
    List<Object> arrays = new ArrayList<>();
    Set<String> names = new HashSet<>();
    List<Integer> offsets = new ArrayList<>();
    for (Store s : stores) {
      for (String name : s.names()) {
        if (!names.add(name)) {
          throw new IllegalArgumentException(
              "zip: more than one has a component " + name + "; rename or exclude it first");
        }
      }
      parts.addAll(s.layout.parts());
      features.addAll(s.features());
      for (int p = 0; p < s.arrays.length; p++) {
        arrays.add(s.arrays[p]);
        offsets.add(s.offsets[p]);
      }
    }
    int[] at = offsets.stream().mapToInt(Integer::intValue).toArray();
    return new Store(new Layout(parts, features), arrays.toArray(), at, stores.get(0).rows);
  }

  /** Some tensor components, sharing their memory. */
  Store select(List<String> names) {
    List<Part> parts = new ArrayList<>();
    Object[] chosen = new Object[names.size()];
    int[] at = new int[names.size()];
    for (String name : names) {
      int p = require(name);
      chosen[parts.size()] = arrays[p];
      at[parts.size()] = offsets[p];
      parts.add(layout.parts().get(p));
    }
    return new Store(new Layout(parts, List.of()), chosen, at, rows);
  }

  /** The same tensors, one under another name. */
  Store renamed(String from, String to) {
    List<Part> parts = new ArrayList<>(layout.parts());
    int p = require(from);
    parts.set(p, new TensorPart(to, parts.get(p).dtype(), parts.get(p).rowShape()));
    return new Store(new Layout(parts, List.of()), arrays, offsets, rows);
  }

  Layout layout() {
    return layout;
  }

  /** Bytes of a row, text and lists estimated. */
  public long bytesPerRow() {
    return layout.bytesPerRow();
  }

  public int rows() {
    return rows;
  }

  Object array(int part) {
    return arrays[part];
  }

  /** Index of a row's first value in {@link #array}. */
  int at(int part, int row) {
    return offsets[part] + row * layout.parts().get(part).width();
  }

  /**
   * Copies rows of another store of the same layout, part by part.
   *
   * @param rows the row for each row copied, from {@code first} on; null for rows that follow each
   *     other from row {@code first}
   * @param places the row of this store for each, from {@code at} on; null for rows that follow
   *     each other from row {@code at}
   */
  void copy(
      Store from, int @Nullable [] rows, int first, int count, int @Nullable [] places, int at) {
    for (int p = 0; p < arrays.length; p++) {
      Part part = layout.parts().get(p);
      part.copy(from.arrays[p], from.offsets[p], rows, first, count, arrays[p], places, at);
    }
  }

  /** All component and column names. */
  public List<String> names() {
    return layout.parts().stream().flatMap(p -> p.names().stream()).toList();
  }

  /** Whether the elements are rows of a table, not tensors. */
  public boolean isTable() {
    return layout.isTable();
  }

  /** Columns that x joins; empty when the elements are tensors. */
  public List<String> features() {
    return layout.features();
  }

  private int partOf(String name) {
    for (int p = 0; p < arrays.length; p++) {
      Part part = layout.parts().get(p);
      if (part.names().contains(name) || part.columns().contains(name)) {
        return p;
      }
    }
    return -1;
  }

  /** Whether there is a component or column of that name. */
  public boolean has(String name) {
    return partOf(name) >= 0;
  }

  private int require(String name) {
    int p = partOf(name);
    if (p < 0) {
      throw new IllegalArgumentException("batch: no component " + name + "; it has " + names());
    }
    return p;
  }

  /** A component or column of some rows, sharing this memory. */
  public Tensor tensor(String name, int row, int count) {
    int p = require(name);
    Part part = layout.parts().get(p);
    DType dtype = part.dtype();
    if (part instanceof ListPart) {
      throw new IllegalArgumentException("batch: column " + name + " holds lists; use ragged");
    }
    if (dtype == null) {
      throw new IllegalArgumentException("batch: column " + name + " is text; use strings");
    }
    if (part.names().contains(name)
        && (part instanceof TensorPart || (part instanceof MatrixPart m && m.isComponent()))) {
      return Tensor.wrap(dtype, arrays[p], at(p, row), rowsOf(part, count));
    }
    int column = part.columns().indexOf(name);
    if (part.width() == 1 || count == 0) {
      return Tensor.wrap(dtype, arrays[p], at(p, row) + column, Shape.of(count));
    }
    return Tensor.wrap(dtype, arrays[p], at(p, row), Shape.of(count, part.width()))
        .view(at(p, row) + column, Shape.of(count), new int[] {part.width()});
  }

  /** All lists of a list column. */
  Lists lists(String name) {
    int p = require(name);
    if (!(arrays[p] instanceof Lists lists)) {
      throw new IllegalArgumentException("batch: column " + name + " holds no lists; use tensor");
    }
    return lists;
  }

  /** A list column of some rows, copied. */
  public Ragged ragged(String name, int row, int count) {
    return lists(name).ragged(row, count);
  }

  private static Shape rowsOf(Part part, int count) {
    int[] dims = new int[part.rowShape().length + 1];
    dims[0] = count;
    System.arraycopy(part.rowShape(), 0, dims, 1, part.rowShape().length);
    return Shape.of(dims);
  }

  /** A text column of some rows, copied. */
  public @Nullable String[] strings(String name, int row, int count) {
    int p = require(name);
    if (!(arrays[p] instanceof String[] all)) {
      throw new IllegalArgumentException("batch: column " + name + " is no text; use tensor");
    }
    int width = layout.parts().get(p).width();
    Part part = layout.parts().get(p);
    if (part instanceof TensorPart) {
      return Arrays.copyOfRange(all, at(p, row), at(p, row + count));
    }
    int column = part.names().indexOf(name);
    @Nullable String[] out = new @Nullable String[count];
    for (int i = 0; i < count; i++) {
      out[i] = all[(row + i) * width + column];
    }
    return out;
  }

  /** The features of some rows as float32 {@code [count, features]}; shared where they lie so. */
  public Tensor x(int row, int count) {
    for (int p = 0; p < arrays.length; p++) {
      if (layout.parts().get(p).names().equals(features()) && arrays[p] instanceof float[]) {
        return Tensor.wrap(
            DType.FLOAT32, arrays[p], at(p, row), Shape.of(count, features().size()));
      }
    }
    int width = features().size();
    float[] out = new float[count * width];
    for (int c = 0; c < width; c++) {
      copyFeature(features().get(c), row, count, out, c);
    }
    return Tensor.of(out, count, width);
  }

  private void copyFeature(String name, int row, int count, float[] out, int c) {
    int p = require(name);
    int width = layout.parts().get(p).width();
    int column = layout.parts().get(p).columns().indexOf(name);
    int from = at(p, row) + column;
    int step = features().size();
    if (arrays[p] instanceof long[] longs) {
      for (int i = 0; i < count; i++) {
        out[i * step + c] = toFloat(longs[from + i * width]);
      }
    } else if (arrays[p] instanceof float[] floats) {
      for (int i = 0; i < count; i++) {
        out[i * step + c] = floats[from + i * width];
      }
    }
  }

  /** The float that {@link dev.arrowmill.arrow.Pack} writes; NaN for null. */
  public static float toFloat(long value) {
    return value == Layout.NULL_LONG ? Float.NaN : (float) (double) value;
  }
}
