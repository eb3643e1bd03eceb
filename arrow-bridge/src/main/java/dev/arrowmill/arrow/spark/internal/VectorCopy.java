package dev.arrowmill.arrow.spark.internal;

import dev.arrowmill.arrow.ColumnBatch;
import dev.arrowmill.arrow.ColumnSchema;
import dev.arrowmill.arrow.ColumnType;
import dev.arrowmill.arrow.file.InputFile;
import dev.arrowmill.arrow.spark.SparkColumns;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.BaseFixedWidthVector;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.BitVector;
import org.apache.arrow.vector.BitVectorHelper;
import org.apache.arrow.vector.DateDayVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.Float4Vector;
import org.apache.arrow.vector.Float8Vector;
import org.apache.arrow.vector.IntVector;
import org.apache.arrow.vector.SmallIntVector;
import org.apache.arrow.vector.TimeStampMicroVector;
import org.apache.arrow.vector.TinyIntVector;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.vectorized.ColumnVector;
import org.apache.spark.sql.vectorized.ColumnarBatch;
import org.apache.spark.unsafe.types.UTF8String;

/** Copies Spark's vectors, which are reused, into Arrow vectors that are owned. */
final class VectorCopy {
  private final ColumnarBatch batch;
  private final SparkColumns columns;
  private final int rows;
  private final BufferAllocator allocator;

  private VectorCopy(ColumnarBatch batch, StructType types, BufferAllocator allocator) {
    this.batch = batch;
    this.columns = SparkColumns.of(types, batch);
    this.rows = batch.numRows();
    this.allocator = allocator;
  }

  static ColumnBatch copy(
      ColumnarBatch batch,
      StructType types,
      ColumnSchema schema,
      InputFile file,
      BufferAllocator allocator) {
    VectorCopy copy = new VectorCopy(batch, types, allocator);
    List<FieldVector> vectors = new ArrayList<>();
    VectorSchemaRoot root;
    try {
      for (int c = 0; c < schema.size(); c++) {
        copy.column(c, types.fields()[c].dataType(), schema.field(c).type(), vectors);
      }
      root = new VectorSchemaRoot(vectors);
      root.setRowCount(copy.rows);
    } catch (RuntimeException e) {
      vectors.forEach(FieldVector::close);
      throw e;
    }
    return ColumnBatch.of(root, null, file.path(), schema);
  }

  private void column(int c, DataType type, ColumnType target, List<FieldVector> out) {
    ColumnVector from = batch.column(c);
    String name = columns.schema().field(c).name();
    switch (target) {
      case STRING -> texts(from, add(out, new VarCharVector(name, allocator)));
      case DOUBLE -> real(c, from, name, type, out);
      case TIMESTAMP -> timestamps(from, type, add(out, new TimeStampMicroVector(name, allocator)));
      case DATE -> ints(from, add(out, new DateDayVector(name, allocator)));
      case BOOLEAN -> bits(from, add(out, new BitVector(name, allocator)));
      case LONG -> integer(from, name, type, out);
    }
  }

  private static <V extends FieldVector> V add(List<FieldVector> out, V vector) {
    out.add(vector);
    return vector;
  }

  private void integer(ColumnVector from, String name, DataType type, List<FieldVector> out) {
    switch (type.typeName()) {
      case "byte" -> {
        ArrowBuf data = allocate(from, add(out, new TinyIntVector(name, allocator)));
        for (int i = 0; i < rows; i++) {
          data.setByte(i, from.isNullAt(i) ? 0 : from.getByte(i));
        }
      }
      case "short" -> {
        ArrowBuf data = allocate(from, add(out, new SmallIntVector(name, allocator)));
        for (int i = 0; i < rows; i++) {
          data.setShort(2L * i, from.isNullAt(i) ? 0 : from.getShort(i));
        }
      }
      case "integer" -> ints(from, add(out, new IntVector(name, allocator)));
      default -> longs(from, add(out, new BigIntVector(name, allocator)));
    }
  }

  /** The values in native byte order, to be filled in bulk. */
  private static ByteBuffer bytes(ArrowBuf data, long count) {
    return data.nioBuffer(0, Math.toIntExact(count)).order(ByteOrder.nativeOrder());
  }

