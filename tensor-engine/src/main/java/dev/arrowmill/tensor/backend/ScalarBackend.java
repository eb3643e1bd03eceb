package dev.arrowmill.tensor.backend;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The reference: plain loops over the scalar definitions. */
class ScalarBackend implements Backend {
  static final int SUM_BLOCK = 512;
  static final int LANES = 16;

  /** Scratch of the reductions: a thread's kernels never run inside of each other. */
  static final ThreadLocal<float[]> SCRATCH = ThreadLocal.withInitial(() -> new float[LANES]);

  @Override
  public String name() {
    return "scalar";
  }

  @Override
  public void unary(UnaryKernel k, float[] x, int xo, float[] y, int yo, int n) {
    UnaryKernel.F32 f = k.f32();
    for (int i = 0; i < n; i++) {
      y[yo + i] = f.at(x[xo + i]);
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
    switch (k) {
      case ADD -> Arithmetic.add(a, ao, as, b, bo, bs, y, yo, n);
      case SUB -> Arithmetic.sub(a, ao, as, b, bo, bs, y, yo, n);
      case MUL -> Arithmetic.mul(a, ao, as, b, bo, bs, y, yo, n);
      case DIV -> Arithmetic.div(a, ao, as, b, bo, bs, y, yo, n);
      default -> {
        BinaryKernel.F32 f = k.f32();
        for (int i = 0; i < n; i++) {
          y[yo + i] = f.at(a[ao + i * as], b[bo + i * bs]);
        }
      }
    }
  }

  @Override
  public float sum(float[] x, int xo, int n) {
    double total = 0;
    float[] lanes = SCRATCH.get();
    for (int at = 0; at < n; at += SUM_BLOCK) {
      total += blockSum(x, xo + at, Math.min(SUM_BLOCK, n - at), lanes);
    }
    return (float) total;
  }

  static float blockSum(float[] x, int xo, int n, float[] lanes) {
    Arrays.fill(lanes, 0f);
    for (int i = 0; i < n; i++) {
      lanes[i & (LANES - 1)] += x[xo + i];
    }
    return tree(lanes);
  }

  static float tree(float[] l) {
    for (int i = 0; i < 8; i++) {
      l[i] += l[i + 8];
    }
    return ((l[0] + l[4]) + (l[2] + l[6])) + ((l[1] + l[5]) + (l[3] + l[7]));
  }

  @Override
  public float max(float[] x, int xo, int n) {
    float m = x[xo];
    for (int i = 1; i < n; i++) {
      m = Math.max(m, x[xo + i]);
    }
    return m;
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
    float[] rows = b;
    int ro = bo;
    int rs = brs;
    if (bcs != 1 && n > 1) {
      rows = new float[k * n];
      for (int j = 0; j < n; j++) {
        for (int p = 0; p < k; p++) {
          rows[p * n + j] = b[bo + p * brs + j * bcs];
        }
      }
      ro = 0;
      rs = n;
    }
    for (int i = 0; i < m; i++) {
      int ci = co + i * ldc;
      if (bias == null) {
        Arrays.fill(c, ci, ci + n, 0f);
      } else {
        System.arraycopy(bias, biasOffset, c, ci, n);
      }
      for (int p = 0; p < k; p++) {
        axpy(n, a[ao + i * ars + p * acs], rows, ro + p * rs, c, ci);
      }
    }
  }

  @Override
  public void adam(
      float[] p, int po, float[] g, int go, float[] m, float[] v, int so, int n, float[] c) {
    adam(p, po, g, go, m, v, so, 0, n, c);
  }

  static void adam(
      float[] p,
      int po,
      float[] g,
      int go,
      float[] m,
      float[] v,
      int so,
      int from,
      int n,
      float[] c) {
    for (int i = from; i < n; i++) {
      float w = p[po + i];
      float d = g[go + i] + c[1] * w;
      float mi = c[2] * m[so + i] + c[3] * d;
      float vi = c[4] * v[so + i] + c[5] * d * d;
      m[so + i] = mi;
      v[so + i] = vi;
      p[po + i] = w * c[0] - c[6] * (mi / ((float) Math.sqrt(vi) * c[7] + c[8]));
    }
  }

  @Override
  public void adagrad(float[] p, int po, float[] g, int go, float[] sum, int so, int n, float[] c) {
    adagrad(p, po, g, go, sum, so, 0, n, c);
  }

  static void adagrad(
      float[] p, int po, float[] g, int go, float[] sum, int so, int from, int n, float[] c) {
    for (int i = from; i < n; i++) {
      float d = c[3] * g[go + i] + c[1] * p[po + i];
      float s = sum[so + i] + d * d;
      sum[so + i] = s;
      p[po + i] -= c[0] * (d / ((float) Math.sqrt(s) + c[2]));
    }
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
    for (int i = 0; i < m; i++) {
      int to = co + i * n;
      if (!add) {
        java.util.Arrays.fill(c, to, to + n, 0f);
      }
      for (int p = 0; p < k; p++) {
        axpy(n, a[ao + rows[from + i] + steps[p]], b, bo + p * n, c, to);
      }
    }
  }

  @Override
  public int lanes() {
    return 1;
  }

  private static void axpy(int n, float s, float[] b, int bo, float[] c, int co) {
    for (int j = 0; j < n; j++) {
      c[co + j] = Math.fma(s, b[bo + j], c[co + j]);
    }
  }
}
