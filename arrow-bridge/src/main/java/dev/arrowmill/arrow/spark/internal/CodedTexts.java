package dev.arrowmill.arrow.spark.internal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.execution.vectorized.WritableColumnVector;
import org.apache.spark.sql.vectorized.ColumnVector;
import org.jspecify.annotations.Nullable;

/**
 * The texts of a vector that keeps its file's dictionary: each that occurs in the batch is decoded
 * once.
 *
 * @param texts distinct, in the order in which they first occur
 * @param codes position in {@code texts} of each row's, -1 for null
 */
public record CodedTexts(List<String> texts, int[] codes) {

  /** The texts of a vector's rows; null if the vector has no dictionary. */
  public static @Nullable CodedTexts of(ColumnVector vector, int rows) {
    if (!(vector instanceof WritableColumnVector v) || !v.hasDictionary()) {
      return null;
    }
    WritableColumnVector ids = v.getDictionaryIds();
    boolean nulls = v.hasNull();
    int[] codes = new int[rows];
    int[] codeOfId = new int[64];
    List<String> texts = new ArrayList<>();
    for (int r = 0; r < rows; r++) {
      if (nulls && v.isNullAt(r)) {
        codes[r] = -1;
        continue;
      }
      int id = ids.getDictId(r);
      if (id >= codeOfId.length) {
        codeOfId = Arrays.copyOf(codeOfId, Math.max(id + 1, codeOfId.length * 2));
      }
      if (codeOfId[id] == 0) {
        texts.add(v.getUTF8String(r).toString());
        codeOfId[id] = texts.size();
      }
      codes[r] = codeOfId[id] - 1;
    }
    return new CodedTexts(texts, codes);
  }
}
