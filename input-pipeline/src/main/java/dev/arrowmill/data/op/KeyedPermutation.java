package dev.arrowmill.data.op;

/**
 * A permutation of {@code 0..n-1} that depends on a key alone: any position can be asked for at any
 * time, in any order, by any thread. Immutable and thread-safe.
 */
final class KeyedPermutation {
  /*
   * Small permutations are tables, shuffled by Fisher and Yates with numbers hashed from (key,
   * position). Large ones are a Feistel network over the smallest even number of bits that holds n,
   * with cycle walking (Black and Rogaway, "Ciphers with arbitrary finite domains", 2002): a value
   * that falls outside is encrypted again until it falls inside, at most 4 times on average.
   */
  private static final int TABLE_LIMIT = 1 << 16;
  private static final int ROUNDS = 6;

  private final long n;
  private final int[] table;
  private final long[] keys = new long[ROUNDS];
  private final int halfBits;
  private final long halfMask;

  KeyedPermutation(long n, long key) {
    this.n = n;
    this.table = n <= TABLE_LIMIT ? table((int) n, key) : new int[0];
    for (int r = 0; r < ROUNDS; r++) {
      keys[r] = mix(key, r);
    }
    int bits = 64 - Long.numberOfLeadingZeros(Math.max(1, n - 1));
    this.halfBits = Math.max(1, (bits + 1) / 2);
    this.halfMask = (1L << halfBits) - 1;
  }

  /** The element at a position. */
  long at(long position) {
    if (n <= TABLE_LIMIT) {
      return table[(int) position];
    }
    long v = position;
    do {
      v = encrypt(v);
    } while (v >= n);
    return v;
  }

  private long encrypt(long v) {
    long left = v >>> halfBits;
    long right = v & halfMask;
    for (int round = 0; round < ROUNDS; round++) {
      long next = left ^ (finish(right + keys[round]) & halfMask);
      left = right;
      right = next;
    }
    return (left << halfBits) | right;
  }

  /** A whole permutation as an array. */
  static int[] table(int n, long key) {
    int[] out = new int[n];
    for (int i = 0; i < n; i++) {
      int j = (int) Math.multiplyHigh(mix(key, i) >>> 1, (i + 1L) << 1);
      out[i] = out[j];
      out[j] = i;
    }
    return out;
  }

  /** A key of a key and a number: SplitMix64's finaliser over both. */
  static long mix(long key, long number) {
    return finish(key + (number + 1) * 0x9e3779b97f4a7c15L);
  }

  private static long finish(long v) {
    long z = (v ^ (v >>> 30)) * 0xbf58476d1ce4e5b9L;
    z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
    return z ^ (z >>> 31);
  }
}
