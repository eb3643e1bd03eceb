package dev.arrowmill.data.op;

import dev.arrowmill.arrow.Column;
import dev.arrowmill.arrow.Columns;
import java.lang.reflect.Array;

/** A 64-bit hash of all values of a chunk, the same in every process. */
final class ContentHash {
  private ContentHash() {}

  static long of(Chunk chunk) {
    return chunk instanceof StoreChunk s ? of(s.store()) : of(chunk.columns("snapshot"));
  }

  private static long of(Store store) {
    long hash = text(store.layout().toString());
    for (int p = 0; p < store.layout().parts().size(); p++) {
      Object array = store.array(p);
      int from = store.at(p, 0);
      int to = store.at(p, store.rows());
      for (int i = from; i < to; i++) {
        hash = mix(hash, Array.get(array, i).hashCode());
      }
    }
    return hash;
  }

  private static long of(Columns rows) {
    long hash = text(rows.schema().toString());
    for (int c = 0; c < rows.schema().size(); c++) {
      Column column = rows.column(c);
      for (int r = 0; r < rows.rows(); r++) {
        hash = mix(hash, column.isNull(r) ? 1 : value(column, r));
      }
    }
    return hash;
  }

  private static long value(Column c, int row) {
    if (c.type().isList()) {
      long hash = (long) c.listEnd(row) - c.listStart(row);
      for (int i = c.listStart(row); i < c.listEnd(row); i++) {
        hash = mix(hash, c.elements().isNull(i) ? 1 : value(c.elements(), i));
      }
      return hash;
    }
    return switch (c.type()) {
      case STRING -> text(c.getString(row));
      case DOUBLE -> Double.doubleToLongBits(c.getDouble(row));
      default -> c.getLong(row);
    };
  }

  private static long text(String s) {
    long hash = s.length();
    for (int i = 0; i < s.length(); i++) {
      hash = mix(hash, s.charAt(i));
    }
    return hash;
  }

  private static long mix(long hash, long value) {
    return KeyedPermutation.mix(hash, value);
  }
}
