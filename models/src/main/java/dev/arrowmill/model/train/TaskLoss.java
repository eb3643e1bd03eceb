package dev.arrowmill.model.train;

import dev.arrowmill.model.Target;
import dev.arrowmill.tensor.DType;
import dev.arrowmill.tensor.Tensor;
import dev.arrowmill.tensor.nn.Losses;
import dev.arrowmill.tensor.nn.RankingLosses;
import dev.arrowmill.tensor.nn.Reduction;
import java.util.List;

/**
 * The loss of a network with a head for each target: the weighted sum over rows, targets added.
 * Written in tensor ops, so that it can be recorded.
 */
final class TaskLoss {
  private static final double MAX_LOG_RATE = 30;

  private TaskLoss() {}

  /**
   * @param out [rows, members * outputs]
   * @param members predictions per row; the loss is their mean
   * @param y [rows, targets], as {@link Target#encode} writes them
   * @param weight [rows]
   * @param group int32 [rows], the group of each row, for rankings only
   */
  static Tensor sum(
      List<Target> targets, Tensor out, int members, Tensor y, Tensor weight, Tensor group) {
    int width = targets.stream().mapToInt(Target::outputs).sum();
    Tensor sum = null;
    for (int m = 0; m < members; m++) {
      int at = m * width;
      for (int t = 0; t < targets.size(); t++) {
        Target target = targets.get(t);
        Tensor head = out.slice(1, at, at + target.outputs());
        Tensor loss = one(target, head, y.select(1, t), weight, group);
        sum = sum == null ? loss : sum.add(loss);
        at += target.outputs();
      }
    }
    return java.util.Objects.requireNonNull(sum, "targets").mul(1.0 / members);
  }

  private static Tensor one(Target target, Tensor out, Tensor y, Tensor weight, Tensor group) {
    return switch (target.task()) {
      case BINARY -> Losses.bceWithLogits(out, y.unsqueeze(1), weight.unsqueeze(1), Reduction.SUM);
      case MULTICLASS -> Losses.crossEntropy(out, y.toType(DType.INT32), weight, Reduction.SUM);
      case REGRESSION -> Losses.mse(out, y.unsqueeze(1), weight.unsqueeze(1), Reduction.SUM);
      case QUANTILE -> quantiles(target.points(), out, y, weight);
      case COUNT -> count(out.select(1, 0), y, weight);
      case SURVIVAL -> hazards(out, y, weight);
      case RANKING -> ranking(out.select(1, 0), y, weight, group);
    };
  }

  private static Tensor quantiles(List<Double> levels, Tensor out, Tensor y, Tensor weight) {
    Tensor sum = Losses.quantile(out.select(1, 0), y, levels.get(0), weight, Reduction.SUM);
    for (int q = 1; q < levels.size(); q++) {
      sum = sum.add(Losses.quantile(out.select(1, q), y, levels.get(q), weight, Reduction.SUM));
    }
    return sum;
  }

  /** Poisson: e^x - y x, of log rates relative to the mean count. */
  private static Tensor count(Tensor x, Tensor y, Tensor weight) {
    Tensor rate = x.clamp(-MAX_LOG_RATE, MAX_LOG_RATE).exp();
    return rate.sub(y.mul(x)).mul(weight).sum();
  }

  /**
   * Logistic hazards (Gensheimer and Narasimhan 2019): one binary outcome for each interval that a
   * row was seen to enter; an interval in which a row left without the event does not count.
   *
   * @param y twice the interval of the time, plus 1 with the event
   */
  private static Tensor hazards(Tensor out, Tensor y, Tensor weight) {
    float[] numbers = new float[out.size(1)];
    for (int k = 0; k < numbers.length; k++) {
      numbers[k] = k;
    }
    Tensor intervals = Tensor.of(numbers, 1, numbers.length);
    Tensor interval = y.mul(0.5).floor().unsqueeze(1);
    Tensor event = y.unsqueeze(1).sub(interval.mul(2));
    Tensor before = intervals.lt(interval).toType(DType.FLOAT32);
    Tensor now = intervals.eq(interval).toType(DType.FLOAT32).mul(event);
    Tensor each = out.softplus().mul(before.add(now)).sub(out.mul(now));
    return each.sum(1).mul(weight).sum();
  }

  /** RankNet's pairs, each with the weight of its better row. */
  private static Tensor ranking(Tensor score, Tensor y, Tensor weight, Tensor group) {
    Tensor pairs = RankingLosses.pairwiseLogistic(score, y, group, Reduction.NONE);
    return pairs.mul(weight.unsqueeze(1)).sum();
  }
}
