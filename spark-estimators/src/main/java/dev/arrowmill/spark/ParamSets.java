package dev.arrowmill.spark;

import dev.arrowmill.model.net.Architectures;
import dev.arrowmill.model.train.TrainOptions;
import java.util.Arrays;

/** Names, meanings, ranges and defaults of all params. */
final class ParamSets {
  private static final TrainOptions TRAIN = TrainOptions.forRows(1, 0);

  private ParamSets() {}

  static ParamTable columns(ParamTable t) {
    return t.text("labelCol", "label column: text, boolean or number", "label")
        .text("weightCol", "column of row weights, at least 0; every row 1 if unset or empty", null)
        .text(
            "featuresCol",
            "one vector column to learn from, instead of raw columns: used when set, and when the"
                + " table has a vector of that name and featuresCols is unset",
            "features")
        .texts(
            "featuresCols",
            "raw columns to learn from, * and ? match many names; all that have no other use if"
                + " unset",
            null)
        .texts("excludedCols", "raw columns to leave out, * and ? match many names", new String[0])
        .text(
            "validationIndicatorCol",
            "boolean column: true holds the row out for validation, in place of"
                + " validationFraction",
            null)
        .text(
            "attributionsCol",
            "output of the model if set: map of each column's contribution to the network's output"
                + " for the predicted class or number, by integrated gradients",
            null)
        .text("featureSpec", "how columns are read, as FeatureSpec writes it in JSON", "{}")
        .texts(
            "otherLabelCols",
            "labels that the same network learns along with labelCol; each adds prediction_NAME, and"
                + " probability_NAME where it has classes",
            new String[0])
        .text("predictionCol", "output: predicted number or class", "prediction")
        .choice(
            "handleInvalid",
            "NaN or infinite features and columns without values: 'error' names them and stops,"
                + " 'keep' reads NaN as missing, clips infinities and drops the columns",
            "error",
            "error",
            "keep");
  }

  static ParamTable network(ParamTable t) {
    return t.text(
            "architecture",
            "the network: one of "
                + String.join(", ", Architectures.names())
                + ", or the name of a class that implements Architecture",
            Architectures.DEFAULT)
        .text(
            "architectureOptions",
            "options of the architecture that differ from its defaults, as 'name=value; ...'",
            "")
        .integers("hiddenSizes", "widths of the hidden layers; the architecture's own if unset")
        .decimal(
            "dropout",
            "dropout of hidden units; the architecture's own if unset",
            null,
            v -> v >= 0 && v < 1,
            "in [0, 1)");
  }

  static ParamTable training(ParamTable t) {
    return t.integer("maxEpochs", "most passes over the rows; 0 chooses", 0, 0)
        .integer(
            "patience", "epochs without improvement before training stops", TRAIN.patience(), 1)
        .integer("batchSize", "rows per optimizer step; 0 chooses", 0, 0)
        .decimal(
            "learningRate", "AdamW's step size; 0 chooses", 0.0, v -> v >= 0 && v < 1e3, ">= 0")
        .decimal(
            "weightDecay",
            "AdamW's decay of matrices; the architecture's own if unset",
            null,
            v -> v >= 0 && v < 1e3,
            ">= 0")
        .choice(
            "schedule",
            "how the step size changes while training",
            "constant",
            "constant",
            "cosine",
            "warmup_cosine",
            "one_cycle",
            "plateau")
        .decimal(
            "gradientClip",
            "greatest norm of a step's gradient; 0 for no limit",
            0.0,
            v -> v >= 0 && v < Double.POSITIVE_INFINITY,
            ">= 0")
        .integer("ensembleSize", "networks trained one after the other and averaged", 1, 1)
        .integer(
            "snapshots",
            "cycles of the step size whose last networks are averaged; 0 for none, else 2 or more",
            0,
            0)
        .text(
            "initialModel",
            "path of a saved model to go on from: its transforms, classes, network and weights",
            null)
        .decimal(
            "validationFraction",
            "share of rows held out for early stopping",
            TRAIN.validationFraction(),
            v -> v >= 0 && v < 1,
            "in [0, 1)")
        .whole("seed", "seed of weights, row order, hold-out and dropout", 0L)
        .integer(
            "numWorkers",
            "training tasks, rounded down to a power of two; 0 chooses by rows and slots",
            0,
            0);
  }

  static ParamTable classification(ParamTable t) {
    return t.text("probabilityCol", "output: vector of class probabilities", "probability")
        .text("rawPredictionCol", "output: vector of the network's class scores", "rawPrediction")
        .text("predictedLabelCol", "output if set: text of the predicted class", null)
        .text(
            "labelIndexCol",
            "output if set: index of the row's own label among the classes, for Spark's"
                + " evaluators; null where the table has no label or another one",
            null)
        .choice("task", "what to learn", "auto", "auto", "binary", "multiclass")
        .text(
            "classWeights",
            "factors on the weights of rows by class: 'balanced', or JSON {\"class\": factor, ...}",
            "")
        .choice(
            "calibration",
            "of the probabilities, on the held-out rows",
            "none",
            "none",
            "platt",
            "isotonic",
            "temperature")
        .choice(
            "thresholdFor",
            "what the threshold between two classes makes best on the held-out rows",
            "none",
            "none",
            "accuracy",
            "f1",
            "youden")
        .decimals(
            "thresholds",
            "one number per class: the class with the greatest probability / threshold is"
                + " predicted (>= 0, at most one of them 0)",
            v ->
                Arrays.stream(v).allMatch(x -> x >= 0)
                    && Arrays.stream(v).filter(x -> x == 0).count() <= 1);
  }

  static ParamTable regression(ParamTable t) {
    return t.choice(
            "task",
            "what to learn: the mean, quantiles, a mean count, or a time until an event",
            "regression",
            "regression",
            "quantile",
            "count",
            "survival")
        .decimals(
            "quantiles",
            "levels for task quantile, ascending, in (0, 1)",
            v ->
                v.length > 0
                    && java.util.stream.IntStream.range(0, v.length)
                        .allMatch(i -> v[i] > (i == 0 ? 0 : v[i - 1]) && v[i] < 1))
        .text("eventCol", "for task survival: whether the time ended with the event", null)
        .text(
            "valuesCol",
            "output if set: vector of the quantiles, or of the probabilities that the event comes"
                + " after the target's points",
            null);
  }

  static ParamTable ranking(ParamTable t) {
    return t.text(
        "groupCol", "column whose equal values make a group, for example a query", "group");
  }

  static ParamTable recommending(ParamTable t) {
    return t.text("userCol", "column of user ids: whole numbers or texts", "user")
        .text("itemCol", "column of item ids: whole numbers or texts", "item")
        .text(
            "ratingCol",
            "column of ratings, numbers; if unset every row says that the user took the item",
            null)
        .texts("userFeaturesCols", "columns that describe users, * and ? match many", new String[0])
        .texts("itemFeaturesCols", "columns that describe items, * and ? match many", new String[0])
        .integer("rank", "length of the vectors of users and items", 16, 1)
        .integer("negatives", "items drawn against each row if ratingCol is unset", 4, 1)
        .text("predictionCol", "output: predicted rating, or probability of taking", "prediction")
        .choice(
            "coldStartStrategy",
            "rows whose user or item was not in training: 'nan' predicts NaN, 'drop' leaves them"
                + " out",
            "nan",
            "nan",
            "drop");
  }
}
