package dev.arrowmill.model;

import dev.arrowmill.arrow.Columns;
import dev.arrowmill.arrow.HeapColumns;
import dev.arrowmill.data.feature.Encoded;
import dev.arrowmill.data.feature.Transform;
import dev.arrowmill.model.net.TabularNet;
import dev.arrowmill.tensor.DType;
import dev.arrowmill.tensor.Shape;
import dev.arrowmill.tensor.Tensor;
import dev.arrowmill.tensor.autograd.Autograd;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How much each column contributes to one output of a model for one row, against a row whose values
 * are all missing: integrated gradients (Sundararajan, Taly, Yan 2017) along the prepared numbers;
 * categories have no gradient and are exchanged one column after the other. The mean is taken over
 * two paths, numbers first and categories first with the columns in reverse order. The
 * contributions sum to the output minus the baseline's output: what the numeric integral misses is
 * shared out in proportion. Not thread-safe; make one per thread.
 */
public final class Attribution {
  private static final int STEPS = 64;

  private final TabularModel model;
  private final int output;
  private final List<String> columns = new ArrayList<>();
  private final int[] numberColumn;
  private final int[] codeColumn;
  private final float[] baseNumbers;
  private final int[] baseCodes;
  private final Encoded encoded;

  /**
   * @param output which of the network's outputs: 0 for two classes (the logit of the second one)
   *     and for numbers, the class's code for more classes
   */
  public Attribution(TabularModel model, int output) {
    int outputs = model.nets().get(0).outputs();
    if (output < 0 || output >= outputs) {
      throw new IllegalArgumentException(
          "attribution: output " + output + " of a model with " + outputs + " outputs");
    }
    this.model = model;
    this.output = output;
    this.encoded = model.features().newBatch();
    this.numberColumn = new int[encoded.numericWidth()];
    this.codeColumn = new int[encoded.categoricalWidth()];
    int n = 0;
    int c = 0;
    for (Transform t : model.features().transforms()) {
      int column = columns.indexOf(t.column());
      if (column < 0) {
        column = columns.size();
        columns.add(t.column());
      }
      for (int i = 0; i < t.numeric().size(); i++) {
        numberColumn[n++] = column;
      }
      for (int i = 0; i < t.categorical().size(); i++) {
        codeColumn[c++] = column;
      }
    }
    model.features().encode(HeapColumns.ofRow(model.features().input(), Map.of()), encoded);
    this.baseNumbers = java.util.Arrays.copyOf(encoded.numeric(), numberColumn.length);
    this.baseCodes = java.util.Arrays.copyOf(encoded.categorical(), codeColumn.length);
  }

  /** The columns that contributions are given for, in the order of the transforms. */
  public List<String> columns() {
    return List.copyOf(columns);
  }

  /** The output for a row whose values are all missing. */
  public double baseline() {
    return mean(baseNumbers, baseCodes);
  }

  /** The output for a row given by column name; absent names are missing values. */
  public double output(Map<String, ?> row) {
    encode(row);
    return mean(
        java.util.Arrays.copyOf(encoded.numeric(), numberColumn.length),
        java.util.Arrays.copyOf(encoded.categorical(), codeColumn.length));
  }

  private void encode(Map<String, ?> row) {
    Columns batch = HeapColumns.ofRow(model.features().input(), row);
    model.features().encode(batch, encoded);
  }

  private double mean(float[] numbers, int[] codes) {
    double sum = 0;
    for (TabularNet net : model.nets()) {
      sum += value(net, prepare(net, numbers), codes);
    }
    return sum / model.nets().size();
  }

  /** Contributions by column. */
  public Map<String, Double> of(Map<String, ?> row) {
    encode(row);
    float[] numbers = java.util.Arrays.copyOf(encoded.numeric(), numberColumn.length);
    int[] codes = java.util.Arrays.copyOf(encoded.categorical(), codeColumn.length);
    double[] sums = new double[columns.size()];
    for (TabularNet net : model.nets()) {
      double[] numbersFirst = numbers(net, numbers, baseCodes);
      add(numbersFirst, categories(net, numbers, codes, false));
      double[] numbersLast = numbers(net, numbers, codes);
      add(numbersLast, categories(net, baseNumbers, codes, true));
      for (int i = 0; i < sums.length; i++) {
        sums[i] += (numbersFirst[i] + numbersLast[i]) / (2 * model.nets().size());
      }
    }
    Map<String, Double> out = new LinkedHashMap<>();
    for (int i = 0; i < sums.length; i++) {
      out.put(columns.get(i), sums[i]);
    }
    return out;
  }

