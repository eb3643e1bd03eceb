package dev.arrowmill.tensor.backend;

import org.jspecify.annotations.Nullable;

/**
 * Float32 kernels over heap arrays. Every implementation gives the same bits; they differ in speed
 * only. Stateless and safe for use by several threads.
 */
public interface Backend {
  /** A short name, such as {@code simd}. */
  String name();

  /** {@code y[yo + i] = k(x[xo + i])} for i in 0..n. x and y may be the same range. */
  void unary(UnaryKernel k, float[] x, int xo, float[] y, int yo, int n);

  /**
   * {@code y[yo + i] = k(a[ao + i * as], b[bo + i * bs])} for i in 0..n.
   *
   * @param as 1, or 0 to repeat one element
   * @param bs 1, or 0 to repeat one element
   */
  void binary(
      BinaryKernel k,
      float[] a,
      int ao,
      int as,
      float[] b,
      int bo,
      int bs,
      float[] y,
      int yo,
      int n);

  /**
   * The sum of n elements: blocks of 512, in each 16 lanes (element i goes to lane i mod 16), lane
   * i + 8 added to lane i, then joined as ((0+4)+(2+6))+((1+5)+(3+7)); block sums are added in
   * order in float64.
   */
  float sum(float[] x, int xo, int n);

  /** The largest of n &gt; 0 elements, NaN when there is one. */
  float max(float[] x, int xo, int n);

  /**
   * One step of Adam on n parameters: d = g + l2 p; m = beta1 m + gain1 d; v = beta2 v + gain2 d d;
   * p = shrink p - stepSize (m / (sqrt(v) root + eps)).
   */
  default void adam(
      float[] p, int po, float[] g, int go, float[] m, float[] v, int n, AdamScales s) {
    adam(p, po, g, go, m, v, 0, n, s.toArray());
  }

  /**
   * As the other, with moments from index {@code so} on.
   *
   * @param c shrink, l2, beta1, gain1, beta2, gain2, stepSize, root, eps
   */
  void adam(float[] p, int po, float[] g, int go, float[] m, float[] v, int so, int n, float[] c);

  /**
   * One step of Adagrad on n parameters: d = sign g + decay p; sum = sum + d d; p = p - rate (d /
   * (sqrt(sum) + eps)).
   *
   * @param c rate, decay, eps, sign
   */
  void adagrad(float[] p, int po, float[] g, int go, float[] sum, int so, int n, float[] c);

  /**
   * {@code C = bias + A B}; every element is ONE fma chain over k in increasing order that starts
   * at its bias (or +0). So the bits depend neither on m nor n, nor on tiles, threads or
   * instruction set.
   *
   * @param a element (i, p) of A lies at {@code ao + i * ars + p * acs}
   * @param b element (p, j) of B lies at {@code bo + p * brs + j * bcs}
   * @param bias n numbers from {@code biasOffset}, or null for zero
   * @param c element (i, j) of C lies at {@code co + i * ldc + j}; overwritten
   */
  void gemm(
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
      int ldc);

  /**
   * {@code C = A B}, or {@code C += A B}, where A is read through tables: a convolution without
   * unfolding. Every element is one fma chain over k in increasing order that starts at +0, or at
   * what C holds.
   *
   * @param m rows, a multiple of 4
   * @param n columns, a multiple of {@link #lanes()}
   * @param a element (i, p) of A lies at {@code ao + rows[from + i] + steps[p]}
   * @param b element (p, j) of B lies at {@code bo + p * n + j}
   * @param c element (i, j) of C lies at {@code co + i * n + j}
   */
  void gemmIndirect(
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
      int co);

  /** Floats of a vector; 1 without vectors. */
  int lanes();
}
