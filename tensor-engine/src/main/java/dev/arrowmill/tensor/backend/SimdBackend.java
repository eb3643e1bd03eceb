package dev.arrowmill.tensor.backend;

import jdk.incubator.vector.FloatVector;
import org.jspecify.annotations.Nullable;

/** Vector API kernels; whatever has none falls back to the scalar reference. */
final class SimdBackend extends ScalarBackend {
  static int width() {
    return FloatVector.SPECIES_PREFERRED.length();
  }

  @Override
  public String name() {
    return "simd";
  }

  @Override
  public void unary(UnaryKernel k, float[] x, int xo, float[] y, int yo, int n) {
    switch (k) {
      case RELU -> SimdSimple.relu(x, xo, y, yo, n);
      case ABS -> SimdSimple.abs(x, xo, y, yo, n);
      case NEG -> SimdSimple.neg(x, xo, y, yo, n);
      case SQUARE -> SimdSimple.square(x, xo, y, yo, n);
      case SQRT -> SimdSimple.sqrt(x, xo, y, yo, n);
      case EXP -> SimdExp.exp(x, xo, y, yo, n);
      case LOG -> SimdLog.log(x, xo, y, yo, n);
      case SOFTPLUS -> SimdLog.softplus(x, xo, y, yo, n);
      case TANH -> SimdExp.tanh(x, xo, y, yo, n);
      case SIGMOID -> SimdExp.sigmoid(x, xo, y, yo, n);
      case SILU -> SimdExp.silu(x, xo, y, yo, n);
      case ERF -> SimdErf.erf(x, xo, y, yo, n);
      case GELU -> SimdErf.gelu(x, xo, y, yo, n);
      case SIN -> SimdTrig.run(x, xo, y, yo, n, 0);
      case COS -> SimdTrig.run(x, xo, y, yo, n, 1);
      default -> super.unary(k, x, xo, y, yo, n);
    }
  }

  @Override
  public void binary(
      BinaryKernel k,
      float[] a,
      int ao,
      int as,
      float[] b,
      int bo,
      int bs,
      float[] y,
      int yo,
      int n) {
    if (as == 1 && bs == 1) {
      switch (k) {
        case MAXIMUM -> {
          SimdSimple.max(a, ao, b, bo, y, yo, n);
          return;
        }
        case MINIMUM -> {
          SimdSimple.min(a, ao, b, bo, y, yo, n);
          return;
        }
        case RELU_GRAD -> {
          SimdSimple.reluGrad(a, ao, b, bo, y, yo, n);
          return;
        }
        case GELU_GRAD -> {
          SimdErf.geluGrad(a, ao, b, bo, y, yo, n);
          return;
        }
        default -> {}
      }
    }
    super.binary(k, a, ao, as, b, bo, bs, y, yo, n);
  }

  @Override
  public float sum(float[] x, int xo, int n) {
    return n < 32 ? super.sum(x, xo, n) : SimdReduce.sum(x, xo, n);
  }

  @Override
  public float max(float[] x, int xo, int n) {
    return n < 32 ? super.max(x, xo, n) : SimdReduce.max(x, xo, n);
  }

  @Override
  public void adam(
      float[] p, int po, float[] g, int go, float[] m, float[] v, int so, int n, float[] c) {
    SimdAdam.run(p, po, g, go, m, v, so, n, c);
  }

  @Override
  public void adagrad(float[] p, int po, float[] g, int go, float[] sum, int so, int n, float[] c) {
    SimdAdam.adagrad(p, po, g, go, sum, so, n, c);
  }

  @Override
  public void gemm(
      int m,
      int n,
      int k,
      float[] a,
      int ao,
      int ars,
      int acs,
      float[] b,
      int bo,
      int brs,
      int bcs,
      float @Nullable [] bias,
      int biasOffset,
      float[] c,
      int co,
      int ldc) {
    SimdGemm.run(m, n, k, a, ao, ars, acs, b, bo, brs, bcs, bias, biasOffset, c, co, ldc);
  }

  @Override
  public void gemmIndirect(
      int m,
      int n,
      int k,
      float[] a,
      int ao,
      int[] rows,
      int from,
      int[] steps,
      float[] b,
      int bo,
      boolean add,
      float[] c,
      int co) {
    SimdIndirect.run(m, n, k, a, ao, rows, from, steps, b, bo, add, c, co);
  }

  @Override
  public int lanes() {
    return width();
  }
}
