package dev.arrowmill.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.apache.spark.ml.Model;
import org.apache.spark.ml.feature.LabeledPoint;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.ml.param.ParamsSuite$;
import org.apache.spark.ml.util.MLTestingUtils$;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import scala.Function2;
import scala.runtime.AbstractFunction2;
import scala.runtime.BoxedUnit;

/** Spark's own checkers, from its test jars, for every row of {@link Estimators}. */
class SparkCheckersTest {
  private final SparkSession session = Sparks.session();

  @TestFactory
  Stream<DynamicTest> paramsCopiesAndUids() {
    return Estimators.ALL.stream()
        .map(k -> DynamicTest.dynamicTest(k.toString(), () -> paramsCopiesAndUids(k)));
  }

  private void paramsCopiesAndUids(Estimators.Kind kind) {
    NeuralEstimator<?, ?> estimator = kind.make().get();
    ParamsSuite$.MODULE$.checkParams(estimator);
    Dataset<Row> table = Sparks.table(session, 200, 1).drop(Sparks.others(kind.label()));
    Model<?> model = estimator.setLabelCol(kind.label()).setMaxEpochs(1).fit(table);
    ParamsSuite$.MODULE$.checkParams(model);
    MLTestingUtils$.MODULE$.checkCopyAndUids(estimator, model);
  }

  @Test
  void labelsOfEveryNumericTypeGiveTheSameClassifier() {
    MLTestingUtils$.MODULE$.checkNumericTypes(
        new NeuralClassifier().setMaxEpochs(3), session, true, same());
  }

  @Test
  void labelsOfEveryNumericTypeGiveTheSameRegressor() {
    MLTestingUtils$.MODULE$.checkNumericTypes(
        new NeuralRegressor().setMaxEpochs(3), session, false, same());
  }

  /** The same model to the last bit of its weights. */
  private static <M extends NeuralModel<M>> Function2<M, M, BoxedUnit> same() {
    return check((a, b) -> assertThat(b.tabularModel().id()).isEqualTo(a.tabularModel().id()));
  }

  private interface Check<M> {
    void of(M a, M b);
  }

  private static <M> Function2<M, M, BoxedUnit> check(Check<M> check) {
    return new AbstractFunction2<>() {
      @Override
      public BoxedUnit apply(M a, M b) {
        check.of(a, b);
        return BoxedUnit.UNIT;
      }
    };
  }

  /** Labelled points as rows: the checkers read their columns by name. */
  @SuppressWarnings("unchecked")
  private Dataset<LabeledPoint> points(boolean classes) {
    Random random = new Random(5);
    List<Row> points = new ArrayList<>();
    for (int i = 0; i < 400; i++) {
      double a = random.nextGaussian();
      double b = random.nextGaussian();
      double y = 3 * a - 2 * b;
      points.add(RowFactory.create(classes ? (y > 0 ? 1.0 : 0.0) : y, Vectors.dense(a, b)));
    }
    StructType schema =
        new StructType()
            .add("label", DataTypes.DoubleType, false)
            .add("features", SQLDataTypes.VectorType(), false);
    return (Dataset<LabeledPoint>) (Dataset<?>) session.createDataFrame(points, schema).cache();
  }

  private static NeuralClassifier classifier() {
    return new NeuralClassifier().setMaxEpochs(40).setLearningRate(5e-3).setHiddenSizes(16);
  }

  private static NeuralRegressor regressor() {
    return new NeuralRegressor().setMaxEpochs(60).setLearningRate(5e-3).setHiddenSizes(16);
  }

  /** At least 93 of 100 rows are predicted alike. */
  private Function2<NeuralClassificationModel, NeuralClassificationModel, BoxedUnit> alike() {
    Dataset<LabeledPoint> data = points(true);
    return check(
        (a, b) ->
            assertThat(differing(a.transform(data), b.transform(data), 0.5)).isLessThan(0.07));
  }

  /** Most predictions are within a tenth of the label's standard deviation. */
  private Function2<NeuralRegressionModel, NeuralRegressionModel, BoxedUnit> near() {
    Dataset<LabeledPoint> data = points(false);
    return check(
        (a, b) ->
            assertThat(differing(a.transform(data), b.transform(data), 0.36)).isLessThan(0.07));
  }

  private static double differing(Dataset<Row> a, Dataset<Row> b, double tolerance) {
    List<Row> x = a.select("prediction").collectAsList();
    List<Row> y = b.select("prediction").collectAsList();
    long different = 0;
    for (int i = 0; i < x.size(); i++) {
      different += Math.abs(x.get(i).getDouble(0) - y.get(i).getDouble(0)) > tolerance ? 1 : 0;
    }
    return (double) different / x.size();
  }

  @Test
  void scaleOfWeightsChangesNothing() {
    MLTestingUtils$.MODULE$.testArbitrarilyScaledWeights(points(true), classifier(), alike());
    MLTestingUtils$.MODULE$.testArbitrarilyScaledWeights(points(false), regressor(), near());
  }

  @Test
  void oversamplingIsWeighting() {
    MLTestingUtils$.MODULE$.testOversamplingVsWeighting(points(true), classifier(), alike(), 42);
    MLTestingUtils$.MODULE$.testOversamplingVsWeighting(points(false), regressor(), near(), 42);
  }

  @Test
  void outliersWithSmallWeightsDoNoHarm() {
    MLTestingUtils$.MODULE$.testOutliersWithSmallWeights(points(true), classifier(), 2, alike(), 3);
  }
}
