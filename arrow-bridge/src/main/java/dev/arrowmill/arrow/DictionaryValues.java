package dev.arrowmill.arrow;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/** The entries of a dictionary, copied to the heap; an entry that is null has no value. */
final class DictionaryValues {
  final ColumnType type;
  final boolean[] nulls;
  final boolean anyNull;
  final List<String> texts;
  final long[] longs;
  final double[] doubles;

  /** Copies all entries of a column that is no list. */
  DictionaryValues(Column from) {
    int n = from.rows();
    type = from.type();
    nulls = new boolean[n];
    longs = new long[type.isIntegral() ? n : 0];
    doubles = new double[type == ColumnType.DOUBLE ? n : 0];
    String[] strings = new String[type == ColumnType.STRING ? n : 0];
    boolean any = false;
    for (int i = 0; i < n; i++) {
      nulls[i] = from.isNull(i);
      any |= nulls[i];
      if (strings.length > 0) {
        strings[i] = nulls[i] ? "" : from.getString(i);
      } else if (!nulls[i] && doubles.length > 0) {
        doubles[i] = from.getDouble(i);
      } else if (!nulls[i]) {
        longs[i] = from.getLong(i);
      }
    }
    anyNull = any;
    texts = Collections.unmodifiableList(Arrays.asList(strings));
  }

  int size() {
    return nulls.length;
  }
}
