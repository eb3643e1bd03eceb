package dev.arrowmill.data.op;

import dev.arrowmill.arrow.ColumnField;
import dev.arrowmill.arrow.ColumnSchema;
import dev.arrowmill.arrow.ColumnType;
import dev.arrowmill.data.ElementSpec;
import dev.arrowmill.tensor.DType;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * How the columns of a table are to lie in a batch. Immutable. Internal.
 *
 * @param label the column that {@link dev.arrowmill.data.Batch#y} gives
 * @param packings columns that are joined to components
 */
public record Arrangement(String label, List<Packing> packings) {
  public Arrangement {
    packings = List.copyOf(packings);
  }

  /**
   * The layout of a table: packed components, then the label by itself, so that the other columns
   * are x as they lie, then reals, integers, text and lists.
   *
   * @throws IllegalArgumentException if a packing does not fit the columns
   */
  Layout layout(ColumnSchema schema) {
    List<Part> parts = new ArrayList<>();
    Set<String> taken = new HashSet<>();
    for (Packing p : packings) {
      MatrixPart part = p.part(schema, label);
      parts.add(part);
      taken.addAll(part.columns());
    }
    Set<String> names = new HashSet<>();
    List<String> floats = new ArrayList<>();
    List<String> longs = new ArrayList<>();
    List<String> texts = new ArrayList<>();
    List<Part> lists = new ArrayList<>();
    List<String> features = new ArrayList<>();
    for (ColumnField f : schema.fields()) {
      if (taken.contains(f.name())) {
        continue;
      }
      names.add(f.name());
      DType dtype = f.type().isList() ? null : ElementSpec.dtype(f.type());
      if (f.type().isList()) {
        lists.add(new ListPart(f.name(), f.type()));
      } else if (f.name().equals(label)) {
        parts.add(
            dtype == null ? new TextPart(List.of(label)) : MatrixPart.loose(List.of(label), dtype));
      } else if (f.type() == ColumnType.STRING) {
        texts.add(f.name());
      } else {
        (dtype == DType.FLOAT32 ? floats : longs).add(f.name());
        features.add(f.name());
      }
    }
    requireFreeNames(names);
    if (!floats.isEmpty()) {
      parts.add(MatrixPart.loose(floats, DType.FLOAT32));
    }
    if (!longs.isEmpty()) {
      parts.add(MatrixPart.loose(longs, DType.INT64));
    }
    if (!texts.isEmpty()) {
      parts.add(new TextPart(texts));
    }
    parts.addAll(lists);
    return new Layout(parts, features);
  }

  /** All of it as text, for fingerprints. */
  String describe() {
    return label + " " + packings;
  }

  private void requireFreeNames(Set<String> columns) {
    Set<String> seen = new HashSet<>(columns);
    for (Packing p : packings) {
      if (!seen.add(p.name())) {
        throw new IllegalArgumentException(
            "pack: there is another component or column " + p.name() + "; choose another name");
      }
    }
  }
}
