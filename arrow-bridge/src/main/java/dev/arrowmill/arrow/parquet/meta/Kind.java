package dev.arrowmill.arrow.parquet.meta;

import dev.arrowmill.arrow.ColumnType;

/** What the stored values of a leaf mean: physical and logical type together. */
public enum Kind {
  BOOLEAN(ColumnType.BOOLEAN, Lane.INT),
  INT8(ColumnType.LONG, Lane.INT),
  INT16(ColumnType.LONG, Lane.INT),
  INT32(ColumnType.LONG, Lane.INT),
  UINT8(ColumnType.LONG, Lane.INT),
  UINT16(ColumnType.LONG, Lane.INT),
  UINT32(ColumnType.LONG, Lane.LONG),
  INT64(ColumnType.LONG, Lane.LONG),
  UINT64(ColumnType.DOUBLE, Lane.DOUBLE),
  DATE(ColumnType.DATE, Lane.INT),
  MILLIS(ColumnType.TIMESTAMP, Lane.LONG),
  MICROS(ColumnType.TIMESTAMP, Lane.LONG),
  NANOS(ColumnType.TIMESTAMP, Lane.LONG),
  INT96(ColumnType.TIMESTAMP, Lane.LONG),
  HALF(ColumnType.DOUBLE, Lane.FLOAT),
  FLOAT(ColumnType.DOUBLE, Lane.FLOAT),
  DOUBLE(ColumnType.DOUBLE, Lane.DOUBLE),
  DECIMAL32(ColumnType.DOUBLE, Lane.DOUBLE),
  DECIMAL64(ColumnType.DOUBLE, Lane.DOUBLE),
  DECIMAL_FIXED(ColumnType.DOUBLE, Lane.DOUBLE),
  DECIMAL_BYTES(ColumnType.DOUBLE, Lane.DOUBLE),
  TEXT(ColumnType.STRING, Lane.TEXT);

  private final ColumnType type;
  private final Lane lane;

  Kind(ColumnType type, Lane lane) {
    this.type = type;
    this.lane = lane;
  }

  public ColumnType type() {
    return type;
  }

  public Lane lane() {
    return lane;
  }
}
