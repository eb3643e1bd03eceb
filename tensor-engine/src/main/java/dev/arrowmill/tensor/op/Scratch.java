package dev.arrowmill.tensor.op;

import java.util.concurrent.atomic.AtomicReferenceArray;

/** Buffers of a kernel, one per share, made at the share's first run and kept. */
final class Scratch {
  private static final int SHARES = 256;

  private final int size;
  private final AtomicReferenceArray<float[]> arrays = new AtomicReferenceArray<>(SHARES);

  Scratch(long size) {
    this.size = Math.toIntExact(size);
  }

  float[] of(int part) {
    float[] a = arrays.get(part % SHARES);
    if (a == null) {
      a = new float[size];
      arrays.set(part % SHARES, a);
    }
    return a;
  }
}
