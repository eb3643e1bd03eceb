package dev.arrowmill.tensor.emit.ptx;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Global memory with fences: each allocation lies alone, a byte that nobody wrote cannot be read,
 * and within one launch no thread may touch what another wrote.
 */
final class DeviceMemory {
  private static final long FENCE = 4096;
  private static final int NOBODY = -1;

  /** One allocation; {@code writer} and {@code launch} say who wrote a byte last, and when. */
  private static final class Region {
    final long base;
    final ByteBuffer bytes;
    final boolean[] written;
    final int[] writer;
    final int[] launch;

    Region(long base, int n) {
      this.base = base;
      bytes = ByteBuffer.allocate(n).order(ByteOrder.LITTLE_ENDIAN);
      written = new boolean[n];
      writer = new int[n];
      launch = new int[n];
      Arrays.fill(writer, NOBODY);
    }
  }

  private final TreeMap<Long, Region> regions = new TreeMap<>();
  private long next = 0x7_0000_0000L;
  private int launch;
  private @Nullable Region last;

  long allocate(long n) {
    long at = next;
    regions.put(at, new Region(at, Math.toIntExact(n)));
    next = (at + n + FENCE + 255) / 256 * 256;
    return at;
  }

  void free(long address) {
    last = null;
    if (regions.remove(address) == null) {
      throw new PtxFault("free: nothing was allocated at " + Long.toHexString(address));
    }
  }

  int allocations() {
    return regions.size();
  }

  void beginLaunch() {
    launch++;
  }

  private Region find(@Nullable Lane t, String verb, long address, int size) {
    Region m = last;
    if (m == null || address < m.base || address + size > m.base + m.written.length) {
      Map.Entry<Long, Region> e = regions.floorEntry(address);
      m = e == null ? null : e.getValue();
      if (m == null || address + size > m.base + m.written.length) {
        String what = verb + " " + size + " bytes at " + Long.toHexString(address);
        throw fault(t, what + ", which is in no allocation");
      }
      last = m;
    }
    if (address % size != 0) {
      throw fault(t, verb + " " + Long.toHexString(address) + ", not a multiple of " + size);
    }
    return m;
  }

  private static PtxFault fault(@Nullable Lane t, String what) {
    return t == null ? new PtxFault("host " + what) : t.fault(what);
  }

  int load(@Nullable Lane t, long address, int size) {
    Region m = find(t, "reads", address, size);
    int at = (int) (address - m.base);
    if (!m.written[at]) {
      throw fault(t, "reads " + Long.toHexString(address) + ", which nobody wrote");
    }
    if (t != null && m.launch[at] == launch && m.writer[at] != t.number()) {
      throw fault(t, "reads " + Long.toHexString(address) + ", which another thread wrote");
    }
    return size == 1 ? m.bytes.get(at) & 255 : m.bytes.getInt(at);
  }

  void store(@Nullable Lane t, long address, int size, int value) {
    Region m = find(t, "writes", address, size);
    int at = (int) (address - m.base);
    int who = t == null ? NOBODY : t.number();
    if (t != null && m.launch[at] == launch && m.writer[at] != who) {
      throw fault(t, "writes " + Long.toHexString(address) + ", as another thread did");
    }
    for (int i = at; i < at + size; i++) {
      m.written[i] = true;
      m.writer[i] = who;
      m.launch[i] = t == null ? 0 : launch;
    }
    if (size == 1) {
      m.bytes.put(at, (byte) value);
    } else {
      m.bytes.putInt(at, value);
    }
  }
}
