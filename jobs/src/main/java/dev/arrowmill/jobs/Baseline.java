package dev.arrowmill.jobs;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.spark.ml.Pipeline;
import org.apache.spark.ml.PipelineModel;
import org.apache.spark.ml.PipelineStage;
import org.apache.spark.ml.classification.LogisticRegression;
import org.apache.spark.ml.feature.Imputer;
import org.apache.spark.ml.feature.OneHotEncoder;
import org.apache.spark.ml.feature.StandardScaler;
import org.apache.spark.ml.feature.StringIndexer;
import org.apache.spark.ml.feature.VectorAssembler;
import org.apache.spark.ml.functions;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.BooleanType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DateType;
import org.apache.spark.sql.types.NumericType;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.TimestampType;

/**
 * Spark MLlib's logistic regression as its guide builds it: index and one-hot encode texts, impute
 * and scale numbers, assemble. Labels are 0 and 1.
 */
final class Baseline {
  private static final double REGULARISATION = 0.01;
  private static final int ITERATIONS = 100;

  private final String label;

  Baseline(String label) {
    this.label = label;
  }

  PipelineModel fit(Dataset<Row> table) {
    List<String> texts = new ArrayList<>();
    List<String> numbers = new ArrayList<>();
    for (StructField field : table.schema().fields()) {
      if (field.dataType() instanceof StringType) {
        texts.add(field.name());
      } else if (!field.name().equals(label)) {
        numbers.add(field.name());
      }
    }
    return new Pipeline().setStages(stages(texts, numbers)).fit(plain(table));
  }

  /** Probabilities and label codes of a table, as {@link Metrics#classes} wants them. */
  Map<String, Double> evaluate(PipelineModel model, Dataset<Row> table) {
    Dataset<Row> scored = model.transform(plain(table));
    return Metrics.classes(
        scored.select(
            scored.col(label).cast("double").as("code"),
            functions.vector_to_array(scored.col("probability"), "float64").as("probability")),
        2);
  }

  private PipelineStage[] stages(List<String> texts, List<String> numbers) {
    String[] indexed = suffixed(texts, "_index");
    String[] hot = suffixed(texts, "_hot");
    String[] filled = suffixed(numbers, "_filled");
    return new PipelineStage[] {
      new StringIndexer()
          .setInputCols(texts.toArray(new String[0]))
          .setOutputCols(indexed)
          .setHandleInvalid("keep"),
      new OneHotEncoder().setInputCols(indexed).setOutputCols(hot).setHandleInvalid("keep"),
      new Imputer().setInputCols(numbers.toArray(new String[0])).setOutputCols(filled),
      new VectorAssembler().setInputCols(filled).setOutputCol("numbers"),
      new StandardScaler().setInputCol("numbers").setOutputCol("scaled").setWithMean(true),
      new VectorAssembler().setInputCols(concat("scaled", hot)).setOutputCol("features"),
      new LogisticRegression().setLabelCol(label).setMaxIter(ITERATIONS).setRegParam(REGULARISATION)
    };
  }

  private static String[] suffixed(List<String> names, String suffix) {
    return names.stream().map(n -> n + suffix).toArray(String[]::new);
  }

  private static String[] concat(String first, String[] rest) {
    List<String> all = new ArrayList<>(List.of(first));
    all.addAll(List.of(rest));
    return all.toArray(new String[0]);
  }

  /** The table with booleans, dates and times as doubles. */
  private static Dataset<Row> plain(Dataset<Row> table) {
    List<Column> columns = new ArrayList<>();
    for (StructField field : table.schema().fields()) {
      Column column = table.col(field.name());
      columns.add(plain(column, field.dataType()).as(field.name()));
    }
    return table.select(columns.toArray(new Column[0]));
  }

  private static Column plain(Column column, DataType type) {
    if (type instanceof NumericType
        || type instanceof BooleanType
        || type instanceof TimestampType) {
      return column.cast("double");
    }
    return type instanceof DateType ? column.cast("timestamp").cast("double") : column;
  }
}
