package dev.arrowmill.tensor.compile;

import dev.arrowmill.tensor.DType;
import dev.arrowmill.tensor.Shape;
import dev.arrowmill.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Lays results into few arrays: one whose value is dead lends its array to the next of its type.
 * Sizes are planned first and arrays made once, at the end.
 */
final class Slots {
  /** An array to be: its type and how long it must be. */
  static final class Slot {
    private final DType dtype;
    private int length;
    private boolean free;
    private @Nullable Object array;

    private Slot(DType dtype) {
      this.dtype = dtype;
    }
  }

  private final List<Slot> slots = new ArrayList<>();
  private final Pool pool;

  /** With arrays of its own. */
  Slots() {
    this(new Pool());
  }

  Slots(Pool pool) {
    this.pool = pool;
  }

  /** A slot for n elements: the free one that fits best, else a new one. */
  Slot take(DType dtype, int n) {
    Slot best = null;
    for (Slot s : slots) {
      if (s.free && s.dtype == dtype && (best == null || isBetter(s.length, best.length, n))) {
        best = s;
      }
    }
    if (best == null) {
      best = new Slot(dtype);
      slots.add(best);
    }
    best.free = false;
    best.length = Math.max(best.length, n);
    return best;
  }

  /** The smallest that is long enough, else the longest. */
  private static boolean isBetter(int length, int than, int n) {
    boolean enough = length >= n;
    return enough == than >= n ? enough == length < than : enough;
  }

  /**
   * Lends the slot's array to whoever comes next.
   *
   * @throws IllegalStateException when it is free already
   */
  void release(Slot s) {
    if (s.free) {
      throw new IllegalStateException(
          "slots: an array of " + s.length + " " + s.dtype + " is released twice");
    }
    s.free = true;
  }

  /** Bytes of all arrays. */
  long bytes() {
    return slots.stream().mapToLong(s -> (long) s.length * s.dtype.bytes()).sum();
  }

  int count() {
    return slots.size();
  }

  /** How many slots of the type are longer, or as long and earlier. */
  private int rank(Slot of) {
    int n = 0;
    boolean before = true;
    for (Slot s : slots) {
      before &= s != of;
      boolean first = s.length > of.length || (s.length == of.length && before);
      n += s.dtype == of.dtype && first ? 1 : 0;
    }
    return n;
  }

  Tensor tensor(Slot s, Shape shape) {
    if (s.array == null) {
      s.array = pool.array(s.dtype, s.length, rank(s));
    }
    return Tensor.wrap(s.dtype, s.array, 0, shape);
  }
}
