package dev.arrowmill.spark;

import dev.arrowmill.model.train.TrainOptions;
import java.io.Serializable;
import java.util.List;
import org.apache.spark.ml.param.DoubleParam;
import org.apache.spark.ml.param.IntArrayParam;
import org.apache.spark.ml.param.IntParam;
import org.apache.spark.ml.param.LongParam;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.Params;
import org.apache.spark.ml.param.StringArrayParam;
import scala.runtime.AbstractFunction1;

/**
 * The {@link Param} objects of one stage; its owner hands them out through {@link NeuralParams}.
 */
public final class NeuralParamSet implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final TrainOptions TRAIN = TrainOptions.forRows(1, 0);

  final Param<String> labelCol;
  final Param<String> weightCol;
  final Param<String> featuresCol;
  final StringArrayParam featuresCols;
  final StringArrayParam excludedCols;
  final Param<String> predictionCol;
  final Param<String> probabilityCol;
  final Param<String> rawPredictionCol;
  final Param<String> task;
  final IntParam maxEpochs;
  final IntParam patience;
  final IntParam batchSize;
  final DoubleParam learningRate;
  final DoubleParam weightDecay;
  final IntArrayParam hiddenSizes;
  final DoubleParam dropout;
  final DoubleParam validationFraction;
  final LongParam seed;
  final IntParam numWorkers;
  final Param<String> handleInvalid;

  /** Makes the params and their defaults; the owner's uid must be set already. */
  NeuralParamSet(Params owner) {
    labelCol = new Param<>(owner, "labelCol", "label column: text, boolean or number");
    weightCol =
        new Param<>(owner, "weightCol", "column of row weights, at least 0; every row 1 if unset");
    featuresCol =
        new Param<>(
            owner, "featuresCol", "one vector column to learn from, instead of raw columns");
    featuresCols =
        new StringArrayParam(
            owner,
            "featuresCols",
            "raw columns to learn from; all but label, weight and excluded ones if unset");
    excludedCols = new StringArrayParam(owner, "excludedCols", "raw columns to leave out");
    predictionCol = new Param<>(owner, "predictionCol", "output: predicted number or class");
    probabilityCol = new Param<>(owner, "probabilityCol", "output: vector of class probabilities");
    rawPredictionCol =
        new Param<>(owner, "rawPredictionCol", "output: vector of the network's class scores");
    task =
        text(owner, "task", "what to learn", List.of("auto", "binary", "multiclass", "regression"));
    maxEpochs =
        ints(owner, "maxEpochs", "most passes over the rows; 0 chooses", n -> n >= 0, ">= 0");
    patience =
        ints(
            owner,
            "patience",
            "epochs without improvement before training stops",
            n -> n > 0,
            "> 0");
    batchSize = ints(owner, "batchSize", "rows per optimizer step; 0 chooses", n -> n >= 0, ">= 0");
    learningRate =
        doubles(
            owner, "learningRate", "AdamW's step size; 0 chooses", v -> v >= 0 && v < 1e3, ">= 0");
    weightDecay =
        doubles(owner, "weightDecay", "AdamW's decay of matrices", v -> v >= 0 && v < 1e3, ">= 0");
    hiddenSizes = new IntArrayParam(owner, "hiddenSizes", "widths of the hidden layers (> 0)");
    dropout =
        doubles(owner, "dropout", "dropout of hidden units", v -> v >= 0 && v < 1, "in [0, 1)");
    validationFraction =
        doubles(
            owner,
            "validationFraction",
            "share of rows held out for early stopping",
            v -> v >= 0 && v < 1,
            "in [0, 1)");
    seed = new LongParam(owner, "seed", "seed of weights, row order, hold-out and dropout");
    numWorkers =
        ints(
            owner,
            "numWorkers",
            "training tasks, rounded down to a power of two; 0 chooses by rows and slots",
            n -> n >= 0,
            ">= 0");
    handleInvalid =
        text(
            owner,
            "handleInvalid",
            "NaN or infinite features and columns without values: 'error' names them and stops,"
                + " 'keep' reads NaN as missing, clips infinities and drops the columns",
            List.of("error", "keep"));
    defaults(owner);
  }

  private void defaults(Params owner) {
    owner.setDefault(labelCol, "label");
    owner.setDefault(predictionCol, "prediction");
    owner.setDefault(probabilityCol, "probability");
    owner.setDefault(rawPredictionCol, "rawPrediction");
    owner.setDefault(task, "auto");
    owner.setDefault(excludedCols, new String[0]);
    owner.setDefault(maxEpochs, 0);
    owner.setDefault(patience, TRAIN.patience());
    owner.setDefault(batchSize, 0);
    owner.setDefault(learningRate, 0.0);
    owner.setDefault(weightDecay, decimal(TRAIN.weightDecay()));
    owner.setDefault(hiddenSizes, new int[] {256, 128});
    owner.setDefault(dropout, 0.2);
    owner.setDefault(validationFraction, TRAIN.validationFraction());
    owner.setDefault(seed, 0L);
    owner.setDefault(numWorkers, 0);
    owner.setDefault(handleInvalid, "error");
  }

  /** The double that is written like the float: 0.2 and not 0.20000000298. */
  private static double decimal(float value) {
    return Double.parseDouble(Float.toString(value));
  }

  private static Param<String> text(Params owner, String name, String doc, List<String> allowed) {
    return new Param<>(
        owner,
        name,
        doc + " (" + String.join(", ", allowed) + ")",
        new Check<String>(allowed::contains));
  }

  private static IntParam ints(
      Params owner, String name, String doc, Test<Integer> ok, String range) {
    return new IntParam(
        owner, name, doc + " (" + range + ")", new Check<Object>(v -> ok.test((Integer) v)));
  }

  private static DoubleParam doubles(
      Params owner, String name, String doc, Test<Double> ok, String range) {
    return new DoubleParam(
        owner, name, doc + " (" + range + ")", new Check<Object>(v -> ok.test((Double) v)));
  }

  /** A predicate that may travel. */
  private interface Test<T> extends Serializable {
    boolean test(T value);
  }

  /** A Scala function that says whether a value is allowed. */
  private static final class Check<T> extends AbstractFunction1<T, Object> implements Serializable {
    private static final long serialVersionUID = 1L;
    private final Test<T> allowed;

    Check(Test<T> allowed) {
      this.allowed = allowed;
    }

    @Override
    public Object apply(T value) {
      return allowed.test(value);
    }
  }
}
