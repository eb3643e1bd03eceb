package dev.arrowmill.model;

import dev.arrowmill.model.train.HeldOut;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** Fits a {@link Decision} to what a trained model gives for held-out rows. */
public final class CalibrationFit {
  private static final int NEWTON_STEPS = 50;
  private static final int SEARCH_STEPS = 80;

  /** What a threshold shall make largest on the held-out rows. */
  public enum Criterion {
    /** Share of rows whose class is right. */
    ACCURACY,
    /** Harmonic mean of precision and recall of the second class. */
    F1,
    /** True positive rate minus false positive rate (Youden 1950). */
    YOUDEN
  }

  private final Target target;
  private final HeldOut held;
  private final int labels;

  /**
   * @param target the first label of the model
   * @param labels how many labels the model has
   * @throws LabelException if the task has no classes or no rows were held out
   */
  public CalibrationFit(Target target, HeldOut held, int labels) {
    if (!target.task().isClassification()) {
      throw new LabelException(
          "calibration: label " + target.column() + " has no classes; leave calibration at none");
    }
    if (held.rows() == 0) {
      throw new LabelException(
          "calibration needs held-out rows; set a validation fraction or an indicator column");
    }
    this.target = target;
    this.held = held;
    this.labels = labels;
  }

  /**
   * The calibration of that kind with the least log loss.
   *
   * @throws LabelException for platt or isotonic with more than two classes, or if the held-out
   *     rows have one class only
   */
  public Calibration fit(Calibration.Kind kind) {
    if (kind == Calibration.Kind.NONE) {
      return Calibration.NONE;
    }
    requireTwoSeen();
    if (target.task() == Task.MULTICLASS && kind != Calibration.Kind.TEMPERATURE) {
      throw new LabelException(
          "calibration "
              + kind
              + " needs two classes, label "
              + target.column()
              + " has "
              + target.classes().size()
              + "; use temperature");
    }
    return switch (kind) {
      case PLATT -> platt();
      case ISOTONIC -> isotonic();
      default -> temperature();
    };
  }

  private void requireTwoSeen() {
    int first = code(0);
    if (IntStream.range(1, held.rows()).allMatch(r -> code(r) == first)) {
      throw new LabelException(
          "calibration: all "
              + held.rows()
              + " held-out rows have class "
              + target.classes().get(first)
              + "; hold out more rows, or choose them by an indicator column");
    }
  }

  private int code(int row) {
    return (int) held.targets()[row * labels];
  }

  private double logit(int row) {
    return held.outputs()[row * held.width()];
  }

  /**
   * Newton's method, with steps halved where needed, on the log loss of Platt's smoothed targets.
   */
  private Calibration platt() {
    double positive = 0;
    double negative = 0;
    for (int r = 0; r < held.rows(); r++) {
      positive += code(r) == 1 ? held.weights()[r] : 0;
      negative += code(r) == 0 ? held.weights()[r] : 0;
    }
    double high = (positive + 1) / (positive + 2);
    double low = 1 / (negative + 2);
    double[] line = {1, 0};
    double loss = plattLoss(line[0], line[1], low, high);
    for (int i = 0; i < NEWTON_STEPS; i++) {
      double[] step = newton(line[0], line[1], low, high);
      double share = 1;
      double next = plattLoss(line[0] - step[0], line[1] - step[1], low, high);
      while (!(next <= loss) && share > 1e-10) {
        share /= 2;
        next = plattLoss(line[0] - share * step[0], line[1] - share * step[1], low, high);
      }
      if (!(next < loss)) {
        break;
      }
      line[0] -= share * step[0];
      line[1] -= share * step[1];
      loss = next;
    }
    return Calibration.platt(line[0], line[1]);
  }

  private double plattLoss(double a, double b, double low, double high) {
    double sum = 0;
    for (int r = 0; r < held.rows(); r++) {
      double x = a * logit(r) + b;
      double t = code(r) == 1 ? high : low;
      double softplus = Math.max(0, x) + StrictMath.log1p(StrictMath.exp(-Math.abs(x)));
      sum += held.weights()[r] * (softplus - t * x);
    }
    return sum;
  }

  /** The inverse of the second derivatives, times the first ones. */
  private double[] newton(double a, double b, double low, double high) {
    double ga = 0;
    double gb = 0;
    double haa = 1e-9;
    double hab = 0;
    double hbb = 1e-9;
    for (int r = 0; r < held.rows(); r++) {
      double x = logit(r);
      double w = held.weights()[r];
      double p = Calibration.sigmoid(a * x + b);
      double d = w * (p - (code(r) == 1 ? high : low));
      double h = w * p * (1 - p);
      ga += d * x;
      gb += d;
      haa += h * x * x;
      hab += h * x;
      hbb += h;
    }
    double det = haa * hbb - hab * hab;
    return new double[] {(hbb * ga - hab * gb) / det, (haa * gb - hab * ga) / det};
  }

