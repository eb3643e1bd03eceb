package dev.arrowmill.spark;

import static org.assertj.core.api.Assertions.assertThat;

import dev.arrowmill.spark.internal.ModelHandle;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Row by row, row batches and column vectors: three operators, one result. */
class ScoringTest {
  @TempDir Path folder;

  @Test
  void everyOperatorGivesTheSameBits() {
    SparkSession session = Sparks.session();
    String path = folder.resolve("t").toString();
    Sparks.table(session, 3000, 2).repartition(3).write().parquet(path);
    Dataset<Row> table = session.read().parquet(path);
    NeuralClassificationModel model = Sparks.classifier("two").setMaxEpochs(2).fit(table);

    Dataset<Row> columnar = model.transform(table);
    assertThat(plan(columnar)).contains("ColumnarScore").doesNotContain("RowScore");
    Dataset<Row> batched = model.transform(table.filter(functions.expr("n >= 0")));
    assertThat(plan(batched)).contains("RowScore");
    List<Row> truth = rows(columnar);
    assertThat(truth).hasSize(3000);
    assertThat(rows(batched)).isEqualTo(truth);

    /* Spark pushes this filter below the projection; the rule leaves conditions alone. */
    Dataset<Row> filtered = columnar.filter("prediction = 1.0");
    assertThat(plan(filtered)).containsPattern("Filter .*arrowmill_score");
    assertThat(filtered.count())
        .isEqualTo(truth.stream().filter(r -> r.<Double>getAs("prediction") == 1.0).count());
  }

  @Test
  void withoutTheExtensionTheQueryRunsRowByRow() {
    SparkSession session = Sparks.session();
    String path = folder.resolve("u").toString();
    Sparks.table(session, 500, 3).write().parquet(path);
    Dataset<Row> table = session.read().parquet(path);
    NeuralClassificationModel model = Sparks.classifier("two").setMaxEpochs(1).fit(table);
    List<Row> truth = rows(model.transform(table));
    /* A local relation is evaluated by the optimizer, row by row, before any operator is planned. */
    Dataset<Row> local = session.createDataFrame(table.collectAsList(), table.schema());
    Dataset<Row> folded = model.transform(local);
    assertThat(plan(folded)).contains("LocalTableScan").doesNotContain("ColumnarScore", "RowScore");
    assertThat(rows(folded)).isEqualTo(truth);
  }

  @Test
  void aModelIsLoadedOncePerJvm() {
    SparkSession session = Sparks.session();
    Dataset<Row> table = Sparks.table(session, 800, 4).repartition(8).cache();
    NeuralClassificationModel model = Sparks.classifier("two").setMaxEpochs(1).fit(table);
    long before = ModelHandle.loads();
    model.transform(table).write().format("noop").mode("overwrite").save();
    model.transform(table).write().format("noop").mode("overwrite").save();
    assertThat(ModelHandle.loads() - before).isEqualTo(1);
  }

  private static String plan(Dataset<Row> table) {
    return ((org.apache.spark.sql.classic.Dataset<Row>) table)
        .queryExecution()
        .executedPlan()
        .toString();
  }

  private static List<Row> rows(Dataset<Row> scored) {
    return scored
        .select("x", "at", "amount", "rawPrediction", "probability", "prediction")
        .orderBy("amount", "at")
        .collectAsList();
  }
}
