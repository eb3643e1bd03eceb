package dev.arrowmill.arrow.spark;

import dev.arrowmill.arrow.Column;
import dev.arrowmill.arrow.ColumnField;
import dev.arrowmill.arrow.ColumnSchema;
import dev.arrowmill.arrow.ColumnType;
import dev.arrowmill.arrow.HeapColumns;
import dev.arrowmill.arrow.spark.internal.CodedTexts;
import java.util.List;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.BooleanType;
import org.apache.spark.sql.types.ByteType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DateType;
import org.apache.spark.sql.types.DecimalType;
import org.apache.spark.sql.types.DoubleType;
import org.apache.spark.sql.types.FloatType;
import org.apache.spark.sql.types.IntegerType;
import org.apache.spark.sql.types.ShortType;
import org.apache.spark.sql.vectorized.ColumnVector;
import org.jspecify.annotations.Nullable;

/** One Spark vector as a column; a subclass per width, so that each bulk loop is monomorphic. */
abstract class VectorColumn implements Column {
  private final ColumnField field;
  private @Nullable ColumnVector vector;
  private int rows;

  VectorColumn(ColumnField field) {
    this.field = field;
  }

  static VectorColumn of(ColumnField field, DataType type) {
    if (type instanceof BooleanType) {
      return new Booleans(field);
    }
    if (type instanceof ByteType) {
      return new Bytes(field);
    }
    if (type instanceof ShortType) {
      return new Shorts(field);
    }
    if (type instanceof IntegerType || type instanceof DateType) {
      return new Ints(field);
    }
    if (type instanceof FloatType) {
      return new Floats(field);
    }
    if (type instanceof DoubleType) {
      return new Doubles(field);
    }
    if (type instanceof DecimalType d) {
      return new DecimalColumn(field, d.precision(), d.scale());
    }
    if (type instanceof ArrayType a) {
      return new Arrays(field, a.elementType());
    }
    return field.type() == ColumnType.STRING ? new Strings(field) : new Longs(field);
  }

  void reset(ColumnVector v, int rowCount) {
    vector = v;
    rows = rowCount;
  }

  final ColumnVector vector() {
    ColumnVector v = vector;
    if (v == null) {
      throw new IllegalStateException("column " + field.name() + ": the view has no batch yet");
    }
    return v;
  }

  @Override
  public final String name() {
    return field.name();
  }

  @Override
  public final ColumnType type() {
    return field.type();
  }

  @Override
  public final int rows() {
    return rows;
  }

  @Override
  public final boolean isNull(int row) {
    return vector().isNullAt(row);
  }

  @Override
  public long getLong(int row) {
    throw misread("getLong");
  }

  @Override
  public double getDouble(int row) {
    return getLong(row);
  }

  @Override
  public String getString(int row) {
    throw misread("getString");
  }

  private IllegalStateException misread(String method) {
    return new IllegalStateException(
        "column " + field.name() + ": " + method + " on a " + field.type() + " column");
  }

  /** Copies as if there were no nulls. */
  abstract void copyAll(ColumnVector v, int start, int count, double[] out, int offset);

  @Override
  public final void copyDoubles(int start, int count, double[] out, int offset) {
    ColumnVector v = vector();
    if (!v.hasNull()) {
      copyAll(v, start, count, out, offset);
      return;
    }
    for (int i = 0; i < count; i++) {
      int row = start + i;
      out[offset + i] = v.isNullAt(row) ? Double.NaN : getDouble(row);
    }
  }

  @Override
  public final void copyLongs(int start, int count, long[] out, int offset, long ifNull) {
    ColumnVector v = vector();
    boolean nulls = v.hasNull();
    for (int i = 0; i < count; i++) {
      int row = start + i;
      out[offset + i] = nulls && v.isNullAt(row) ? ifNull : getLong(row);
    }
  }

  private static final class Booleans extends VectorColumn {
    Booleans(ColumnField field) {
      super(field);
    }

    @Override
    public long getLong(int row) {
      return vector().getBoolean(row) ? 1 : 0;
    }

    @Override
    void copyAll(ColumnVector v, int start, int count, double[] out, int offset) {
      for (int i = 0; i < count; i++) {
        out[offset + i] = v.getBoolean(start + i) ? 1 : 0;
      }
    }
  }

  private static final class Bytes extends VectorColumn {
    Bytes(ColumnField field) {
      super(field);
    }

    @Override
    public long getLong(int row) {
      return vector().getByte(row);
    }

    @Override
    void copyAll(ColumnVector v, int start, int count, double[] out, int offset) {
      for (int i = 0; i < count; i++) {
        out[offset + i] = v.getByte(start + i);
      }
    }
  }

  private static final class Shorts extends VectorColumn {
    Shorts(ColumnField field) {
      super(field);
    }

    @Override
    public long getLong(int row) {
      return vector().getShort(row);
    }

