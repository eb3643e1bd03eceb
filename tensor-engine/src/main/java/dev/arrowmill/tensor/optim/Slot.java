package dev.arrowmill.tensor.optim;

import dev.arrowmill.tensor.DType;
import dev.arrowmill.tensor.Tensor;
import dev.arrowmill.tensor.nn.Parameter;
import dev.arrowmill.tensor.op.Touch;

/** A parameter with its group's settings, its state and the constants of the present step. */
final class Slot {
  private static final int CONSTANTS = 12;
  private static final int SHARES = 256;

  final Parameter parameter;
  private final double lr;
  private final double lrScale;
  final double weightDecay;

  /** What an optimizer computes once per step; each has its own order. */
  final double[] c = new double[CONSTANTS];

  /** As {@link #c} for float32 kernels. */
  final float[] f = new float[CONSTANTS];

  private final RowScratch[] shares = new RowScratch[SHARES];
  private Tensor[] state = {};
  private int[] counts = {};

  Slot(Parameter parameter, ParamGroup group) {
    this.parameter = parameter;
    this.lr = group.lr();
    this.lrScale = group.lrScale();
    this.weightDecay = group.weightDecay();
  }

  /**
   * The parameter's rate.
   *
   * @param now the optimizer's rate
   * @param set the optimizer's rate before any schedule
   */
  double rate(double now, double set) {
    double own = Double.isNaN(lr) ? now : set > 0 ? lr * (now / set) : lr;
    return own * lrScale;
  }

  /** Makes the state tensors that are lacking. */
  void open(Optimizer owner, int n, double lr) {
    if (state.length == n) {
      return;
    }
    Tensor t = parameter.tensor();
    Tensor[] all = java.util.Arrays.copyOf(state, n);
    for (int k = state.length; k < n; k++) {
      all[k] = Tensor.full(t.dtype(), t.shape(), owner.initial(k, lr));
    }
    state = all;
  }

  /** Computes the constants of a step. */
  void prepare(Optimizer owner, double lr, long step) {
    owner.prepare(this, lr, step);
    for (int i = 0; i < CONSTANTS; i++) {
      f[i] = (float) c[i];
    }
  }

  /** Asks for rows of the parameter and of all its state. */
  void touch(int[] rows, int from, int end) {
    Tensor p = parameter.tensor();
    Touch.rows(p.storage(), p.offset(), width(), rows, from, end);
    for (int k = 0; k < state.length; k++) {
      Touch.rows(state[k].storage(), 0, width(), rows, from, end);
    }
  }

  Tensor state(int k) {
    return state[k];
  }

  float[] f(int k) {
    return state[k].floats();
  }

  double[] d(int k) {
    return state[k].doubles();
  }

  boolean isSingle() {
    return parameter.tensor().dtype() == DType.FLOAT32;
  }

  /** Elements per row. */
  int width() {
    Tensor t = parameter.tensor();
    return t.size(0) == 0 ? 0 : t.numel() / t.size(0);
  }

  /** How often each row occurs; all 0 between steps. */
  int[] counts() {
    int rows = parameter.tensor().size(0);
    if (counts.length < rows) {
      counts = new int[rows];
    }
    return counts;
  }

  /** Buffers of one share. */
  RowScratch share(int part) {
    RowScratch s = shares[part];
    if (s == null) {
      s = new RowScratch();
      shares[part] = s;
    }
    return s;
  }
}
