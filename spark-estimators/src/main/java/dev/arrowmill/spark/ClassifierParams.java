package dev.arrowmill.spark;

import org.apache.spark.ml.param.DoubleArrayParam;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.shared.HasProbabilityCol;
import org.apache.spark.ml.param.shared.HasRawPredictionCol;
import org.apache.spark.ml.param.shared.HasThresholds;

/** What classifiers and their models have beside {@link NeuralParams}. */
public interface ClassifierParams
    extends NeuralParams, HasProbabilityCol, HasRawPredictionCol, HasThresholds {

  @Override
  default Param<String> probabilityCol() {
    return paramTable().text("probabilityCol");
  }

  @Override
  default Param<String> rawPredictionCol() {
    return paramTable().text("rawPredictionCol");
  }

  default Param<String> predictedLabelCol() {
    return paramTable().text("predictedLabelCol");
  }

  default Param<String> labelIndexCol() {
    return paramTable().text("labelIndexCol");
  }

  default Param<String> task() {
    return paramTable().text("task");
  }

  default Param<String> classWeights() {
    return paramTable().text("classWeights");
  }

  default Param<String> calibration() {
    return paramTable().text("calibration");
  }

  default Param<String> thresholdFor() {
    return paramTable().text("thresholdFor");
  }

  @Override
  default DoubleArrayParam thresholds() {
    return paramTable().decimals("thresholds");
  }

  /** Undefined unless set. */
  default String getPredictedLabelCol() {
    return getOrDefault(predictedLabelCol());
  }

  /** Undefined unless set. */
  default String getLabelIndexCol() {
    return getOrDefault(labelIndexCol());
  }

  default String getClassWeights() {
    return getOrDefault(classWeights());
  }

  default String getCalibration() {
    return getOrDefault(calibration());
  }

  default String getThresholdFor() {
    return getOrDefault(thresholdFor());
  }

  default String getTask() {
    return getOrDefault(task());
  }

  @Override
  default void org$apache$spark$ml$param$shared$HasProbabilityCol$_setter_$probabilityCol_$eq(
      Param<String> param) {}

  @Override
  default void org$apache$spark$ml$param$shared$HasRawPredictionCol$_setter_$rawPredictionCol_$eq(
      Param<String> param) {}

  @Override
  default void org$apache$spark$ml$param$shared$HasThresholds$_setter_$thresholds_$eq(
      DoubleArrayParam param) {}
}
