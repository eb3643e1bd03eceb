package dev.arrowmill.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.arrowmill.arrow.UnsupportedColumnException;
import dev.arrowmill.model.LabelException;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.Test;

/** One clear, typed error on the driver for each kind of bad table. */
class BadInputTest {
  private final SparkSession session = Sparks.session();
  private final Dataset<Row> table = Sparks.table(session, 300, 1);

  private void fit(Dataset<Row> bad) {
    Sparks.classifier("two").setMaxEpochs(1).fit(bad);
  }

  @Test
  void unknownColumns() {
    assertThatThrownBy(() -> Sparks.classifier("too").fit(table))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("label column too")
        .hasMessageContaining("two");
    assertThatThrownBy(() -> Sparks.classifier("two").setExcludedCols("nope").fit(table))
        .hasMessageContaining("excluded column nope");
    assertThatThrownBy(() -> Sparks.classifier("two").setWeightCol("nope").fit(table))
        .hasMessageContaining("weight column nope");
    assertThatThrownBy(() -> Sparks.classifier("two").setFeaturesCols("nope").fit(table))
        .hasMessageContaining("feature column nope");
  }

  @Test
  void emptyTableAndOneClass() {
    assertThatThrownBy(() -> fit(table.limit(0)))
        .isInstanceOf(BadTableException.class)
        .hasMessageContaining("no rows");
    assertThatThrownBy(() -> fit(table.filter("two = 'yes'")))
        .isInstanceOf(LabelException.class)
        .hasMessageContaining("label two")
        .hasMessageContaining("[yes]");
    assertThatThrownBy(() -> fit(table.withColumn("two", functions.expr("nullif(two, 'yes')"))))
        .isInstanceOf(LabelException.class)
        .hasMessageContaining("null");
  }

  @Test
  void nanInfinityAndEmptyColumns() {
    Dataset<Row> bad =
        table
            .withColumn(
                "x", functions.expr("if(n = 5, double('NaN'), if(n = 6, double('inf'), x))"))
            .withColumn("nothing", functions.lit(null).cast("string"));
    assertThatThrownBy(() -> fit(bad))
        .isInstanceOf(BadTableException.class)
        .hasMessageContaining("column x has")
        .hasMessageContaining("NaN")
        .hasMessageContaining("column nothing is null in all 300 rows")
        .hasMessageContaining("handleInvalid");
    NeuralClassificationModel kept =
        Sparks.classifier("two").setMaxEpochs(1).setHandleInvalid("keep").fit(bad);
    assertThat(kept.tabularModel().features().input().names())
        .contains("x")
        .doesNotContain("nothing");
  }

  @Test
  void nestedColumns() {
    assertThatThrownBy(() -> fit(table.withColumn("nested", functions.expr("map('a', n)"))))
        .isInstanceOf(UnsupportedColumnException.class)
        .hasMessageContaining("nested")
        .hasMessageContaining("map<string,int>");
  }

  @Test
  void weights() {
    for (String w : new String[] {"-1.0", "0.0", "double('NaN')"}) {
      assertThatThrownBy(
              () ->
                  Sparks.classifier("two")
                      .setWeightCol("w")
                      .setExcludedCols("three", "amount")
                      .fit(table.withColumn("w", functions.expr(w))))
          .isInstanceOf(BadTableException.class)
          .hasMessageContaining("weight column w");
    }
  }

  @Test
  void weightsOfText() {
    assertThatThrownBy(() -> Sparks.classifier("two").setWeightCol("city").fit(table))
        .isInstanceOf(BadTableException.class)
        .hasMessageContaining("weight column city")
        .hasMessageContaining("must be of type numeric but was actually of type string");
  }

  @Test
  void nothingToLearnFromIsOneLine() {
    Dataset<Row> constant = table.select("two").withColumn("same", functions.lit(1));
    assertThatThrownBy(() -> new NeuralClassifier().setLabelCol("two").fit(constant))
        .isInstanceOf(BadTableException.class)
        .hasMessageMatching("no column can be learned from: .*same.*");
  }

  @Test
  void schemaDrift() {
    NeuralClassificationModel model = Sparks.classifier("two").setMaxEpochs(1).fit(table);
    assertThatThrownBy(() -> model.transform(table.drop("x").withColumn("city", functions.lit(3))))
        .isInstanceOf(SchemaDriftException.class)
        .hasMessageContaining("column x (DOUBLE) is missing")
        .hasMessageContaining("column city was STRING in training, is int");
    assertThat(model.transform(table.withColumn("extra", functions.lit(1))).count()).isEqualTo(300);
    assertThatThrownBy(() -> model.transform(table.withColumn("prediction", functions.lit(1))))
        .hasMessageContaining("output column prediction");
  }

  @Test
  void paramsSayTheirRange() {
    assertThatThrownBy(() -> new NeuralClassifier().setDropout(1.5))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("dropout")
        .hasMessageContaining("1.5");
    assertThatThrownBy(() -> new NeuralClassifier().setTask("ranking"))
        .hasMessageContaining("task")
        .hasMessageContaining("ranking");
    assertThatThrownBy(() -> Sparks.classifier("two").setNumWorkers(64).fit(table))
        .hasMessageContaining("numWorkers 64")
        .hasMessageContaining("2");
  }

  @Test
  void labelsThatAreIdentifiers() {
    Dataset<Row> ids = session.range(200_000).selectExpr("id % 97 x", "concat('user-', id) label");
    assertThatThrownBy(() -> new NeuralClassifier().fit(ids))
        .isInstanceOf(LabelException.class)
        .hasMessageContaining("label label: more than 1000 distinct values")
        .hasMessageContaining("identifier");
    Dataset<Row> few = table.limit(40).selectExpr("x", "concat('row-', n, x) label").na().drop();
    assertThatThrownBy(() -> new NeuralClassifier().fit(few))
        .isInstanceOf(LabelException.class)
        .hasMessageContaining("has a class of its own");
    Dataset<Row> huge =
        table.selectExpr("x", "if(n > 50, 9007199254740993L, 9007199254740995L) label");
    assertThatThrownBy(() -> new NeuralClassifier().fit(huge))
        .isInstanceOf(LabelException.class)
        .hasMessageContaining("beyond 2^53");
    assertThatThrownBy(() -> new NeuralRegressor().setLabelCol("two").fit(table))
        .isInstanceOf(LabelException.class)
        .hasMessageContaining("must be of type numeric but was actually of type string");
  }

  @Test
  void constantAndDuplicatedColumnsDoNoHarm() {
    Dataset<Row> odd =
        table
            .select("x", "city", "two")
            .withColumn("same", functions.lit("a"))
            .withColumn("again", functions.col("x"));
    NeuralClassificationModel model =
        new NeuralClassifier().setLabelCol("two").setMaxEpochs(1).fit(odd);
    assertThat(model.tabularModel().features().input().names())
        .contains("x")
        .doesNotContain("same");
    assertThat(model.transform(odd).filter("isnan(prediction)").count()).isZero();
  }

  @Test
  void aHoldOutOfOneClassIsSaid() {
    Dataset<Row> rare = table.filter("two = 'no' or n = 60");
    NeuralClassificationModel model =
        new NeuralClassifier()
            .setLabelCol("two")
            .setFeaturesCols("x", "city")
            .setMaxEpochs(1)
            .setValidationFraction(0.02)
            .fit(rare);
    TrainingSummary summary = model.summary().orElseThrow();
    assertThat(summary.validationRows()).isLessThan(10);
    assertThat(summary.warnings()).hasSize(1);
  }
}
