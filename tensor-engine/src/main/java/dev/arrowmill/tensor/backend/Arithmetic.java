package dev.arrowmill.tensor.backend;

/** The four operations as plain loops, which C2 turns into vector code on heap arrays. */
final class Arithmetic {
  private Arithmetic() {}

  static void add(float[] a, int ao, int as, float[] b, int bo, int bs, float[] y, int yo, int n) {
    if (n == 0) {
      return;
    }
    if (as == 1 && bs == 1) {
      for (int i = 0; i < n; i++) {
        y[yo + i] = a[ao + i] + b[bo + i];
      }
    } else if (as == 1) {
      float s = b[bo];
      for (int i = 0; i < n; i++) {
        y[yo + i] = a[ao + i] + s;
      }
    } else {
      float s = a[ao];
      for (int i = 0; i < n; i++) {
        y[yo + i] = s + b[bo + i * bs];
      }
    }
  }

  static void sub(float[] a, int ao, int as, float[] b, int bo, int bs, float[] y, int yo, int n) {
    if (n == 0) {
      return;
    }
    if (as == 1 && bs == 1) {
      for (int i = 0; i < n; i++) {
        y[yo + i] = a[ao + i] - b[bo + i];
      }
    } else if (as == 1) {
      float s = b[bo];
      for (int i = 0; i < n; i++) {
        y[yo + i] = a[ao + i] - s;
      }
    } else {
      float s = a[ao];
      for (int i = 0; i < n; i++) {
        y[yo + i] = s - b[bo + i * bs];
      }
    }
  }

  static void mul(float[] a, int ao, int as, float[] b, int bo, int bs, float[] y, int yo, int n) {
    if (n == 0) {
      return;
    }
    if (as == 1 && bs == 1) {
      for (int i = 0; i < n; i++) {
        y[yo + i] = a[ao + i] * b[bo + i];
      }
    } else if (as == 1) {
      float s = b[bo];
      for (int i = 0; i < n; i++) {
        y[yo + i] = a[ao + i] * s;
      }
    } else {
      float s = a[ao];
      for (int i = 0; i < n; i++) {
        y[yo + i] = s * b[bo + i * bs];
      }
    }
  }

  static void div(float[] a, int ao, int as, float[] b, int bo, int bs, float[] y, int yo, int n) {
    if (n == 0) {
      return;
    }
    if (as == 1 && bs == 1) {
      for (int i = 0; i < n; i++) {
        y[yo + i] = a[ao + i] / b[bo + i];
      }
    } else if (as == 1) {
      float s = b[bo];
      for (int i = 0; i < n; i++) {
        y[yo + i] = a[ao + i] / s;
      }
    } else {
      float s = a[ao];
      for (int i = 0; i < n; i++) {
        y[yo + i] = s / b[bo + i * bs];
      }
    }
  }
}
