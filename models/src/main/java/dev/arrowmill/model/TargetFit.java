package dev.arrowmill.model;

import dev.arrowmill.arrow.ColumnType;
import dev.arrowmill.data.feature.ColumnStats;
import dev.arrowmill.data.feature.FeatureStats;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Fits a {@link Target} to the statistics of its label. */
final class TargetFit {
  private static final int AUTO_LONG_CLASSES = 20;
  private static final int TIME_POINTS = 20;
  private static final Set<ColumnType> LABELS =
      Set.of(ColumnType.STRING, ColumnType.BOOLEAN, ColumnType.LONG, ColumnType.DOUBLE);

  private TargetFit() {}

  static Target fit(FeatureStats stats, LabelSpec spec) {
    ColumnStats label = stats.column(spec.column());
    requireUsable(label);
    Task task = spec.task() == null ? choose(label) : spec.task();
    requireCompanion(stats, spec, task);
    return switch (task) {
      case BINARY, MULTICLASS -> classes(label, task, spec.classWeights());
      case REGRESSION -> number(label, task, List.of(), null);
      case QUANTILE -> number(label, task, levels(spec), null);
      case COUNT -> count(label);
      case SURVIVAL -> number(label, task, timePoints(stats, label), spec.companion());
      case RANKING -> number(label, task, List.of(), spec.companion());
    };
  }

  static Target fit(ColumnStats label, @Nullable Task wanted) {
    requireUsable(label);
    Task task = wanted == null ? choose(label) : wanted;
    return task == Task.REGRESSION
        ? number(label, task, List.of(), null)
        : classes(label, task, Map.of());
  }

  private static void requireCompanion(FeatureStats stats, LabelSpec spec, Task task) {
    if (task != Task.SURVIVAL && task != Task.RANKING) {
      return;
    }
    String what = task == Task.SURVIVAL ? "event" : "group";
    if (spec.companion() == null) {
      throw new LabelException(
          "label " + spec.column() + ": task " + name(task) + " needs a column of " + what + "s");
    }
    ColumnStats c = stats.column(spec.companion());
    if (c.present() < c.count()) {
      throw new LabelException(
          what + " column " + c.name() + ": " + (c.count() - c.present()) + " values are missing");
    }
    boolean flag = c.field().type() != ColumnType.STRING && c.min() >= 0 && c.max() <= 1;
    if (task == Task.SURVIVAL && !(flag && c.wholeNumbers())) {
      throw new LabelException(
          "event column " + c.name() + ": expected booleans or 0 and 1, it is " + c.field().type());
    }
  }

