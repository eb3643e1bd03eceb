package dev.arrowmill.spark;

import dev.arrowmill.model.net.Architectures;
import dev.arrowmill.model.net.TrainingDefaults;
import dev.arrowmill.model.train.LearningRate;
import dev.arrowmill.model.train.TrainOptions;
import java.util.Locale;
import org.apache.spark.ml.param.Params;

/** The training options that a stage's params ask for. */
final class Options {
  private Options() {}

  /** Zeros and what is unset are chosen by the architecture and the number of rows. */
  static <S extends Params & NetworkParams & TrainingParams> TrainOptions of(S stage, long rows) {
    TrainingDefaults usual = Architectures.get(stage.getArchitecture()).training();
    TrainOptions base = TrainOptions.forRows(rows, stage.getSeed());
    double rate = stage.getLearningRate() > 0 ? stage.getLearningRate() : usual.learningRate();
    boolean decays = stage.isSet(stage.weightDecay());
    return new TrainOptions(
            stage.getMaxEpochs() == 0 ? base.maxEpochs() : stage.getMaxEpochs(),
            stage.getPatience(),
            stage.getBatchSize() == 0
                ? usual.batchSize(rows, base.batchSize())
                : stage.getBatchSize(),
            rate > 0 ? (float) rate : base.learningRate(),
            (float) (decays ? stage.getWeightDecay() : usual.weightDecay()),
            usual.emaDecay(),
            stage.getValidationFraction(),
            stage.getSeed())
        .with(
            LearningRate.valueOf(stage.getSchedule().toUpperCase(Locale.ROOT)),
            stage.getGradientClip())
        .withMembers(stage.getEnsembleSize(), stage.getSnapshots());
  }
}
