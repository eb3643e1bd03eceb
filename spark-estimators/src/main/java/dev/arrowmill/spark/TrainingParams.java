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

  default Param<String> schedule() {
    return paramTable().text("schedule");
  }

  default DoubleParam gradientClip() {
    return paramTable().decimal("gradientClip");
  }

  default IntParam ensembleSize() {
    return paramTable().integer("ensembleSize");
  }

  default IntParam snapshots() {
    return paramTable().integer("snapshots");
  }

  default Param<String> initialModel() {
    return paramTable().text("initialModel");
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

  default String getSchedule() {
    return getOrDefault(schedule());
  }

  default double getGradientClip() {
    return (Double) getOrDefault((Param<?>) gradientClip());
  }

  default int getEnsembleSize() {
    return (Integer) getOrDefault((Param<?>) ensembleSize());
  }

  default int getSnapshots() {
    return (Integer) getOrDefault((Param<?>) snapshots());
  }

  /** Undefined unless set. */
  default String getInitialModel() {
    return getOrDefault(initialModel());
  }

  default int getNumWorkers() {
    return (Integer) getOrDefault((Param<?>) numWorkers());
  }

  @Override
  default void org$apache$spark$ml$param$shared$HasSeed$_setter_$seed_$eq(LongParam param) {}
}
