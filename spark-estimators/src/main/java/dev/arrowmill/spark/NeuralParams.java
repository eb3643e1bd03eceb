package dev.arrowmill.spark;

import java.util.List;
import org.apache.spark.ml.param.DoubleParam;
import org.apache.spark.ml.param.IntArrayParam;
import org.apache.spark.ml.param.IntParam;
import org.apache.spark.ml.param.LongParam;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.Params;
import org.apache.spark.ml.param.StringArrayParam;

/** The params that estimators and their models share, under Spark ML's names where it has them. */
public interface NeuralParams extends Params {

  /** The holder of the param objects. */
  NeuralParamSet neuralParams();

  default Param<String> labelCol() {
    return neuralParams().labelCol;
  }

  default Param<String> weightCol() {
    return neuralParams().weightCol;
  }

  default Param<String> featuresCol() {
    return neuralParams().featuresCol;
  }

  default StringArrayParam featuresCols() {
    return neuralParams().featuresCols;
  }

  default StringArrayParam excludedCols() {
    return neuralParams().excludedCols;
  }

  default Param<String> predictionCol() {
    return neuralParams().predictionCol;
  }

  default Param<String> probabilityCol() {
    return neuralParams().probabilityCol;
  }

  default Param<String> rawPredictionCol() {
    return neuralParams().rawPredictionCol;
  }

  default Param<String> task() {
    return neuralParams().task;
  }

  default IntParam maxEpochs() {
    return neuralParams().maxEpochs;
  }

  default IntParam patience() {
    return neuralParams().patience;
  }

  default IntParam batchSize() {
    return neuralParams().batchSize;
  }

  default DoubleParam learningRate() {
    return neuralParams().learningRate;
  }

  default DoubleParam weightDecay() {
    return neuralParams().weightDecay;
  }

  default IntArrayParam hiddenSizes() {
    return neuralParams().hiddenSizes;
  }

  default DoubleParam dropout() {
    return neuralParams().dropout;
  }

  default DoubleParam validationFraction() {
    return neuralParams().validationFraction;
  }

  default LongParam seed() {
    return neuralParams().seed;
  }

  default IntParam numWorkers() {
    return neuralParams().numWorkers;
  }

  default Param<String> handleInvalid() {
    return neuralParams().handleInvalid;
  }

  default String getLabelCol() {
    return getOrDefault(labelCol());
  }

  default String getPredictionCol() {
    return getOrDefault(predictionCol());
  }

  default String getProbabilityCol() {
    return getOrDefault(probabilityCol());
  }

  default String getRawPredictionCol() {
    return getOrDefault(rawPredictionCol());
  }

  default List<String> getExcludedCols() {
    return List.of(getOrDefault(excludedCols()));
  }

  default long getSeed() {
    return (Long) getOrDefault((Param<?>) seed());
  }

  default int getMaxEpochs() {
    return (Integer) getOrDefault((Param<?>) maxEpochs());
  }

  default int getBatchSize() {
    return (Integer) getOrDefault((Param<?>) batchSize());
  }

  default int getNumWorkers() {
    return (Integer) getOrDefault((Param<?>) numWorkers());
  }

  default double getLearningRate() {
    return (Double) getOrDefault((Param<?>) learningRate());
  }

  default double getValidationFraction() {
    return (Double) getOrDefault((Param<?>) validationFraction());
  }
}
