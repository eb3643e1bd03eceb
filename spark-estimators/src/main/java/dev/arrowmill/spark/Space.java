package dev.arrowmill.spark;

import java.util.List;

/** The values that a param may take in a search. Immutable. */
public sealed interface Space {

  /**
   * The value at a point.
   *
   * @param unit in [0, 1)
   */
  Object at(double unit);

  /** Evenly in [from, to). */
  static Space uniform(double from, double to) {
    return new Numbers(from, to, false);
  }

  /** Evenly on a logarithmic scale in [from, to), both above 0. */
  static Space logUniform(double from, double to) {
    return new Numbers(from, to, true);
  }

  /** Whole numbers from {@code from} to {@code to}, both included. */
  static Space integers(int from, int to) {
    return new Integers(from, to);
  }

  /** One of some values: numbers, or texts as the param writes them ("64,32" for sizes). */
  static Space choice(Object... values) {
    return new Choice(List.of(values));
  }

  /** See {@link #uniform} and {@link #logUniform}. */
  record Numbers(double from, double to, boolean log) implements Space {
    public Numbers {
      if (!(from < to) || (log && !(from > 0))) {
        throw new IllegalArgumentException(
            "search: expected " + (log ? "0 < " : "") + "from < to, got " + from + " and " + to);
      }
    }

    @Override
    public Object at(double unit) {
      if (!log) {
        return from + unit * (to - from);
      }
      double low = StrictMath.log(from);
      return StrictMath.exp(low + unit * (StrictMath.log(to) - low));
    }
  }

  /** See {@link #integers}. */
  record Integers(int from, int to) implements Space {
    public Integers {
      if (from > to) {
        throw new IllegalArgumentException("search: expected from <= to, got " + from + ", " + to);
      }
    }

    @Override
    public Object at(double unit) {
      return from + (int) (unit * ((long) to - from + 1));
    }
  }

  /** See {@link #choice}. */
  record Choice(List<Object> values) implements Space {
    public Choice {
      values = List.copyOf(values);
      if (values.isEmpty()) {
        throw new IllegalArgumentException("search: a choice needs at least one value");
      }
    }

    @Override
    public Object at(double unit) {
      return values.get((int) (unit * values.size()));
    }
  }
}
