package dev.arrowmill.arrow.parquet.meta;

import dev.arrowmill.arrow.ColumnType;
import org.jspecify.annotations.Nullable;

/**
 * A column that a Parquet schema offers: a top-level value or list, or one within plain structs,
 * named {@code struct.field}.
 *
 * @param name its name
 * @param type its column type, null where it cannot be read
 * @param parquetType its type in Parquet's words, e.g. {@code INT64 TIMESTAMP(MICROS)}
 * @param store how it is stored, null where it cannot be read
 * @param nested whether it lies within a struct
 */
public record Leaf(
    String name,
    @Nullable ColumnType type,
    String parquetType,
    @Nullable Store store,
    boolean nested) {

  /**
   * How the values of a leaf are stored.
   *
   * @param index the number of its chunk within a row group
   * @param physical its physical type
   * @param kind what the values mean
   * @param length bytes per value of FIXED_LEN_BYTE_ARRAY
   * @param scale digits after the point of a decimal
   * @param maxDef the definition level of a value that is there
   * @param maxRep 0, or 1 for a list
   * @param listDef the definition level from which on a list is there, though empty
   */
  public record Store(
      int index,
      Physical physical,
      Kind kind,
      int length,
      int scale,
      int maxDef,
      int maxRep,
      int listDef) {}
}