  private void longs(ColumnVector from, BaseFixedWidthVector to) {
    ArrowBuf data = allocate(from, to);
    if (!from.hasNull()) {
      bytes(data, 8L * rows).asLongBuffer().put(from.getLongs(0, rows));
      return;
    }
    for (int i = 0; i < rows; i++) {
      data.setLong(8L * i, from.isNullAt(i) ? 0 : from.getLong(i));
    }
  }

  private void ints(ColumnVector from, BaseFixedWidthVector to) {
    ArrowBuf data = allocate(from, to);
    if (!from.hasNull()) {
      bytes(data, 4L * rows).asIntBuffer().put(from.getInts(0, rows));
      return;
    }
    for (int i = 0; i < rows; i++) {
      data.setInt(4L * i, from.isNullAt(i) ? 0 : from.getInt(i));
    }
  }

  private void real(int c, ColumnVector from, String name, DataType type, List<FieldVector> out) {
    if (type.typeName().equals("float")) {
      floats(from, add(out, new Float4Vector(name, allocator)));
      return;
    }
    ArrowBuf data = allocate(from, add(out, new Float8Vector(name, allocator)));
    double[] values = new double[rows];
    columns.column(c).copyDoubles(0, rows, values, 0);
    bytes(data, 8L * rows).asDoubleBuffer().put(values);
  }

  private void floats(ColumnVector from, BaseFixedWidthVector to) {
    ArrowBuf data = allocate(from, to);
    if (!from.hasNull()) {
      bytes(data, 4L * rows).asFloatBuffer().put(from.getFloats(0, rows));
      return;
    }
    for (int i = 0; i < rows; i++) {
      data.setFloat(4L * i, from.isNullAt(i) ? 0 : from.getFloat(i));
    }
  }

  private void bits(ColumnVector from, BitVector to) {
    ArrowBuf data = allocate(from, to);
    data.setZero(0, data.capacity());
    for (int i = 0; i < rows; i++) {
      if (!from.isNullAt(i) && from.getBoolean(i)) {
        BitVectorHelper.setBit(data, i);
      }
    }
  }

  /** Spark gives nanoseconds as plain longs; every other unit as microseconds already. */
  private void timestamps(ColumnVector from, DataType type, BaseFixedWidthVector to) {
    ArrowBuf data = allocate(from, to);
    boolean nanos = type.typeName().equals("long");
    for (int i = 0; i < rows; i++) {
      long v = from.isNullAt(i) ? 0 : from.getLong(i);
      data.setLong(8L * i, nanos ? Math.floorDiv(v, 1_000L) : v);
    }
  }

  private ArrowBuf allocate(ColumnVector from, BaseFixedWidthVector to) {
    to.allocateNew(rows);
    validity(from, to.getValidityBuffer());
    to.setValueCount(rows);
    return to.getDataBuffer();
  }

  private void validity(ColumnVector from, ArrowBuf bits) {
    bits.setOne(0, bits.capacity());
    if (from.hasNull()) {
      for (int i = 0; i < rows; i++) {
        if (from.isNullAt(i)) {
          BitVectorHelper.unsetBit(bits, i);
        }
      }
    }
  }

  private void texts(ColumnVector from, VarCharVector to) {
    UTF8String[] values = new UTF8String[rows];
    long bytes = 0;
    for (int i = 0; i < rows; i++) {
      values[i] = from.isNullAt(i) ? UTF8String.EMPTY_UTF8 : from.getUTF8String(i);
      bytes += values[i].numBytes();
    }
    to.allocateNew(Math.toIntExact(bytes), rows);
    ArrowBuf offsets = to.getOffsetBuffer();
    ArrowBuf data = to.getDataBuffer();
    int at = 0;
    for (int i = 0; i < rows; i++) {
      offsets.setInt(4L * i, at);
      values[i].writeToMemory(null, data.memoryAddress() + at);
      at += values[i].numBytes();
    }
    offsets.setInt(4L * rows, at);
    validity(from, to.getValidityBuffer());
    to.setLastSet(rows - 1);
    to.setValueCount(rows);
  }
}