  private static void add(double[] to, double[] from) {
    for (int i = 0; i < to.length; i++) {
      to[i] += from[i];
    }
  }

  private static float[] prepare(TabularNet net, float[] numbers) {
    return net.prepare(Tensor.of(numbers, 1, numbers.length)).floats();
  }

  private double value(TabularNet net, float[] x, int[] codes) {
    Tensor y =
        Autograd.noGrad(
            () ->
                pick(
                    net,
                    net.forward(
                        Tensor.of(x, 1, x.length),
                        Tensor.wrap(DType.INT32, codes, 0, Shape.of(1, codes.length)))));
    return y.item();
  }

  /** The sum over rows of the output, the mean over the members. */
  private Tensor pick(TabularNet net, Tensor y) {
    Tensor sum = null;
    for (int m = 0; m < net.members(); m++) {
      int at = m * net.outputs() + output;
      Tensor one = y.slice(1, at, at + 1).sum();
      sum = sum == null ? one : sum.add(one);
    }
    return java.util.Objects.requireNonNull(sum).div(net.members());
  }

  /** The categories of each column put in place of the baseline's, one after the other. */
  private double[] categories(TabularNet net, float[] numbers, int[] codes, boolean reverse) {
    double[] out = new double[columns.size()];
    float[] x = prepare(net, numbers);
    int[] now = baseCodes.clone();
    double before = value(net, x, now);
    for (int i = 0; i < out.length; i++) {
      int column = reverse ? out.length - 1 - i : i;
      boolean changed = false;
      for (int f = 0; f < now.length; f++) {
        if (codeColumn[f] == column && now[f] != codes[f]) {
          now[f] = codes[f];
          changed = true;
        }
      }
      if (changed) {
        double after = value(net, x, now);
        out[column] = after - before;
        before = after;
      }
    }
    return out;
  }

  /** The integral along the prepared numbers from the baseline to the row. */
  private double[] numbers(TabularNet net, float[] numbers, int[] codes) {
    double[] out = new double[columns.size()];
    float[] from = prepare(net, baseNumbers);
    float[] to = prepare(net, numbers);
    if (java.util.Arrays.equals(from, to)) {
      return out;
    }
    float[] slope = slope(net, from, to, codes);
    for (int f = 0; f < numbers.length; f++) {
      float[] one = baseNumbers.clone();
      one[f] = numbers[f];
      float[] moved = prepare(net, one);
      for (int u = 0; u < from.length; u++) {
        if (moved[u] != from[u]) {
          out[numberColumn[f]] += (double) slope[u] * (to[u] - from[u]);
        }
      }
    }
    return complete(out, value(net, to, codes) - value(net, from, codes));
  }

  /** The mean gradient at the middles of equal steps. */
  private float[] slope(TabularNet net, float[] from, float[] to, int[] codes) {
    int width = from.length;
    float[] points = new float[STEPS * width];
    int[] all = new int[STEPS * codes.length];
    for (int s = 0; s < STEPS; s++) {
      float share = (s + 0.5f) / STEPS;
      for (int u = 0; u < width; u++) {
        points[s * width + u] = from[u] + share * (to[u] - from[u]);
      }
      System.arraycopy(codes, 0, all, s * codes.length, codes.length);
    }
    Tensor x = Tensor.of(points, STEPS, width).requiresGrad(true);
    Tensor c = Tensor.wrap(DType.INT32, all, 0, Shape.of(STEPS, codes.length));
    Tensor y = Autograd.withGrad(() -> pick(net, net.forward(x, c)));
    return Autograd.grad(y, List.of(x), false).get(0).mean(0).toFloats();
  }

  /** Shares out what is missing of the sum, in proportion to the absolute contributions. */
  private static double[] complete(double[] contributions, double wanted) {
    double sum = 0;
    double absolute = 0;
    for (double v : contributions) {
      sum += v;
      absolute += Math.abs(v);
    }
    for (int i = 0; i < contributions.length && absolute > 0; i++) {
      contributions[i] += (wanted - sum) * Math.abs(contributions[i]) / absolute;
    }
    return contributions;
  }
}
