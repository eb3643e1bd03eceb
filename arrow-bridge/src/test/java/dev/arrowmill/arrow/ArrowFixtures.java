package dev.arrowmill.arrow;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.BaseFixedWidthVector;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.BitVector;
import org.apache.arrow.vector.DateDayVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.Float8Vector;
import org.apache.arrow.vector.TimeStampMicroVector;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.VectorSchemaRoot;

/** Any batch as an Arrow batch, by the plainest vector of each column type. */
final class ArrowFixtures {
  private ArrowFixtures() {}

  static ColumnBatch arrow(Columns from, BufferAllocator allocator) {
    FieldVector[] vectors = new FieldVector[from.schema().size()];
    for (int c = 0; c < vectors.length; c++) {
      vectors[c] = vector(from.column(c), allocator);
      vectors[c].setValueCount(from.rows());
    }
    return ColumnBatch.of(root(vectors));
  }

  static VectorSchemaRoot root(FieldVector... vectors) {
    List<FieldVector> all = Arrays.asList(vectors);
    VectorSchemaRoot root = new VectorSchemaRoot(all);
    root.setRowCount(vectors.length == 0 ? 0 : vectors[0].getValueCount());
    return root;
  }

  private static FieldVector vector(Column c, BufferAllocator allocator) {
    return switch (c.type()) {
      case BOOLEAN -> fill(c, new BitVector(c.name(), allocator), (v, i, x) -> v.set(i, (int) x));
      case LONG -> fill(c, new BigIntVector(c.name(), allocator), BigIntVector::set);
      case DATE -> fill(c, new DateDayVector(c.name(), allocator), (v, i, x) -> v.set(i, (int) x));
      case TIMESTAMP ->
          fill(c, new TimeStampMicroVector(c.name(), allocator), (v, i, x) -> v.set(i, x));
      case DOUBLE -> {
        Float8Vector v = new Float8Vector(c.name(), allocator);
        v.allocateNew(c.rows());
        for (int i = 0; i < c.rows(); i++) {
          if (c.isNull(i)) {
            v.setNull(i);
          } else {
            v.set(i, c.getDouble(i));
          }
        }
        yield v;
      }
      case STRING -> {
        VarCharVector v = new VarCharVector(c.name(), allocator);
        for (int i = 0; i < c.rows(); i++) {
          if (!c.isNull(i)) {
            v.setSafe(i, c.getString(i).getBytes(StandardCharsets.UTF_8));
          }
        }
        yield v;
      }
      default -> throw new IllegalArgumentException(c.name() + " is " + c.type());
    };
  }

  private interface Setter<V> {
    void set(V vector, int row, long value);
  }

  private static <V extends BaseFixedWidthVector> V fill(Column c, V v, Setter<V> setter) {
    v.allocateNew(c.rows());
    for (int i = 0; i < c.rows(); i++) {
      if (c.isNull(i)) {
        v.setNull(i);
      } else {
        setter.set(v, i, c.getLong(i));
      }
    }
    return v;
  }
}
