package dev.arrowmill.data.feature;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.arrowmill.arrow.Column;
import dev.arrowmill.arrow.ColumnField;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;

/**
 * A level's mean of the label in training, drawn towards the overall mean: {@code (sum + m *
 * overall) / (count + m)}, standardised. A training row gets the mean over the rows of the other
 * folds, so that its own label is not in it; any other row the mean over all of them. The fold of a
 * row is a hash of its feature columns and not of its label: rows that differ in nothing but the
 * label must not see each other's.
 *
 * <p>Source: Micci-Barreca, "A Preprocessing Scheme for High-Cardinality Categorical Attributes in
 * Classification and Prediction Problems" (2001), with a fixed weight m.
 */
final class TargetMeans implements Transform {
  private static final long SALT = 0x7A46E7L;

  private final List<ColumnField> inputs;
  private final LevelCodes levels;
  private final Sums sums;
  private final double smoothing;
  private final List<Step> steps;
  private final List<NumericFeature> features;
  /* By fold (the last one: no fold is left out), then code * outputs + output. */
  private final float[][] estimates;

  /**
   * What the sample has of each code.
   *
   * @param counts rows by fold * codes + code
   * @param values sums of the outputs by (fold * codes + code) * outputs + output
   */
  record Sums(int folds, int codes, int outputs, double[] counts, double[] values) {
    static Sums zero(int folds, int codes, int outputs) {
      int cells = Math.multiplyExact(folds, codes);
      return new Sums(
          folds, codes, outputs, new double[cells], new double[Math.multiplyExact(cells, outputs)]);
    }

    void add(int fold, int code, double[] outcome) {
      int cell = fold * codes + code;
      counts[cell]++;
      for (int k = 0; k < outputs; k++) {
        values[cell * outputs + k] += outcome[k];
      }
    }
  }

  /**
   * @param inputs the column, and behind it those that decide the fold
   */
  TargetMeans(
      List<ColumnField> inputs,
      LevelCodes levels,
      Sums sums,
      double smoothing,
      List<Step> steps,
      List<NumericFeature> features) {
    this.inputs = List.copyOf(inputs);
    this.levels = levels;
    this.sums = sums;
    this.smoothing = smoothing;
    this.steps = List.copyOf(steps);
    this.features = List.copyOf(features);
    this.estimates = new float[sums.folds + 1][];
    for (int f = 0; f <= sums.folds; f++) {
      estimates[f] = estimates(f);
    }
  }

  /** Which part of the training rows each row belongs to. */
  static int[] folds(List<Column> columns, int rows, int folds) {
    long[] hashes = new long[rows];
    new RowHash(SALT).hash(columns, rows, hashes);
    int[] out = new int[rows];
    for (int r = 0; r < rows; r++) {
      out[r] = (int) Long.remainderUnsigned(hashes[r], folds);
    }
    return out;
  }

  private float[] estimates(int left) {
    double[] raw = means(sums, left, smoothing);
    float[] out = new float[raw.length];
    for (int i = 0; i < raw.length; i++) {
      out[i] = (float) steps.get(i % sums.outputs).map(raw[i]);
    }
    return out;
  }

  /** The means by code * outputs + output without the rows of one fold (or of none). */
  static double[] means(Sums sums, int left, double smoothing) {
    int k = sums.outputs;
    double[] count = new double[sums.codes];
    double[] sum = new double[sums.codes * k];
    for (int f = 0; f < sums.folds; f++) {
      for (int c = 0; f != left && c < sums.codes; c++) {
        count[c] += sums.counts[f * sums.codes + c];
        for (int o = 0; o < k; o++) {
          sum[c * k + o] += sums.values[(f * sums.codes + c) * k + o];
        }
      }
    }
    double rows = Math.max(1, DoubleStream.of(count).sum());
    for (int o = 0; o < k; o++) {
      double total = 0;
      for (int c = 0; c < sums.codes; c++) {
        total += sum[c * k + o];
      }
      double overall = total / rows;
      for (int c = 0; c < sums.codes; c++) {
        double weight = count[c] + smoothing;
        sum[c * k + o] = weight == 0 ? overall : (sum[c * k + o] + smoothing * overall) / weight;
      }
    }
    return sum;
  }

  @Override
  public List<ColumnField> inputs() {
    return inputs;
  }

  @Override
  public List<NumericFeature> numeric() {
    return features;
  }

  @Override
  public List<CategoricalFeature> categorical() {
    return List.of();
  }

  @Override
  public void apply(List<Column> in, Encoded out, int numericAt, int categoricalAt) {
    int[] codes = codes(in, out);
    for (int r = 0; r < out.rows(); r++) {
      put(estimates[sums.folds], codes[r], out, r, numericAt);
    }
  }

  @Override
  public void applyTraining(List<Column> in, Encoded out, int numericAt, int categoricalAt) {
    int[] codes = codes(in, out);
    int[] folds = folds(in.subList(1, in.size()), out.rows(), sums.folds);
    for (int r = 0; r < out.rows(); r++) {
      put(estimates[folds[r]], codes[r], out, r, numericAt);
    }
  }

  private int[] codes(List<Column> in, Encoded out) {
    int[] codes = out.ints(out.rows());
    levels.encode(in.get(0), out.rows(), out, codes);
    return codes;
  }

  private void put(float[] from, int code, Encoded out, int row, int numericAt) {
    System.arraycopy(
        from,
        code * sums.outputs,
        out.numeric(),
        row * out.numericWidth() + numericAt,
        sums.outputs);
  }

  @Override
  public void toJson(ObjectNode json) {
    json.put("folds", sums.folds).put("smoothing", smoothing);
    FeatureJson.put(json, "counts", sums.counts);
    FeatureJson.put(json, "sums", sums.values);
    var outputs = json.putArray("outputs");
    for (int k = 0; k < features.size(); k++) {
      ObjectNode one = outputs.addObject().put("name", features.get(k).name());
      FeatureJson.put(one, features.get(k));
      Step.write(steps.subList(k, k + 1), one);
    }
    levels.toJson(json);
  }

  static TargetMeans fromJson(List<ColumnField> inputs, FeatureJson json) {
    LevelCodes levels = LevelCodes.fromJson(json);
    List<Step> steps = new ArrayList<>();
    List<NumericFeature> features = new ArrayList<>();
    for (FeatureJson one : json.children("outputs")) {
      steps.addAll(Step.read(one));
      features.add(one.numericFeature(one.text("name")));
    }
    int folds = json.integer("folds");
    int cells = folds * levels.cardinality();
    double[] counts = json.numbers("counts");
    double[] values = json.numbers("sums");
    json.require(folds > 0 && counts.length == cells, "counts", counts.length);
    json.require(values.length == cells * features.size(), "sums", values.length);
    json.require(steps.size() == features.size(), "steps", steps.size());
    return new TargetMeans(
        inputs,
        levels,
        new Sums(folds, levels.cardinality(), features.size(), counts, values),
        json.number("smoothing"),
        steps,
        features);
  }

  @Override
  public String toString() {
    return "TargetMeans[" + column() + "]";
  }
}
