package dev.arrowmill.tensor.backend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.arrowmill.tensor.Tensor;
import dev.arrowmill.tensor.random.Rng;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The vector kernels give the bits of the scalar reference, on odd sizes and special values. */
class BackendParityTest {
  private static final int[] SIZES = {
    0, 1, 2, 4, 6, 7, 8, 13, 15, 16, 17, 31, 33, 64, 100, 513, 1030, 4098
  };
  private static final float[] SPECIAL = {
    0f,
    -0f,
    Float.NaN,
    Float.POSITIVE_INFINITY,
    Float.NEGATIVE_INFINITY,
    Float.MIN_VALUE,
    -Float.MIN_VALUE,
    Float.MAX_VALUE,
    -Float.MAX_VALUE,
    1.17549435e-38f,
    1e-40f,
    88.7f,
    89f,
    -87.3f,
    -103.9f,
    -104.5f,
    1f,
    -1f,
    8192f,
    8193f,
    1e10f,
    0.625f,
    0.927734375f
  };

  private final Backend scalar = Backends.scalar();
  private final Backend simd = new SimdBackend();

  static float[] numbers(int n, long seed) {
    Random r = new Random(seed);
    float[] a = new float[n];
    for (int i = 0; i < n; i++) {
      float scale = (float) Math.pow(10, r.nextInt(7) - 3);
      a[i] =
          r.nextInt(10) == 0
              ? SPECIAL[r.nextInt(SPECIAL.length)]
              : (float) r.nextGaussian() * scale;
    }
    return a;
  }

  static float[] finite(int n, long seed) {
    Random r = new Random(seed);
    float[] a = new float[n];
    for (int i = 0; i < n; i++) {
      a[i] = (float) r.nextGaussian();
    }
    return a;
  }

