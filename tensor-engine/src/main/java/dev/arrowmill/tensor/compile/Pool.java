package dev.arrowmill.tensor.compile;

import dev.arrowmill.tensor.DType;
import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Arrays that the plans of one program share: only one of them runs at a time, and a smaller batch
 * uses the arrays of a larger one.
 */
final class Pool {
  private final Map<DType, List<Object>> arrays = new EnumMap<>(DType.class);

  /**
   * The array of a plan's slot.
   *
   * @param rank place of the slot among the plan's slots of the type, longest first
   */
  Object array(DType type, int length, int rank) {
    List<Object> own = arrays.computeIfAbsent(type, k -> new ArrayList<>());
    while (own.size() <= rank) {
      own.add(type.allocate(own.size() == rank ? length : 0));
    }
    if (Array.getLength(own.get(rank)) < length) {
      own.set(rank, type.allocate(length));
    }
    return own.get(rank);
  }

  /** Bytes of all arrays. */
  long bytes() {
    long n = 0;
    for (Map.Entry<DType, List<Object>> e : arrays.entrySet()) {
      for (Object a : e.getValue()) {
        n += (long) Array.getLength(a) * e.getKey().bytes();
      }
    }
    return n;
  }
}
