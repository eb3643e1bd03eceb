package dev.arrowmill.tensor.backend;

/** The two 16-bit float formats: widening is exact, narrowing rounds to nearest even. */
public final class Half {
  private Half() {}

  /** The float that a bfloat16's bits mean. */
  public static float fromBfloat16(short bits) {
    return Float.intBitsToFloat(bits << 16);
  }

  /** The nearest bfloat16; NaN becomes the quiet NaN 0x7fc0. */
  public static short toBfloat16(float x) {
    if (Float.isNaN(x)) {
      return (short) 0x7fc0;
    }
    int bits = Float.floatToRawIntBits(x);
    return (short) ((bits + 0x7fff + ((bits >> 16) & 1)) >> 16);
  }

  /** The float that a float16's bits mean. */
  public static float fromFloat16(short bits) {
    int sign = (bits & 0x8000) << 16;
    int exponent = (bits >> 10) & 0x1f;
    int fraction = bits & 0x3ff;
    if (exponent == 31) {
      return Float.intBitsToFloat(sign | 0x7f800000 | fraction << 13);
    }
    if (exponent == 0) {
      float tiny = fraction * 0x1p-24f;
      return sign < 0 ? -tiny : tiny;
    }
    return Float.intBitsToFloat(sign | (exponent + 112) << 23 | fraction << 13);
  }

  /** The nearest float16: infinite from 65520 on; NaN becomes the quiet NaN 0x7e00. */
  public static short toFloat16(float x) {
    if (Float.isNaN(x)) {
      return (short) 0x7e00;
    }
    int sign = (Float.floatToRawIntBits(x) >>> 16) & 0x8000;
    float a = Math.abs(x);
    if (a >= 65520f) {
      return (short) (sign | 0x7c00);
    }
    if (a < 0x1p-14f) {
      return (short) (sign | (int) Math.rint(a * 0x1p24));
    }
    int bits = Float.floatToRawIntBits(a) - (112 << 23);
    return (short) (sign | (bits + 0xfff + ((bits >> 13) & 1)) >> 13);
  }
}