  /** Golden-section search of the temperature's logarithm. */
  private Calibration temperature() {
    double lo = -3;
    double hi = 3;
    double ratio = (Math.sqrt(5) - 1) / 2;
    for (int i = 0; i < SEARCH_STEPS; i++) {
      double left = hi - ratio * (hi - lo);
      double right = lo + ratio * (hi - lo);
      if (logLoss(StrictMath.exp(left)) < logLoss(StrictMath.exp(right))) {
        hi = right;
      } else {
        lo = left;
      }
    }
    return Calibration.temperature(StrictMath.exp((lo + hi) / 2));
  }

  private double logLoss(double t) {
    double sum = 0;
    for (int r = 0; r < held.rows(); r++) {
      sum += held.weights()[r] * logLoss(r, t);
    }
    return sum;
  }

  private double logLoss(int row, double t) {
    if (target.task() == Task.BINARY) {
      double x = logit(row) / t * (code(row) == 1 ? 1 : -1);
      return Math.max(0, -x) + StrictMath.log1p(StrictMath.exp(-Math.abs(x)));
    }
    int at = row * held.width();
    double max = Double.NEGATIVE_INFINITY;
    for (int c = 0; c < target.outputs(); c++) {
      max = Math.max(max, held.outputs()[at + c] / t);
    }
    double sum = 0;
    for (int c = 0; c < target.outputs(); c++) {
      sum += StrictMath.exp(held.outputs()[at + c] / t - max);
    }
    return max + StrictMath.log(sum) - held.outputs()[at + code(row)] / t;
  }

  private List<Integer> byLogit() {
    return IntStream.range(0, held.rows())
        .boxed()
        .sorted(Comparator.comparingDouble(this::logit))
        .toList();
  }

  /** Pool adjacent violators; a block is written as its first and last logit. */
  private Calibration isotonic() {
    List<double[]> blocks = new ArrayList<>();
    for (int r : byLogit()) {
      double w = held.weights()[r];
      double[] block = {logit(r), logit(r), w, w * code(r)};
      while (!blocks.isEmpty() && joins(blocks.get(blocks.size() - 1), block)) {
        double[] before = blocks.remove(blocks.size() - 1);
        block = new double[] {before[0], block[1], before[2] + block[2], before[3] + block[3]};
      }
      blocks.add(block);
    }
    List<Double> x = new ArrayList<>();
    List<Double> y = new ArrayList<>();
    for (double[] block : blocks) {
      double share = block[2] == 0 ? 0 : block[3] / block[2];
      x.add(block[0]);
      y.add(share);
      if (block[1] > block[0]) {
        x.add(block[1]);
        y.add(share);
      }
    }
    return Calibration.isotonic(x, y);
  }

  private static boolean joins(double[] before, double[] after) {
    return before[1] == after[0] || before[3] * after[2] >= after[3] * before[2];
  }

  /**
   * The threshold on calibrated probabilities that makes the criterion largest, halfway between two
   * neighbouring rows.
   */
  public double threshold(Calibration calibration, Criterion criterion) {
    if (target.task() != Task.BINARY) {
      throw new LabelException(
          "threshold: label " + target.column() + " has " + target.classes().size() + " classes");
    }
    requireTwoSeen();
    List<Integer> order = byLogit();
    double positives = 0;
    double negatives = 0;
    for (int r : order) {
      positives += code(r) == 1 ? held.weights()[r] : 0;
      negatives += code(r) == 0 ? held.weights()[r] : 0;
    }
    double below1 = 0;
    double below0 = 0;
    double best = value(criterion, 0, 0, positives, negatives);
    double threshold = 0;
    for (int i = 0; i < order.size(); i++) {
      int r = order.get(i);
      below1 += code(r) == 1 ? held.weights()[r] : 0;
      below0 += code(r) == 0 ? held.weights()[r] : 0;
      double here = calibration.probability(logit(r));
      double next = i + 1 < order.size() ? calibration.probability(logit(order.get(i + 1))) : 1;
      double v = value(criterion, below1, below0, positives, negatives);
      if (next > here && v > best) {
        best = v;
        threshold = (here + next) / 2;
      }
    }
    return threshold;
  }

  private static double value(
      Criterion criterion, double below1, double below0, double positives, double negatives) {
    double hits = positives - below1;
    double wrong = negatives - below0;
    return switch (criterion) {
      case ACCURACY -> (hits + below0) / (positives + negatives);
      case F1 -> 2 * hits / (positives + hits + wrong);
      case YOUDEN -> hits / positives - wrong / negatives;
    };
  }
}