  private static void requireUsable(ColumnStats label) {
    ColumnType type = label.field().type();
    if (!LABELS.contains(type)) {
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
        yield counts && distinct <= Target.MAX_CLASSES ? Task.MULTICLASS : Task.REGRESSION;
      }
    };
  }

  private static Target classes(ColumnStats label, Task task, Map<String, Double> weights) {
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
              + Target.preview(classes)
              + "; use task multiclass or regression");
    }
    return new Target(
        label.name(),
        label.field().type(),
        classes.size() == 2 ? Task.BINARY : Task.MULTICLASS,
        classes,
        classWeights(label, classes, weights),
        0,
        1,
        List.of(),
        null);
  }

  private static List<Double> classWeights(
      ColumnStats label, List<String> classes, Map<String, Double> weights) {
    if (weights.isEmpty()) {
      return List.of();
    }
    for (String name : weights.keySet()) {
      double w = weights.getOrDefault(name, 1.0);
      if (!(w >= 0 && w < Double.POSITIVE_INFINITY)) {
        throw new LabelException(
            "label " + label.name() + ": class weight of " + name + " must be >= 0, is " + w);
      }
      if (!classes.contains(name) && !name.equals(LabelSpec.BALANCED)) {
        throw new LabelException(
            "label "
                + label.name()
                + ": class weight for unknown class "
                + name
                + ", the classes are "
                + Target.preview(classes));
      }
    }
    List<Double> out = new ArrayList<>();
    for (String c : classes) {
      out.add(
          weights.containsKey(LabelSpec.BALANCED)
              ? (double) label.count() / (classes.size() * rows(label, c))
              : weights.getOrDefault(c, 1.0));
    }
    if (out.stream().noneMatch(w -> w > 0)) {
      throw new LabelException("label " + label.name() + ": every class weight is 0");
    }
    return out;
  }

  private static double rows(ColumnStats label, String cls) {
    if (label.field().type() == ColumnType.STRING) {
      return label.textLevels().getOrDefault(cls, 0L);
    }
    double rows = 0;
    for (Map.Entry<Double, Long> e : label.numericLevels().entrySet()) {
      rows += Target.numberText(label.field().type(), e.getKey()).equals(cls) ? e.getValue() : 0;
    }
    return rows;
  }

  private static Target number(
      ColumnStats label, Task task, List<Double> points, @Nullable String companion) {
    if (label.field().type() == ColumnType.STRING) {
      throw new LabelException(
          "label "
              + label.name()
              + ": task "
              + name(task)
              + " needs a number, the column is STRING");
    }
    if (!(label.std() > 0)) {
      throw new LabelException(
          "label " + label.name() + ": every row has the same value " + label.min());
    }
    if ((task == Task.SURVIVAL || task == Task.RANKING) && label.min() < 0) {
      throw new LabelException(
          "label "
              + label.name()
              + ": task "
              + name(task)
              + " needs values >= 0, the least is "
              + label.min());
    }
    return new Target(
        label.name(),
        label.field().type(),
        task,
        List.of(),
        List.of(),
        label.mean(),
        label.std(),
        points,
        companion);
  }

  private static Target count(ColumnStats label) {
    if (!label.wholeNumbers() || label.min() < 0) {
      throw new LabelException(
          "label "
              + label.name()
              + ": task count needs whole numbers >= 0, found "
              + (label.wholeNumbers() ? "the least " + label.min() : "fractions")
              + "; use task regression");
    }
    return number(label, Task.COUNT, List.of(), null);
  }

  private static List<Double> levels(LabelSpec spec) {
    List<Double> levels = spec.quantiles().isEmpty() ? List.of(0.1, 0.5, 0.9) : spec.quantiles();
    double last = 0;
    for (double q : levels) {
      if (!(q > last && q < 1)) {
        throw new LabelException(
            "label "
                + spec.column()
                + ": quantiles must ascend within (0, 1), got "
                + spec.quantiles());
      }
      last = q;
    }
    return levels;
  }

  /** Quantiles of the times, the last one the greatest. */
  private static List<Double> timePoints(FeatureStats stats, ColumnStats label) {
    double[] sorted = stats.sorted(label.name());
    TreeSet<Double> points = new TreeSet<>();
    for (int i = 1; i <= TIME_POINTS; i++) {
      points.add(sorted[Math.max(0, (int) ((long) i * sorted.length / TIME_POINTS) - 1)]);
    }
    points.add(label.max());
    points.remove(0.0);
    return List.copyOf(points);
  }

  private static String name(Task task) {
    return task.name().toLowerCase(Locale.ROOT);
  }

  private static List<String> classTexts(ColumnStats label) {
    if (label.distinct().isEmpty() || label.distinct().getAsLong() > Target.MAX_CLASSES) {
      throw new LabelException(
          "label "
              + label.name()
              + ": more than "
              + Target.MAX_CLASSES
              + " distinct values; a number can be learned with task regression, an identifier"
              + " cannot be learned");
    }
    if (label.field().type() == ColumnType.STRING) {
      return List.copyOf(label.textLevels().keySet());
    }
    return label.numericLevels().keySet().stream()
        .map(v -> Target.numberText(label.field().type(), v))
        .toList();
  }
}
