package dev.arrowmill.arrow;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The ordered fields of a batch. Names are unique; a second field of the same name is refused.
 * Immutable and thread-safe.
 */
public final class ColumnSchema {
  private final List<ColumnField> fields;
  private final Map<String, Integer> index = new HashMap<>();

  private ColumnSchema(List<ColumnField> fields) {
    this.fields = List.copyOf(fields);
    for (int i = 0; i < this.fields.size(); i++) {
      if (index.put(this.fields.get(i).name(), i) != null) {
        throw new IllegalArgumentException(
            "schema: column name appears twice: " + this.fields.get(i).name());
      }
    }
  }

  public static ColumnSchema of(List<ColumnField> fields) {
    return new ColumnSchema(fields);
  }

  public static ColumnSchema of(ColumnField... fields) {
    return new ColumnSchema(List.of(fields));
  }

  public List<ColumnField> fields() {
    return fields;
  }

  public int size() {
    return fields.size();
  }

  public ColumnField field(int i) {
    return fields.get(i);
  }

  /** The position of a column, or -1. */
  public int indexOf(String name) {
    return index.getOrDefault(name, -1);
  }

  public Optional<ColumnField> find(String name) {
    int i = indexOf(name);
    return i < 0 ? Optional.empty() : Optional.of(fields.get(i));
  }

  public List<String> names() {
    return fields.stream().map(ColumnField::name).toList();
  }

  @Override
  public boolean equals(Object o) {
    return o instanceof ColumnSchema s && s.fields.equals(fields);
  }

  @Override
  public int hashCode() {
    return fields.hashCode();
  }

  @Override
  public String toString() {
    return fields.toString();
  }
}