  private static void same(String what, float[] expected, float[] actual) {
    for (int i = 0; i < expected.length; i++) {
      if (Float.floatToIntBits(expected[i]) != Float.floatToIntBits(actual[i])) {
        throw new AssertionError(what + " at " + i + ": " + expected[i] + " / " + actual[i]);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(UnaryKernel.class)
  void unary(UnaryKernel k) {
    for (int n : SIZES) {
      float[] x = numbers(n + 3, 17 * n + k.ordinal());
      float[] a = new float[n + 5];
      float[] b = new float[n + 5];
      scalar.unary(k, x, 3, a, 2, n);
      simd.unary(k, x, 3, b, 2, n);
      same(k + " size " + n, a, b);
    }
  }

  @ParameterizedTest
  @EnumSource(BinaryKernel.class)
  void binary(BinaryKernel k) {
    for (int n : SIZES) {
      float[] x = numbers(n + 3, 19 * n + k.ordinal());
      float[] z = numbers(n + 3, 23 * n + k.ordinal());
      for (int steps = 0; steps < 4; steps++) {
        float[] a = new float[n + 5];
        float[] b = new float[n + 5];
        scalar.binary(k, x, 3, steps & 1, z, 1, steps >> 1, a, 2, n);
        simd.binary(k, x, 3, steps & 1, z, 1, steps >> 1, b, 2, n);
        same(k + " size " + n + " steps " + steps, a, b);
      }
    }
  }

  @Test
  void reductions() {
    for (int n : SIZES) {
      float[] x = finite(n + 3, n);
      assertThat(simd.sum(x, 3, n)).as("sum %s", n).isEqualTo(scalar.sum(x, 3, n));
      float[] odd = numbers(n + 3, n);
      if (n > 0) {
        same("max " + n, new float[] {scalar.max(odd, 3, n)}, new float[] {simd.max(odd, 3, n)});
      }
    }
  }

  @Test
  void sumIsTheDocumentedTree() {
    float[] x = finite(20, 3);
    float[] l = new float[16];
    for (int i = 0; i < 20; i++) {
      l[i % 16] += x[i];
    }
    for (int i = 0; i < 8; i++) {
      l[i] += l[i + 8];
    }
    float tree = ((l[0] + l[4]) + (l[2] + l[6])) + ((l[1] + l[5]) + (l[3] + l[7]));
    assertThat(simd.sum(x, 0, 20)).isEqualTo(tree);
  }

  @ParameterizedTest
  @CsvSource({
    "1,1,1",
    "1,1,128",
    "32,1,128",
    "1000,1,64",
    "32,256,300",
    "5,7,3",
    "6,16,9",
    "7,17,33",
    "48,40,20",
    "130,33,70",
    "64,64,300",
    "3,65,600",
    "200,20,1",
    "2,1030,5",
    "13,13,0",
    "33,5,260",
    "129,9,40"
  })
  void gemmIsOneChainPerElement(int m, int n, int k) {
    for (int layout = 0; layout < 8; layout++) {
      boolean at = (layout & 1) != 0;
      boolean bt = (layout & 2) != 0;
      float[] a = finite(m * k + 2, 1);
      float[] b = finite(k * n + 3, 2);
      float[] bias = (layout & 4) != 0 ? finite(n + 1, 3) : null;
      int ars = at ? 1 : k;
      int acs = at ? m : 1;
      int brs = bt ? 1 : n;
      int bcs = bt ? k : 1;
      int ldc = n + 2;
      float[] want = new float[m * ldc + 1];
      float[] c = new float[m * ldc + 1];
      float[] s = new float[m * ldc + 1];
      for (int i = 0; i < m; i++) {
        for (int j = 0; j < n; j++) {
          float acc = bias == null ? 0 : bias[1 + j];
          for (int p = 0; p < k; p++) {
            acc = Math.fma(a[2 + i * ars + p * acs], b[3 + p * brs + j * bcs], acc);
          }
          want[1 + i * ldc + j] = acc;
        }
      }
      simd.gemm(m, n, k, a, 2, ars, acs, b, 3, brs, bcs, bias, 1, c, 1, ldc);
      scalar.gemm(m, n, k, a, 2, ars, acs, b, 3, brs, bcs, bias, 1, s, 1, ldc);
      same("simd gemm layout " + layout, want, c);
      same("scalar gemm layout " + layout, want, s);
    }
  }

  @Test
  void statusNamesLanesOrReasonAndFlag() {
    SimdStatus s = Backends.status();
    assertThat(s.on()).isTrue();
    assertThat(s.lanes()).isGreaterThanOrEqualTo(4);
    assertThat(Backends.describe()).contains("on").contains(Integer.toString(s.lanes()));
    assertThat(Stream.of(Backends.get().name())).containsExactly("simd");
  }

  @Test
  void adam() {
    AdamScales scales =
        new AdamScales(0.99f, 0.01f, 0.9f, 0.1f, 0.999f, 0.001f, 0.02f, 0.3f, 1e-8f);
    for (int n : SIZES) {
      float[][] a = {finite(n + 1, 1), finite(n + 2, 2), finite(n, 3), finite(n, 4)};
      for (int i = 0; i < n; i++) {
        a[3][i] = Math.abs(a[3][i]);
      }
      float[][] b = {a[0].clone(), a[1].clone(), a[2].clone(), a[3].clone()};
      scalar.adam(a[0], 1, a[1], 2, a[2], a[3], n, scales);
      simd.adam(b[0], 1, b[1], 2, b[2], b[3], n, scales);
      for (int i = 0; i < 4; i++) {
        same("adam " + n, a[i], b[i]);
      }
    }
  }

  @Test
  void withoutSimdTheReasonAndTheFlagAreNamed() {
    assertThat(Backends.describe(Backends.probe("true", false)))
        .contains("off")
        .contains(Backends.FLAG);
    assertThat(Backends.describe(Backends.probe("false", true))).contains("-Darrowmill.simd=true");
    assertThat(Backends.probe("true", true).on()).isTrue();
  }

  @Test
  void indirectProductsAndAdagradHaveTheScalarBits() {
    Backend scalar = Backends.scalar();
    Backend best = Backends.get();
    for (int vectors : new int[] {1, 2, 3, 4, 5}) {
      for (int m : new int[] {4, 8, 12, 196}) {
        int n = vectors * best.lanes();
        int k = 5 * m + 3;
        float[] a = Tensor.randn(Rng.of(m), 4096).floats();
        float[] b = Tensor.randn(Rng.of(n), k * n + 1).floats();
        int[] rows = new int[m + 4];
        int[] steps = new int[k];
        for (int i = 0; i < rows.length; i++) {
          rows[i] = Rng.of(1).indexAt(i, 2000);
        }
        for (int p = 0; p < k; p++) {
          steps[p] = Rng.of(2).indexAt(p, 2000);
        }
        float[] x = new float[m * n + 2];
        float[] y = new float[m * n + 2];
        for (boolean add : new boolean[] {false, true}) {
          scalar.gemmIndirect(m, n, k, a, 3, rows, 4, steps, b, 1, add, x, 2);
          best.gemmIndirect(m, n, k, a, 3, rows, 4, steps, b, 1, add, y, 2);
          assertThat(y).isEqualTo(x);
        }
      }
    }
    for (int n : new int[] {1, 7, 16, 33}) {
      float[][] x = new float[3][];
      float[][] y = new float[3][];
      for (int i = 0; i < 3; i++) {
        x[i] = Tensor.rand(Rng.of(i), n + 5).floats();
        y[i] = x[i].clone();
      }
      float[] c = {0.1f, 0.01f, 1e-10f, -1};
      scalar.adagrad(x[0], 1, x[1], 2, x[2], 3, n, c);
      best.adagrad(y[0], 1, y[1], 2, y[2], 3, n, c);
      assertThat(y[0]).isEqualTo(x[0]);
      assertThat(y[2]).isEqualTo(x[2]);
    }
  }
}
