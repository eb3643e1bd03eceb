package dev.arrowmill.model;

import dev.arrowmill.arrow.Column;
import dev.arrowmill.arrow.ColumnType;
import dev.arrowmill.arrow.Columns;
import dev.arrowmill.data.feature.ColumnStats;
import dev.arrowmill.data.feature.FeatureStats;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A label: its column, its task, and how values become numbers and back. Immutable and thread-safe.
 *
 * @param column name of the label column
 * @param type its type in training
 * @param task what is predicted
 * @param classes texts of the classes in code order, ascending; empty if there are none
 * @param classWeights a factor on the weight of rows of each class; empty for 1
 * @param mean mean of the training labels, for numbers
 * @param std their standard deviation, positive, for numbers
 * @param points for QUANTILE the levels, for SURVIVAL the ends of the time intervals, ascending;
 *     else empty
 * @param companion for SURVIVAL the column of events, for RANKING the column of groups; else null
 */
public record Target(
    String column,
    ColumnType type,
    Task task,
    List<String> classes,
    List<Double> classWeights,
    double mean,
    double std,
    List<Double> points,
    @Nullable String companion) {
  /** More classes than this are an error, not a task. */
  public static final int MAX_CLASSES = 1_000;

  public Target {
    classes = List.copyOf(classes);
    classWeights = List.copyOf(classWeights);
    points = List.copyOf(points);
  }

  /**
   * Fits the target to the table's statistics.
   *
   * @throws LabelException if nothing can be learned from the column
   */
  public static Target fit(FeatureStats stats, LabelSpec spec) {
    return TargetFit.fit(stats, spec);
  }

  /**
   * Fits a target of classes or of a number to the label's statistics.
   *
   * @param wanted the task, or null to choose: text and boolean labels are classes; a number with
   *     two levels is binary; whole numbers with at most 20 levels, or doubles that count 0, 1, 2
   *     ..., are classes; other numbers are a regression
   * @throws LabelException if nothing can be learned from the column
   */
  public static Target fit(ColumnStats label, @Nullable Task wanted) {
    return TargetFit.fit(label, wanted);
  }

  static String numberText(ColumnType type, double value) {
    return switch (type) {
      case BOOLEAN -> value == 0 ? "false" : "true";
      case DOUBLE -> wholeText(value);
      default -> Long.toString((long) value);
    };
  }

  /** Without ".0", so that 1 and 1.0 are the same class. */
  private static String wholeText(double value) {
    return Math.abs(value) <= 0x1p53 && value == StrictMath.rint(value)
        ? Long.toString((long) value)
        : Double.toString(value);
  }

  static String preview(List<String> classes) {
    return classes.stream()
        .limit(5)
        .collect(Collectors.joining(", ", "[", classes.size() > 5 ? ", ...]" : "]"));
  }

  /** Numbers that the network gives for it. */
  public int outputs() {
    return switch (task) {
      case MULTICLASS -> classes.size();
      case QUANTILE, SURVIVAL -> points.size();
      default -> 1;
    };
  }

  /** Whether class texts are numbers, so that a prediction can be given as the label's value. */
  public boolean numericClasses() {
    return task.isClassification() && type != ColumnType.STRING;
  }

  /** The label's value of a class code: the number itself, or the code for text labels. */
  public double classValue(int code) {
    if (type == ColumnType.BOOLEAN || type == ColumnType.STRING) {
      return code;
    }
    return Double.parseDouble(classes.get(code));
  }

  /**
   * Writes the training target of each row at {@code out[row * stride + at]}: the class code; the
   * standardised number; a count divided by the mean count; for survival twice the number of the
   * time's interval, plus 1 with the event; the relevance itself.
   *
   * @throws LabelException for null, NaN or a class that training did not have
   */
  public void encode(Columns batch, float[] out, int at, int stride) {
    Map<String, Integer> codes = codes();
    Column label = batch.column(column);
    Column event = task == Task.SURVIVAL && companion != null ? batch.column(companion) : null;
    for (int r = 0; r < batch.rows(); r++) {
      double y = task.isClassification() ? code(label, r, codes) : number(label, r);
      if (event != null) {
        y += !event.isNull(r) && event.getDouble(r) != 0 ? 1 : 0;
      }
      out[r * stride + at] = (float) y;
    }
  }

  private double number(Column label, int row) {
    double v = label.isNull(row) ? Double.NaN : label.getDouble(row);
    if (!Double.isFinite(v)) {
      throw new LabelException(
          "label "
              + column
              + ": "
              + (label.isNull(row) ? "null at row " + row : "not finite: " + v));
    }
    return switch (task) {
      case REGRESSION, QUANTILE -> (v - mean) / std;
      case COUNT -> v / mean;
      case SURVIVAL -> 2.0 * interval(v);
      default -> v;
    };
  }

  /** The number of points below a time. */
  private int interval(double time) {
    int i = 0;
    while (i < points.size() && points.get(i) < time) {
      i++;
    }
    return i;
  }

  private int code(Column label, int row, Map<String, Integer> codes) {
    if (label.isNull(row)) {
      throw new LabelException("label " + column + ": null at row " + row);
    }
    String text =
        type == ColumnType.STRING
            ? label.getString(row)
            : numberText(type, label.getDouble(row) + 0.0);
    Integer code = codes.get(text);
    if (code == null) {
      throw new LabelException(
          "label " + column + ": class " + text + " is not among " + preview(classes));
    }
    return code;
  }

  private Map<String, Integer> codes() {
    Map<String, Integer> codes = new java.util.HashMap<>();
    for (int i = 0; i < classes.size(); i++) {
      codes.put(classes.get(i), i);
    }
    return codes;
  }
}
