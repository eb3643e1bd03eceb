package dev.arrowmill.tensor.random;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A random function: number i of a key is always the same. There is no state to share, save or
 * order, so results depend on the key (seed, step, layer, ...) and the element only. Immutable.
 */
public final class Rng {
  /*
   * Philox 4x32-10 (Salmon et al. 2011, "Parallel random numbers: as easy as 1, 2, 3"): the key is
   * the seed folded with the path, the counter is the element's index / 4.
   */
  private static final ThreadLocal<@Nullable Scope> SCOPE = new ThreadLocal<>();

  private final long key;

  private Rng(long key) {
    this.key = key;
  }

  /** The generator of a seed. */
  public static Rng of(long seed) {
    return new Rng(mix(seed + 0x9e3779b97f4a7c15L));
  }

  /** An independent generator for a part: a step, a layer, a shard. */
  public Rng fold(long part) {
    return new Rng(mix(key + mix(part + 0x9e3779b97f4a7c15L)));
  }

  /** The key, for tests and logs. */
  public long key() {
    return key;
  }

  /** 32 random bits, number {@code i}. */
  public int bitsAt(long i) {
    int[] block = new int[4];
    philox(i >>> 2, block);
    return block[(int) (i & 3)];
  }

  /** A float in {@code [0, 1)} on a grid of 2^-24, number {@code i}. */
  public float uniformAt(long i) {
    return (bitsAt(i) >>> 8) * 0x1p-24f;
  }

  /** An integer in {@code [0, bound)}, number {@code i}. */
  public int indexAt(long i, int bound) {
    return (int) (((bitsAt(i) & 0xffffffffL) * bound) >>> 32);
  }

  /** Fills numbers 0..n of {@code [0, 1)}. */
  public void uniform(float[] to, int offset, int n) {
    int[] block = new int[4];
    for (int i = 0; i < n; i++) {
      if ((i & 3) == 0) {
        philox(i >>> 2, block);
      }
      to[offset + i] = (block[i & 3] >>> 8) * 0x1p-24f;
    }
  }

  /** Fills numbers 0..n of the standard normal distribution (Box and Muller, in float64). */
  public void normal(float[] to, int offset, int n) {
    int[] block = new int[4];
    for (int i = 0; i < n; i += 2) {
      if ((i & 3) == 0) {
        philox(i >>> 2, block);
      }
      double u = ((block[i & 3] >>> 8) + 0.5) * 0x1p-24;
      double angle = (block[(i & 3) + 1] >>> 8) * (2 * Math.PI * 0x1p-24);
      double r = Math.sqrt(-2 * StrictMath.log(u));
      to[offset + i] = (float) (r * StrictMath.cos(angle));
      if (i + 1 < n) {
        to[offset + i + 1] = (float) (r * StrictMath.sin(angle));
      }
    }
  }

  private void philox(long counter, int[] out) {
    int x0 = (int) counter;
    int x1 = (int) (counter >>> 32);
    int x2 = 0;
    int x3 = 0;
    int k0 = (int) key;
    int k1 = (int) (key >>> 32);
    for (int r = 0; r < 10; r++) {
      long p0 = (x0 & 0xffffffffL) * 0xD2511F53L;
      long p1 = (x2 & 0xffffffffL) * 0xCD9E8D57L;
      x0 = (int) (p1 >>> 32) ^ x1 ^ k0;
      x1 = (int) p1;
      x2 = (int) (p0 >>> 32) ^ x3 ^ k1;
      x3 = (int) p0;
      k0 += 0x9E3779B9;
      k1 += 0xBB67AE85;
    }
    out[0] = x0;
    out[1] = x1;
    out[2] = x2;
    out[3] = x3;
  }

  private static long mix(long z) {
    long a = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
    long b = (a ^ (a >>> 27)) * 0x94d049bb133111ebL;
    return b ^ (b >>> 31);
  }

  /**
   * Runs a training forward pass under the key (seed, step, shard) on this thread. The n-th dropout
   * call inside draws from that key folded with n, so masks depend on the key, the place in the
   * network and the element, never on the thread. Open one scope per micro-batch.
   */
  public static <T> T scoped(long seed, long step, long shard, Supplier<T> body) {
    Scope s = scope(seed, step, shard);
    try {
      return body.get();
    } finally {
      s.close();
    }
  }

  /** As {@link #scoped}, for try-with-resources; the outer scope comes back on close. */
  public static Scope scope(long seed, long step, long shard) {
    Scope s = new Scope(of(seed).fold(step).fold(shard), SCOPE.get());
    SCOPE.set(s);
    return s;
  }

  /** The number of the next random call in this thread's scope, counted up; -1 outside of any. */
  public static int callInScope() {
    Scope s = SCOPE.get();
    return s == null ? -1 : s.calls++;
  }

  /** The generator of a numbered random call in this thread's scope, or null outside of any. */
  public static @Nullable Rng inScope(int call) {
    Scope s = SCOPE.get();
    return s == null ? null : s.rng.fold(call);
  }

  /** The generator of the next random call in this thread's scope, or null outside of any. */
  public static @Nullable Rng nextInScope() {
    Scope s = SCOPE.get();
    return s == null ? null : s.next();
  }

  /** Where this thread's scope stands, or null outside of any. */
  public static @Nullable Place place() {
    Scope s = SCOPE.get();
    return s == null ? null : new Place(s.rng, s.calls);
  }

  /** A point in a scope: its key and how many random calls it has seen. Immutable. */
  public static final class Place {
    private final Rng rng;
    private final int calls;

    private Place(Rng rng, int calls) {
      this.rng = rng;
      this.calls = calls;
    }

    /** Runs the body as if this thread's scope stood here; null stands for no change. */
    public static <T> T replay(@Nullable Place place, Supplier<T> body) {
      if (place == null) {
        return body.get();
      }
      Scope s = new Scope(place.rng, SCOPE.get());
      s.calls = place.calls;
      SCOPE.set(s);
      try {
        return body.get();
      } finally {
        s.close();
      }
    }
  }

  /** A key bound to a thread. */
  public static final class Scope implements AutoCloseable {
    private final Rng rng;
    private final @Nullable Scope outer;
    private int calls;
    private boolean open = true;

    private Scope(Rng rng, @Nullable Scope outer) {
      this.rng = rng;
      this.outer = outer;
    }

    private Rng next() {
      return rng.fold(calls++);
    }

    /** Ends the scope; a second call does nothing. */
    @Override
    public void close() {
      if (open) {
        open = false;
        SCOPE.set(outer);
      }
    }
  }
}
