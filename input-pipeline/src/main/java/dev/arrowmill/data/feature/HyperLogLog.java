package dev.arrowmill.data.feature;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/**
 * About how many distinct 64-bit hashes were added, with a standard error of 1.04 / sqrt(4096) =
 * 1.6%. The registers depend on the set of hashes only. Not thread-safe.
 *
 * <p>Source: Flajolet et al., "HyperLogLog" (2007), for the registers; Ertl, "New Cardinality
 * Estimation Algorithms for HyperLogLog Sketches" (2017), algorithm 6, for the estimate.
 */
final class HyperLogLog {
  private static final int BITS = 12;
  private static final int REGISTERS = 1 << BITS;
  private static final int MOST = 64 - BITS;

  private final byte[] registers = new byte[REGISTERS];

  void add(long hash) {
    int register = (int) (hash >>> (64 - BITS));
    int rank = Math.min(Long.numberOfLeadingZeros(hash << BITS), MOST) + 1;
    if (rank > registers[register]) {
      registers[register] = (byte) rank;
    }
  }

  void merge(HyperLogLog other) {
    for (int i = 0; i < REGISTERS; i++) {
      registers[i] = (byte) Math.max(registers[i], other.registers[i]);
    }
  }

  long estimate() {
    int[] count = new int[MOST + 2];
    for (byte r : registers) {
      count[r]++;
    }
    double z = REGISTERS * tau(1 - (double) count[MOST + 1] / REGISTERS);
    for (int k = MOST; k >= 1; k--) {
      z = 0.5 * (z + count[k]);
    }
    z += REGISTERS * sigma((double) count[0] / REGISTERS);
    double alpha = 1 / (2 * StrictMath.log(2));
    return Math.round(alpha * REGISTERS * REGISTERS / z);
  }

  private static double sigma(double share) {
    if (share == 1) {
      return Double.POSITIVE_INFINITY;
    }
    double x = share;
    double y = 1;
    double z = x;
    double before;
    do {
      x *= x;
      before = z;
      z += x * y;
      y += y;
    } while (z != before);
    return z;
  }

  private static double tau(double share) {
    if (share == 0 || share == 1) {
      return 0;
    }
    double x = share;
    double y = 1;
    double z = 1 - x;
    double before;
    do {
      x = StrictMath.sqrt(x);
      before = z;
      y *= 0.5;
      z -= (1 - x) * (1 - x) * y;
    } while (z != before);
    return z / 3;
  }

  void write(DataOutput out) throws IOException {
    out.write(registers);
  }

  static HyperLogLog read(DataInput in) throws IOException {
    HyperLogLog h = new HyperLogLog();
    in.readFully(h.registers);
    return h;
  }

  @Override
  public boolean equals(Object o) {
    return o instanceof HyperLogLog h && Arrays.equals(registers, h.registers);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(registers);
  }
}
