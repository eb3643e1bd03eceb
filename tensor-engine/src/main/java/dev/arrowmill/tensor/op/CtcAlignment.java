package dev.arrowmill.tensor.op;

import dev.arrowmill.tensor.DType;
import dev.arrowmill.tensor.Tensor;

/** The forward and backward variables of CTC in the log domain, for one sequence at a time. */
final class CtcAlignment {
  private static final double NONE = Double.NEGATIVE_INFINITY;

  private final Tensor[] in;
  private final int blank;
  private final int time;
  private final int batch;
  private final int classes;
  private final int[] labels;
  private final int[] inputLengths;
  private final int[] targetLengths;
  private final double[] alpha;
  private final double[] beta;
  private final double[] perClass;
  private final int width;
  private final Tensor x;

  CtcAlignment(Tensor[] in, int blank) {
    this.in = in;
    this.blank = blank;
    x = in[0];
    time = x.size(0);
    batch = x.size(1);
    classes = x.size(2);
    labels = new int[in[1].numel()];
    inputLengths = new int[batch];
    targetLengths = new int[batch];
    width = 2 * (in[1].rank() == 2 ? in[1].size(1) : labels.length) + 1;
    alpha = new double[time * width];
    beta = new double[time * width];
    perClass = new double[classes];
  }

  /** Takes over the present values of the inputs. */
  void read() {
    Indices.read("ctcLoss", in[1], classes, labels);
    Indices.read("ctcLoss", in[2], time + 1, inputLengths);
    Indices.read("ctcLoss", in[3], width / 2 + 1, targetLengths);
    long sum = 0;
    for (int l : targetLengths) {
      sum += l;
    }
    if (in[1].rank() == 1 && sum != labels.length) {
      throw new IllegalArgumentException(
          "ctcLoss: target lengths add up to " + sum + ", there are " + labels.length + " labels");
    }
  }

  private int start(int i) {
    if (in[1].rank() == 2) {
      return i * in[1].size(1);
    }
    int s = 0;
    for (int j = 0; j < i; j++) {
      s += targetLengths[j];
    }
    return s;
  }

  private int label(int start, int s) {
    return (s & 1) == 0 ? blank : labels[start + s / 2];
  }

  private double at(int t, int i, int c) {
    int k = x.offset() + (t * batch + i) * classes + c;
    return x.dtype() == DType.FLOAT32 ? x.floats()[k] : x.doubles()[k];
  }

  private static double add(double a, double b) {
    double m = Math.max(a, b);
    return m == NONE ? NONE : m + StrictMath.log(StrictMath.exp(a - m) + StrictMath.exp(b - m));
  }

  /** Fills alpha for sequence i and returns its loss. */
  double forward(int i) {
    int steps = inputLengths[i];
    int states = 2 * targetLengths[i] + 1;
    int start = start(i);
    if (steps == 0) {
      return states == 1 ? 0 : Double.POSITIVE_INFINITY;
    }
    for (int t = 0; t < steps; t++) {
      for (int s = 0; s < states; s++) {
        alpha[t * width + s] = before(t, s, start) + at(t, i, label(start, s));
      }
    }
    int last = (steps - 1) * width + states - 1;
    return -(states == 1 ? alpha[last] : add(alpha[last], alpha[last - 1]));
  }

  private double before(int t, int s, int start) {
    if (t == 0) {
      return s < 2 ? 0 : NONE;
    }
    int row = (t - 1) * width;
    double a = alpha[row + s];
    if (s > 0) {
      a = add(a, alpha[row + s - 1]);
    }
    if (s > 1 && label(start, s) != blank && label(start, s) != label(start, s - 2)) {
      a = add(a, alpha[row + s - 2]);
    }
    return a;
  }

  /** Writes the gradient of sequence i, after {@link #forward} of the same. */
  void backward(int i, double loss, double g, Tensor out) {
    int steps = inputLengths[i];
    int states = 2 * targetLengths[i] + 1;
    int start = start(i);
    for (int t = steps - 1; t >= 0; t--) {
      java.util.Arrays.fill(perClass, NONE);
      for (int s = 0; s < states; s++) {
        int c = label(start, s);
        double b = after(t, s, start, steps, states) + at(t, i, c);
        beta[t * width + s] = b;
        perClass[c] = add(perClass[c], alpha[t * width + s] + b);
      }
      for (int c = 0; c < classes; c++) {
        double lp = at(t, i, c);
        double d = StrictMath.exp(lp) - StrictMath.exp(perClass[c] + loss - lp);
        CtcLoss.set(out, (t * batch + i) * classes + c, d * g);
      }
    }
  }

  private double after(int t, int s, int start, int steps, int states) {
    if (t == steps - 1) {
      return s >= states - 2 ? 0 : NONE;
    }
    int row = (t + 1) * width;
    double b = beta[row + s];
    if (s < states - 1) {
      b = add(b, beta[row + s + 1]);
    }
    if (s < states - 2 && label(start, s) != blank && label(start, s) != label(start, s + 2)) {
      b = add(b, beta[row + s + 2]);
    }
    return b;
  }
}
