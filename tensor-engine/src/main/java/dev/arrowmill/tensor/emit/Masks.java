package dev.arrowmill.tensor.emit;

/** Bools as floats and back. */
final class Masks {
  private Masks() {}

  static void read(byte[] from, int at, float[] to, int n) {
    for (int i = 0; i < n; i++) {
      to[i] = from[at + i];
    }
  }

  static void write(float[] from, byte[] to, int at, int n) {
    for (int i = 0; i < n; i++) {
      to[at + i] = (byte) from[i];
    }
  }
}
