package dev.arrowmill.tensor.backend;

import static dev.arrowmill.tensor.backend.FloatMath.EXP_MAX;
import static dev.arrowmill.tensor.backend.FloatMath.EXP_MIN;
import static dev.arrowmill.tensor.backend.FloatMath.LN2_HI;
import static dev.arrowmill.tensor.backend.FloatMath.LN2_LO;
import static dev.arrowmill.tensor.backend.FloatMath.LOG2E;
import static dev.arrowmill.tensor.backend.FloatMath.ROUND;
import static dev.arrowmill.tensor.backend.FloatMath.TANH_SMALL;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * Vector twins of exp and of what is made from it, operation by operation as in FloatMath. Loops
 * call nothing but the Vector API, and longer functions work in stages over blocks that stay in L1:
 * C2 stops inlining other methods in a long body, and a call that is not inlined boxes its vectors.
 */
final class SimdExp {
  private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
  private static final int L = S.length();

  /*
   * ROUND + n holds the whole number n in its low bits, also a negative one. Conversions between float and
   * int are no vector instruction in JDK 17's compiler: they box every vector (measured: exp at 4.2 ns
   * per element instead of 0.5).
   */
  static final int ROUND_BITS = Float.floatToRawIntBits(ROUND);

  private SimdExp() {}

  static void exp(float[] x, int xo, float[] y, int yo, int n) {
    int i = 0;
    for (; i + L <= n; i += L) {
      FloatVector c = FloatVector.fromArray(S, x, xo + i).max(EXP_MIN - 1).min(EXP_MAX + 1);
      FloatVector round = FloatVector.broadcast(S, ROUND);
      FloatVector shifted = c.fma(FloatVector.broadcast(S, LOG2E), round);
      FloatVector m = shifted.sub(ROUND);
      FloatVector r = m.fma(FloatVector.broadcast(S, -LN2_HI), c);
      r = m.fma(FloatVector.broadcast(S, -LN2_LO), r);
      FloatVector p = FloatVector.broadcast(S, 1.9875691500e-4f);
      p = p.fma(r, FloatVector.broadcast(S, 1.3981999507e-3f));
      p = p.fma(r, FloatVector.broadcast(S, 8.3334519073e-3f));
      p = p.fma(r, FloatVector.broadcast(S, 4.1665795894e-2f));
      p = p.fma(r, FloatVector.broadcast(S, 1.6666665459e-1f));
      p = p.fma(r, FloatVector.broadcast(S, 5.0000001201e-1f));
      p = p.fma(r.mul(r), r).add(1f);
      IntVector k = shifted.reinterpretAsInts().sub(ROUND_BITS);
      IntVector h = k.lanewise(VectorOperators.ASHR, 1);
      IntVector low = h.add(127).lanewise(VectorOperators.LSHL, 23);
      IntVector high = k.sub(h).add(127).lanewise(VectorOperators.LSHL, 23);
      p.mul(low.reinterpretAsFloats()).mul(high.reinterpretAsFloats()).intoArray(y, yo + i);
    }
    for (; i < n; i++) {
      y[yo + i] = FloatMath.exp(x[xo + i]);
    }
  }

  static void sigmoid(float[] x, int xo, float[] y, int yo, int n) {
    sigmoid(x, xo, y, yo, n, false);
  }

  static void silu(float[] x, int xo, float[] y, int yo, int n) {
    sigmoid(x, xo, y, yo, n, true);
  }

  private static void sigmoid(float[] x, int xo, float[] y, int yo, int n, boolean times) {
    float[] e = SimdBlocks.first();
    int i = 0;
    for (int m = SimdBlocks.whole(n, i); m > 0; m = SimdBlocks.whole(n, i)) {
      for (int j = 0; j < m; j += L) {
        FloatVector.fromArray(S, x, xo + i + j).abs().neg().intoArray(e, j);
      }
      exp(e, 0, e, 0, m);
      for (int j = 0; j < m; j += L) {
        FloatVector v = FloatVector.fromArray(S, x, xo + i + j);
        FloatVector a = FloatVector.fromArray(S, e, j);
        FloatVector s = a.blend(1f, v.compare(VectorOperators.GE, 0f)).div(a.add(1f));
        (times ? v.mul(s) : s).intoArray(y, yo + i + j);
      }
      i += m;
    }
    for (; i < n; i++) {
      y[yo + i] = times ? FloatMath.silu(x[xo + i]) : FloatMath.sigmoid(x[xo + i]);
    }
  }

  static void tanh(float[] x, int xo, float[] y, int yo, int n) {
    float[] e = SimdBlocks.first();
    int i = 0;
    for (int m = SimdBlocks.whole(n, i); m > 0; m = SimdBlocks.whole(n, i)) {
      for (int j = 0; j < m; j += L) {
        FloatVector a = FloatVector.fromArray(S, x, xo + i + j).abs();
        a.add(a).intoArray(e, j);
      }
      exp(e, 0, e, 0, m);
      tanh(x, xo + i, e, y, yo + i, m);
      i += m;
    }
    for (; i < n; i++) {
      y[yo + i] = FloatMath.tanh(x[xo + i]);
    }
  }

  private static void tanh(float[] x, int xo, float[] e, float[] y, int yo, int m) {
    for (int j = 0; j < m; j += L) {
      FloatVector v = FloatVector.fromArray(S, x, xo + j);
      FloatVector z = v.mul(v);
      FloatVector p =
          FloatVector.broadcast(S, -5.70498872745e-3f)
              .fma(z, FloatVector.broadcast(S, 2.06390887954e-2f));
      p = p.fma(z, FloatVector.broadcast(S, -5.37397155531e-2f));
      p = p.fma(z, FloatVector.broadcast(S, 1.33314422036e-1f));
      p = p.fma(z, FloatVector.broadcast(S, -3.33332819422e-1f));
      FloatVector small = p.mul(z).fma(v, v);
      FloatVector big =
          FloatVector.broadcast(S, 1f)
              .sub(FloatVector.broadcast(S, 2f).div(FloatVector.fromArray(S, e, j).add(1f)));
      IntVector sign = v.reinterpretAsInts().and(0x80000000);
      IntVector magnitude = big.reinterpretAsInts().and(0x7fffffff);
      magnitude
          .or(sign)
          .reinterpretAsFloats()
          .blend(small, v.abs().compare(VectorOperators.LT, TANH_SMALL))
          .intoArray(y, yo + j);
    }
  }
}
