package dev.arrowmill.arrow.cudf;

import ai.rapids.cudf.DType;
import ai.rapids.cudf.HostColumnVectorCore;
import dev.arrowmill.arrow.Column;
import dev.arrowmill.arrow.ColumnField;
import dev.arrowmill.arrow.ColumnType;
import dev.arrowmill.arrow.Decimals;
import java.util.Objects;

/** A host copy of a cuDF column, borrowed. Works without a GPU. */
final class HostColumn implements Column {
  private final ColumnField field;
  private final HostColumnVectorCore values;
  private final int rows;

  HostColumn(ColumnField field, HostColumnVectorCore values) {
    this.field = field;
    this.values = values;
    this.rows = Math.toIntExact(values.getRowCount());
  }

  @Override
  public String name() {
    return field.name();
  }

  @Override
  public ColumnType type() {
    return field.type();
  }

  @Override
  public int rows() {
    return rows;
  }

  @Override
  public boolean isNull(int row) {
    return values.isNull(Objects.checkIndex(row, rows));
  }

  @Override
  public long getLong(int row) {
    int r = Objects.checkIndex(row, rows);
    DType.DTypeEnum id = values.getType().getTypeId();
    return switch (id) {
      case BOOL8 -> values.getBoolean(r) ? 1 : 0;
      case INT8 -> values.getByte(r);
      case UINT8 -> values.getByte(r) & 0xff;
      case INT16 -> values.getShort(r);
      case UINT16 -> values.getShort(r) & 0xffff;
      case INT32, TIMESTAMP_DAYS -> values.getInt(r);
      case UINT32 -> values.getInt(r) & 0xffffffffL;
      case INT64, TIMESTAMP_MICROSECONDS -> values.getLong(r);
      case TIMESTAMP_MILLISECONDS -> Math.multiplyExact(values.getLong(r), 1_000L);
      case TIMESTAMP_SECONDS -> Math.multiplyExact(values.getLong(r), 1_000_000L);
      case TIMESTAMP_NANOSECONDS -> Math.floorDiv(values.getLong(r), 1_000L);
      default -> throw misread("getLong");
    };
  }

  @Override
  public double getDouble(int row) {
    int r = Objects.checkIndex(row, rows);
    DType.DTypeEnum id = values.getType().getTypeId();
    return switch (id) {
      case FLOAT32 -> values.getFloat(r);
      case FLOAT64 -> values.getDouble(r);
      case DECIMAL32, DECIMAL64, DECIMAL128 -> Decimals.toDouble(values.getBigDecimal(r));
      default -> getLong(row);
    };
  }

  @Override
  public String getString(int row) {
    if (field.type() != ColumnType.STRING) {
      throw misread("getString");
    }
    return values.getJavaString(Objects.checkIndex(row, rows));
  }

  @Override
  public Column elements() {
    if (!field.type().isList()) {
      throw misread("elements");
    }
    ColumnField element = new ColumnField(field.name(), field.type().element());
    return new HostColumn(element, values.getChildColumnView(0));
  }

  @Override
  public int listStart(int row) {
    return Math.toIntExact(values.getStartListOffset(Objects.checkIndex(row, rows)));
  }

  @Override
  public int listEnd(int row) {
    return Math.toIntExact(values.getEndListOffset(Objects.checkIndex(row, rows)));
  }

  private IllegalStateException misread(String method) {
    return new IllegalStateException(
        "column "
            + field.name()
            + ": "
            + method
            + " on a "
            + field.type()
            + " column of cuDF's "
            + values.getType());
  }
}
