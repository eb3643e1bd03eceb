package dev.arrowmill.data.op;

import dev.arrowmill.arrow.ColumnSchema;
import dev.arrowmill.arrow.ColumnType;
import dev.arrowmill.tensor.DType;
import java.util.List;

/**
 * A request to join columns to one component of a batch; a pattern does not take the label in, its
 * name does. Internal.
 */
public record Packing(String name, DType dtype, ColumnPatterns columns) {
  public static Packing of(String name, DType dtype, List<String> patterns) {
    if (dtype != DType.FLOAT32 && dtype != DType.INT32 && dtype != DType.INT64) {
      throw new IllegalArgumentException(
          "pack: dtype must be FLOAT32, INT32 or INT64, got " + dtype);
    }
    return new Packing(name, dtype, new ColumnPatterns(patterns, false));
  }

  MatrixPart part(ColumnSchema schema, String label) {
    boolean named = columns.patterns().contains(label);
    List<String> chosen =
        columns.choose(schema.names()).stream().filter(c -> named || !c.equals(label)).toList();
    for (String column : chosen) {
      ColumnType type = schema.field(schema.indexOf(column)).type();
      boolean fits =
          dtype == DType.FLOAT32 ? type != ColumnType.STRING && !type.isList() : type.isIntegral();
      if (!fits) {
        throw new IllegalArgumentException(
            "pack: column " + column + " is " + type + ", which does not go into " + dtype);
      }
    }
    return MatrixPart.component(name, chosen, dtype);
  }
}
