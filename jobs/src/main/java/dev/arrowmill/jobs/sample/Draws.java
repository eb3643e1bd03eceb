package dev.arrowmill.jobs.sample;

/**
 * Random numbers of one row: draw {@code k} of row {@code r} depends on (seed, table, r, k) alone
 * (SplitMix64's finaliser over a counter; Steele, Lea, Flood 2014).
 */
final class Draws {
  private static final long GOLDEN = 0x9E3779B97F4A7C15L;

  private final long base;
  private long counter;

  Draws(long seed, String table, long row) {
    this.base = mix(mix(seed + table.hashCode() * GOLDEN) + row * GOLDEN);
  }

  /** A fixed value in [-1, 1) of a named thing, such as the quality of advertisement 17. */
  static double trait(long seed, String what, int which, int part) {
    long bits = mix(mix(seed ^ what.hashCode() * GOLDEN) + which * 31L + part * GOLDEN);
    return 2 * unit(bits) - 1;
  }

  /** Uniform in [0, 1). */
  double uniform() {
    return unit(mix(base + ++counter * GOLDEN));
  }

  /** Standard normal (Box, Muller 1958). */
  double normal() {
    double radius = StrictMath.sqrt(-2 * StrictMath.log(1 - uniform()));
    return radius * StrictMath.cos(2 * StrictMath.PI * uniform());
  }

  boolean chance(double probability) {
    return uniform() < probability;
  }

  int below(int bound) {
    return (int) (uniform() * bound);
  }

  private static double unit(long bits) {
    return (bits >>> 11) * 0x1.0p-53;
  }

  private static long mix(long z) {
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }
}
