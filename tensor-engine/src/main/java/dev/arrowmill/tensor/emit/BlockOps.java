package dev.arrowmill.tensor.emit;

import dev.arrowmill.tensor.expr.Code;

/** One instruction on a block of lanes; masks are ints, 0 or 1. */
final class BlockOps {
  private BlockOps() {}

  /** y = code(a, b) for floats. */
  static void floats(Code code, float[] a, float[] b, float[] y, int n) {
    switch (code) {
      case ADD -> {
        for (int i = 0; i < n; i++) {
          y[i] = a[i] + b[i];
        }
      }
      case SUB -> {
        for (int i = 0; i < n; i++) {
          y[i] = a[i] - b[i];
        }
      }
      case MUL -> {
        for (int i = 0; i < n; i++) {
          y[i] = a[i] * b[i];
        }
      }
      case DIV -> {
        for (int i = 0; i < n; i++) {
          y[i] = a[i] / b[i];
        }
      }
      case MIN -> {
        for (int i = 0; i < n; i++) {
          y[i] = Math.min(a[i], b[i]);
        }
      }
      case MAX -> {
        for (int i = 0; i < n; i++) {
          y[i] = Math.max(a[i], b[i]);
        }
      }
      case NEG -> {
        for (int i = 0; i < n; i++) {
          y[i] = -a[i];
        }
      }
      case ABS -> {
        for (int i = 0; i < n; i++) {
          y[i] = Math.abs(a[i]);
        }
      }
      case SQRT -> {
        for (int i = 0; i < n; i++) {
          y[i] = (float) Math.sqrt(a[i]);
        }
      }
      default -> throw new AssertionError(code);
    }
  }

  static void fma(float[] a, float[] b, float[] c, float[] y, int n) {
    for (int i = 0; i < n; i++) {
      y[i] = Math.fma(a[i], b[i], c[i]);
    }
  }

  static void select(int[] mask, float[] a, float[] b, float[] y, int n) {
    for (int i = 0; i < n; i++) {
      y[i] = mask[i] != 0 ? a[i] : b[i];
    }
  }

  static void toFloats(int[] a, float[] y, int n) {
    for (int i = 0; i < n; i++) {
      y[i] = Float.intBitsToFloat(a[i]);
    }
  }

  static void toBits(float[] a, int[] y, int n) {
    for (int i = 0; i < n; i++) {
      y[i] = Float.floatToRawIntBits(a[i]);
    }
  }

  /** y = 1 where the floats compare so. */
  static void compare(Code code, float[] a, float[] b, int[] y, int n) {
    switch (code) {
      case LT -> {
        for (int i = 0; i < n; i++) {
          y[i] = a[i] < b[i] ? 1 : 0;
        }
      }
      case LE -> {
        for (int i = 0; i < n; i++) {
          y[i] = a[i] <= b[i] ? 1 : 0;
        }
      }
      case EQ -> {
        for (int i = 0; i < n; i++) {
          y[i] = a[i] == b[i] ? 1 : 0;
        }
      }
      case NE -> {
        for (int i = 0; i < n; i++) {
          y[i] = a[i] != b[i] ? 1 : 0;
        }
      }
      default -> throw new AssertionError(code);
    }
  }

  /** y = code(a, b) for ints and masks, or code(a) with the instruction's value. */
  static void ints(Code code, int value, int[] a, int[] b, int[] y, int n) {
    switch (code) {
      case IADD -> {
        for (int i = 0; i < n; i++) {
          y[i] = a[i] + b[i];
        }
      }
      case ISUB -> {
        for (int i = 0; i < n; i++) {
          y[i] = a[i] - b[i];
        }
      }
      case AND, IAND -> {
        for (int i = 0; i < n; i++) {
          y[i] = a[i] & b[i];
        }
      }
      case OR, IOR -> {
        for (int i = 0; i < n; i++) {
          y[i] = a[i] | b[i];
        }
      }
      case XOR -> {
        for (int i = 0; i < n; i++) {
          y[i] = a[i] ^ b[i];
        }
      }
      case NOT -> {
        for (int i = 0; i < n; i++) {
          y[i] = a[i] ^ 1;
        }
      }
      case SHL -> {
        for (int i = 0; i < n; i++) {
          y[i] = a[i] << value;
        }
      }
      case SHR -> {
        for (int i = 0; i < n; i++) {
          y[i] = a[i] >> value;
        }
      }
      case INE -> {
        for (int i = 0; i < n; i++) {
          y[i] = a[i] != b[i] ? 1 : 0;
        }
      }
      default -> throw new AssertionError(code);
    }
  }
}
