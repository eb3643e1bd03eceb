package dev.arrowmill.model;

import dev.arrowmill.arrow.Column;
import dev.arrowmill.arrow.ColumnType;
import dev.arrowmill.data.feature.ColumnStats;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The label: its column, its task, and how values become numbers and back. Immutable and
 * thread-safe.
 *
 * @param column name of the label column
 * @param type its type in training
 * @param task what is predicted
 * @param classes texts of the classes in code order, ascending; empty for regression
 * @param mean mean of the training labels, for regression
 * @param std their standard deviation, positive, for regression
 */
public record Target(
    String column, ColumnType type, Task task, List<String> classes, double mean, double std) {
  /** More classes than this are an error, not a task. */
  public static final int MAX_CLASSES = 1_000;

  private static final int AUTO_LONG_CLASSES = 20;

  public Target {
    classes = List.copyOf(classes);
  }

  /**
   * Fits the target to the label's statistics.
   *
   * @param wanted the task, or null to choose: text and boolean labels are classes; a number with
   *     two levels is binary; whole numbers with at most 20 levels, or doubles that count 0, 1, 2
   *     ..., are classes; other numbers are a regression
   * @throws LabelException if nothing can be learned from the column
   */
  public static Target fit(ColumnStats label, @Nullable Task wanted) {
    requireUsable(label);
    Task task = wanted == null ? choose(label) : wanted;
    if (task == Task.REGRESSION) {
      return regression(label);
    }
    List<String> classes = classTexts(label);
    if (classes.size() < 2) {
      throw new LabelException(
          "label "
              + label.name()
              + ": every row has the same value "
              + classes
              + "; choose a label with at least two classes");
    }
    if (task == Task.BINARY && classes.size() != 2) {
      throw new LabelException(
          "label "
              + label.name()
              + ": task binary needs 2 classes, found "
              + classes.size()
              + " "
              + preview(classes)
              + "; use task multiclass or regression");
    }
    return new Target(
        label.name(),
        label.field().type(),
        classes.size() == 2 ? Task.BINARY : Task.MULTICLASS,
        classes,
        0,
        1);
  }

  private static void requireUsable(ColumnStats label) {
    ColumnType type = label.field().type();
    if (type == ColumnType.DATE || type == ColumnType.TIMESTAMP) {
      throw new LabelException(
          "label " + label.name() + ": a " + type + " cannot be a label; derive a number from it");
    }
    if (label.count() == 0) {
      throw new LabelException("label " + label.name() + ": the table has no rows");
    }
    if (label.present() < label.count()) {
      throw new LabelException(
          String.format(
              Locale.ROOT,
              "label %s: %d null, %d NaN and %d infinite values in %d rows; filter these rows out",
              label.name(),
              label.nulls(),
              label.nans(),
              label.infinities(),
              label.count()));
    }
  }

  private static Task choose(ColumnStats label) {
    long distinct = label.distinct().orElse(Long.MAX_VALUE);
    return switch (label.field().type()) {
      case STRING, BOOLEAN -> distinct <= 2 ? Task.BINARY : Task.MULTICLASS;
      case LONG ->
          distinct <= 2
              ? Task.BINARY
              : distinct <= AUTO_LONG_CLASSES ? Task.MULTICLASS : Task.REGRESSION;
      default -> {
        if (distinct <= 2) {
          yield Task.BINARY;
        }
        boolean counts = label.wholeNumbers() && label.min() == 0 && label.max() == distinct - 1;
        yield counts && distinct <= MAX_CLASSES ? Task.MULTICLASS : Task.REGRESSION;
      }
    };
  }

  private static Target regression(ColumnStats label) {
    ColumnType type = label.field().type();
    if (type == ColumnType.STRING) {
      throw new LabelException(
          "label " + label.name() + ": task regression needs a number, the column is STRING");
    }
    if (!(label.std() > 0)) {
      throw new LabelException(
          "label " + label.name() + ": every row has the same value " + label.min());
    }
    return new Target(label.name(), type, Task.REGRESSION, List.of(), label.mean(), label.std());
  }

  private static List<String> classTexts(ColumnStats label) {
    if (label.distinct().isEmpty() || label.distinct().getAsLong() > MAX_CLASSES) {
      throw new LabelException(
          "label "
              + label.name()
              + ": more than "
              + MAX_CLASSES
              + " distinct values; a number can be learned with task regression, an identifier"
              + " cannot be learned");
    }
    if (label.field().type() == ColumnType.STRING) {
      return List.copyOf(label.textLevels().keySet());
    }
    return label.numericLevels().keySet().stream()
        .map(v -> numberText(label.field().type(), v))
        .toList();
  }

  private static String numberText(ColumnType type, double value) {
    return switch (type) {
      case BOOLEAN -> value == 0 ? "false" : "true";
      case DOUBLE -> Double.toString(value);
      default -> Long.toString((long) value);
    };
  }

  private static String preview(List<String> classes) {
    return classes.stream()
        .limit(5)
        .collect(Collectors.joining(", ", "[", classes.size() > 5 ? ", ...]" : "]"));
  }

  /** Width of the network's output: 1 for binary and regression, else the number of classes. */
  public int outputs() {
    return task == Task.MULTICLASS ? classes.size() : 1;
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
   * Writes the training target of each row: the class code, or the standardised number.
   *
   * @throws LabelException for null, NaN or a class that training did not have
   */
  public void encode(Column label, int rows, float[] out) {
    Map<String, Integer> codes = codes();
    for (int r = 0; r < rows; r++) {
      out[r] = (float) encode(label, r, codes);
    }
  }

  private double encode(Column label, int row, Map<String, Integer> codes) {
    if (label.isNull(row)) {
      throw new LabelException("label " + column + ": null at row " + row);
    }
    if (task == Task.REGRESSION) {
      double v = label.getDouble(row);
      if (!Double.isFinite(v)) {
        throw new LabelException("label " + column + ": not finite: " + v);
      }
      return (v - mean) / std;
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