    @Override
    void copyAll(ColumnVector v, int start, int count, double[] out, int offset) {
      for (int i = 0; i < count; i++) {
        out[offset + i] = v.getShort(start + i);
      }
    }
  }

  private static final class Ints extends VectorColumn {
    Ints(ColumnField field) {
      super(field);
    }

    @Override
    public long getLong(int row) {
      return vector().getInt(row);
    }

    @Override
    void copyAll(ColumnVector v, int start, int count, double[] out, int offset) {
      for (int i = 0; i < count; i++) {
        out[offset + i] = v.getInt(start + i);
      }
    }
  }

  /** Lists, copied to the heap when the first of a batch is read. */
  private static final class Arrays extends VectorColumn {
    private final DataType element;
    private final HeapColumns lists;
    private boolean copied;

    Arrays(ColumnField field, DataType element) {
      super(field);
      this.element = element;
      this.lists = new HeapColumns(ColumnSchema.of(field), 64);
    }

    @Override
    void reset(ColumnVector v, int rowCount) {
      super.reset(v, rowCount);
      copied = false;
    }

    private Column lists() {
      if (!copied) {
        lists.clear();
        ColumnVector v = vector();
        for (int r = 0; r < rows(); r++) {
          lists.addRow();
          if (!v.isNullAt(r)) {
            lists.set(r, 0, ListCells.of(v.getArray(r), element, type()));
          }
        }
        copied = true;
      }
      return lists.column(0);
    }

    @Override
    public Column elements() {
      return lists().elements();
    }

    @Override
    public int listStart(int row) {
      return lists().listStart(row);
    }

    @Override
    public int listEnd(int row) {
      return lists().listEnd(row);
    }

    @Override
    void copyAll(ColumnVector v, int start, int count, double[] out, int offset) {
      throw new IllegalStateException("column " + name() + ": copyDoubles on a list column");
    }
  }

  private static final class Longs extends VectorColumn {
    Longs(ColumnField field) {
      super(field);
    }

    @Override
    public long getLong(int row) {
      return vector().getLong(row);
    }

    @Override
    void copyAll(ColumnVector v, int start, int count, double[] out, int offset) {
      for (int i = 0; i < count; i++) {
        out[offset + i] = v.getLong(start + i);
      }
    }
  }

  private static final class Floats extends VectorColumn {
    Floats(ColumnField field) {
      super(field);
    }

    @Override
    public double getDouble(int row) {
      return vector().getFloat(row);
    }

    @Override
    void copyAll(ColumnVector v, int start, int count, double[] out, int offset) {
      for (int i = 0; i < count; i++) {
        out[offset + i] = v.getFloat(start + i);
      }
    }
  }

  private static final class Doubles extends VectorColumn {
    Doubles(ColumnField field) {
      super(field);
    }

    @Override
    public double getDouble(int row) {
      return vector().getDouble(row);
    }

    @Override
    void copyAll(ColumnVector v, int start, int count, double[] out, int offset) {
      for (int i = 0; i < count; i++) {
        out[offset + i] = v.getDouble(start + i);
      }
    }
  }

  private static final class DecimalColumn extends VectorColumn {
    private final int precision;
    private final int scale;

    DecimalColumn(ColumnField field, int precision, int scale) {
      super(field);
      this.precision = precision;
      this.scale = scale;
    }

    @Override
    public double getDouble(int row) {
      return SparkDecimals.toDouble(vector().getDecimal(row, precision, scale));
    }

    @Override
    void copyAll(ColumnVector v, int start, int count, double[] out, int offset) {
      for (int i = 0; i < count; i++) {
        out[offset + i] = SparkDecimals.toDouble(v.getDecimal(start + i, precision, scale));
      }
    }
  }

  private static final class Strings extends VectorColumn {
    private @Nullable CodedTexts coded;
    private boolean looked;

    Strings(ColumnField field) {
      super(field);
    }

    @Override
    void reset(ColumnVector v, int rowCount) {
      super.reset(v, rowCount);
      looked = false;
    }

    private @Nullable CodedTexts coded() {
      if (!looked) {
        coded = CodedTexts.of(vector(), rows());
        looked = true;
      }
      return coded;
    }

    @Override
    public @Nullable List<String> dictionary() {
      CodedTexts c = coded();
      return c == null ? null : c.texts();
    }

    @Override
    public void copyCodes(int start, int count, int[] out, int offset) {
      CodedTexts c = coded();
      if (c == null) {
        super.copyCodes(start, count, out, offset);
      } else {
        System.arraycopy(c.codes(), start, out, offset, count);
      }
    }

    @Override
    public String getString(int row) {
      return vector().getUTF8String(row).toString();
    }

    @Override
    void copyAll(ColumnVector v, int start, int count, double[] out, int offset) {
      throw new IllegalStateException("column " + name() + ": copyDoubles on a STRING column");
    }
  }
}
