package dev.arrowmill.jobs;

import dev.arrowmill.jobs.cli.Suggest;
import dev.arrowmill.model.TabularModel;
import dev.arrowmill.model.Target;
import dev.arrowmill.spark.ClassifierParams;
import dev.arrowmill.spark.NeuralModel;
import java.util.List;
import java.util.Map;
import org.apache.spark.ml.functions;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.storage.StorageLevel;

/** Measures a model on a table that has the label. */
final class Evaluation {
  private Evaluation() {}

  /**
   * @param where names the table in complaints
   * @throws JobException when the table has no rows, no label column, or labels the model cannot
   *     know
   */
  static Map<String, Double> of(TabularModel model, Dataset<Row> table, String where) {
    Target target = model.target();
    List<String> columns = List.of(table.columns());
    if (!columns.contains(target.column())) {
      String near = Suggest.closest(target.column(), columns);
      throw new JobException(
          where
              + ": no label column "
              + target.column()
              + (near.isEmpty() ? "; the columns are " + columns : "; did you mean " + near + "?"));
    }
    NeuralModel<?> stage = ModelFiles.measuringStage(model);
    Dataset<Row> measured =
        Metrics.isClassification(target)
            ? classes(stage, table, target)
            : numbers(stage, table, target);
    measured.persist(StorageLevel.MEMORY_AND_DISK());
    try {
      requireLabels(measured, target, where);
      return Metrics.isClassification(target)
          ? Metrics.classes(measured, target.classes().size())
          : Metrics.numbers(measured);
    } finally {
      measured.unpersist();
    }
  }

  private static void requireLabels(Dataset<Row> measured, Target target, String where) {
    Row counts =
        measured
            .agg(
                org.apache.spark.sql.functions.count("*"),
                org.apache.spark.sql.functions.count(measured.columns()[0]))
            .first();
    long rows = counts.getLong(0);
    long labelled = counts.getLong(1);
    if (rows == 0) {
      throw new JobException(where + ": the table has no rows");
    }
    if (labelled < rows) {
      throw new JobException(
          where
              + ": column "
              + target.column()
              + " has "
              + (rows - labelled)
              + " rows whose label is null or not among "
              + (Metrics.isClassification(target) ? target.classes() : "the numbers")
              + "; filter them out");
    }
  }

  private static Dataset<Row> classes(NeuralModel<?> stage, Dataset<Row> table, Target target) {
    Dataset<Row> scored = stage.transform(table);
    String probability = ((ClassifierParams) stage).getProbabilityCol();
    return scored.select(
        Metrics.code(scored, target).as("code"),
        functions.vector_to_array(scored.col(probability), "float64").as("probability"));
  }

  private static Dataset<Row> numbers(NeuralModel<?> stage, Dataset<Row> table, Target target) {
    Dataset<Row> scored = stage.transform(table);
    return scored.select(
        scored.col("`" + target.column().replace("`", "``") + "`").try_cast("double").as("label"),
        scored.col(stage.getPredictionCol()).as("prediction"));
  }
}
