package dev.arrowmill.jobs;

import dev.arrowmill.arrow.ColumnType;
import dev.arrowmill.model.TabularModel;
import dev.arrowmill.model.Target;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;

/**
 * A table with predictions in columns that every reader of Parquet knows: {@code prediction} is the
 * number, or the class as the label writes it; {@code probability} an array in the order of the
 * classes.
 */
final class Scored {
  private Scored() {}

  static Dataset<Row> of(TabularModel model, Dataset<Row> table) {
    Dataset<Row> scored = ModelFiles.stage(model).transform(table);
    if (!Metrics.isClassification(model.target())) {
      return scored;
    }
    List<Column> columns = new ArrayList<>();
    for (String name : table.columns()) {
      columns.add(scored.col("`" + name.replace("`", "``") + "`"));
    }
    columns.add(prediction(scored, model.target()).as("prediction"));
    columns.add(
        org.apache
            .spark
            .ml
            .functions
            .vector_to_array(scored.col("probability"), "float64")
            .as("probability"));
    return scored.select(columns.toArray(new Column[0]));
  }

  private static Column prediction(Dataset<Row> scored, Target target) {
    Column code = scored.col("prediction");
    if (target.type() == ColumnType.STRING) {
      Column[] names = target.classes().stream().map(functions::lit).toArray(Column[]::new);
      return functions.element_at(functions.array(names), code.cast("int").plus(1));
    }
    if (target.type() == ColumnType.BOOLEAN) {
      return code.equalTo(1.0);
    }
    boolean whole = target.classes().stream().allMatch(c -> c.matches("-?[0-9]+"));
    return whole ? code.cast("long") : code;
  }
}
