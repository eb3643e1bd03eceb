package dev.arrowmill.spark;

import org.apache.spark.ml.param.DoubleParam;
import org.apache.spark.ml.param.IntParam;
import org.apache.spark.ml.param.LongParam;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.shared.HasSeed;

/** How a network is trained. */
public interface TrainingParams extends HasSeed {

  /** The holder of the param objects. */
  ParamTable paramTable();

  default IntParam maxEpochs() {
    return paramTable().integer("maxEpochs");
  }

  default IntParam patience() {
    return paramTable().integer("patience");
  }

  default IntParam batchSize() {
    return paramTable().integer("batchSize");
  }

  default DoubleParam learningRate() {
    return paramTable().decimal("learningRate");
  }

  default DoubleParam weightDecay() {
    return paramTable().decimal("weightDecay");
  }

  default DoubleParam validationFraction() {
    return paramTable().decimal("validationFraction");
  }

  @Override
  default LongParam seed() {
    return paramTable().whole("seed");
  }

  default IntParam numWorkers() {
    return paramTable().integer("numWorkers");
  }

  default int getMaxEpochs() {
    return (Integer) getOrDefault((Param<?>) maxEpochs());
  }

  default int getPatience() {
    return (Integer) getOrDefault((Param<?>) patience());
  }

  default int getBatchSize() {
    return (Integer) getOrDefault((Param<?>) batchSize());
  }

  default double getLearningRate() {
    return (Double) getOrDefault((Param<?>) learningRate());
  }

  /** AdamW's decay; undefined unless set. */
  default double getWeightDecay() {
    return (Double) getOrDefault((Param<?>) weightDecay());
  }

  default double getValidationFraction() {
    return (Double) getOrDefault((Param<?>) validationFraction());
  }

  default int getNumWorkers() {
    return (Integer) getOrDefault((Param<?>) numWorkers());
  }

  @Override
  default void org$apache$spark$ml$param$shared$HasSeed$_setter_$seed_$eq(LongParam param) {}
}
