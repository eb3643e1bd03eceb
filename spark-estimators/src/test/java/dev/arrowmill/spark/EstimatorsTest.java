package dev.arrowmill.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.ServiceLoader;
import java.util.stream.Stream;
import org.apache.spark.ml.Estimator;
import org.apache.spark.ml.Model;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.param.Params;
import org.apache.spark.ml.util.MLWritable;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** What Spark ML expects of every estimator, for every row of {@link Estimators}. */
class EstimatorsTest {
  @TempDir Path folder;

  private final SparkSession session = Sparks.session();
  private final Dataset<Row> table =
      Sparks.table(session, 400, 1).select("x", "n", "city", "two", "three", "amount", "w").cache();

  @Test
  void everyRowIsAService() {
    List<? extends Class<?>> services =
        ServiceLoader.load(Estimator.class).stream()
            .map(ServiceLoader.Provider::type)
            .filter(c -> c.getName().startsWith("dev.arrowmill"))
            .toList();
    List<? extends Class<?>> rows =
        Stream.<Class<?>>concat(
                Estimators.ALL.stream().map(k -> k.make().get().getClass()),
                Estimators.OF_PAIRS.stream().map(make -> make.get().getClass()))
            .toList();
    assertThat(services).isEqualTo(rows);
  }

  @TestFactory
  Stream<DynamicTest> contract() {
    return Estimators.ALL.stream()
        .map(
            k ->
                DynamicTest.dynamicTest(k.make().get().getClass().getSimpleName(), () -> check(k)));
  }

  private static <E extends NeuralEstimator<E, M>, M extends Model<M>> E quick(
      NeuralEstimator<E, M> estimator, String label) {
    String[] others =
        java.util.Arrays.stream(Sparks.LABELS).filter(l -> !l.equals(label)).toArray(String[]::new);
    return estimator.setLabelCol(label).setExcludedCols(others).setHiddenSizes(8).setMaxEpochs(1);
  }

  private void check(Estimators.Kind kind) throws Exception {
    NeuralEstimator<?, ?> estimator = kind.make().get();
    paramsAreWellFormed(estimator);
    estimator.setMaxEpochs(3);
    persistenceKeepsDefaults(estimator);
    NeuralModel<?> model = (NeuralModel<?>) quick(kind.make().get(), kind.label()).fit(table);
    paramsAreWellFormed(model);
    persistenceKeepsDefaults(model);
    assertThat(model.copy(ParamMap.empty()).uid()).isEqualTo(model.uid());
    assertThat(model.transformSchema(table.schema())).isEqualTo(model.transform(table).schema());
    numericLabels(kind);
    tableIsLeftAlone(kind);
  }

  /** As Spark's ParamsSuite.checkParams: sorted unique names, own parent, one method each. */
  private static void paramsAreWellFormed(org.apache.spark.ml.param.Params stage) {
    Param<?>[] params = stage.params();
    List<String> names = Arrays.stream(params).map(Param::name).toList();
    assertThat(names).isSorted().doesNotHaveDuplicates().contains("labelCol", "seed");
    for (Param<?> p : params) {
      assertThat(p.parent()).isEqualTo(stage.uid());
      assertThat(stage.getParam(p.name())).isSameAs(p);
      assertThat(p.doc()).isNotBlank();
    }
  }

  /** As Spark's testDefaultReadWrite: uid, set values and defaults come back as such. */
  private <S extends Params & MLWritable> void persistenceKeepsDefaults(S stage) throws Exception {
    String path = folder.resolve(stage.getClass().getSimpleName() + stage.uid()).toString();
    stage.save(path);
    Params back = (Params) stage.getClass().getMethod("load", String.class).invoke(null, path);
    assertThat(back.uid()).isEqualTo(stage.uid());
    for (Param<?> p : stage.params()) {
      Param<?> q = back.getParam(p.name());
      assertThat(back.isSet(q)).as(p.name()).isEqualTo(stage.isSet(p));
      assertThat(new Object[] {back.get(q).getOrElse(() -> "none")})
          .isEqualTo(new Object[] {stage.get(p).getOrElse(() -> "none")});
      assertThat(back.hasDefault(q)).as(p.name()).isEqualTo(stage.hasDefault(p));
    }
    assertThat(back.isSet(back.getParam("batchSize"))).isFalse();
  }

  private void numericLabels(Estimators.Kind kind) {
    for (String type :
        new String[] {"tinyint", "int", "bigint", "float", "double", "decimal(6,0)"}) {
      Dataset<Row> typed =
          table.withColumn(kind.label(), functions.expr("cast(n > 50 as int)").cast(type));
      NeuralModel<?> model = (NeuralModel<?>) quick(kind.make().get(), kind.label()).fit(typed);
      assertThat(model.transform(typed).select("prediction").first().get(0))
          .as(type)
          .isInstanceOf(Double.class);
    }
  }

  private void tableIsLeftAlone(Estimators.Kind kind) {
    Dataset<Row> stream = table.limit(50);
    NeuralModel<?> model = (NeuralModel<?>) quick(kind.make().get(), kind.label()).fit(stream);
    assertThat(List.of(model.transform(stream).columns())).startsWith(stream.columns());
  }
}
