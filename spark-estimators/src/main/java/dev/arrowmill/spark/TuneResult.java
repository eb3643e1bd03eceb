package dev.arrowmill.spark;

import dev.arrowmill.spark.tune.TrialReport;
import java.util.List;
import org.apache.spark.ml.Model;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * What a search came to.
 *
 * @param model of the best training, an ordinary model
 * @param best the training with the least validation loss
 * @param trials all trainings, by rung and trial
 */
public record TuneResult<M extends Model<M>>(M model, TrialReport best, List<TrialReport> trials) {
  private static final StructType SCHEMA =
      new StructType()
          .add("trial", DataTypes.IntegerType, false)
          .add("rung", DataTypes.IntegerType, false)
          .add("params", DataTypes.createMapType(DataTypes.StringType, DataTypes.StringType, false))
          .add("maxEpochs", DataTypes.IntegerType, false)
          .add("epochs", DataTypes.IntegerType, false)
          .add("bestEpoch", DataTypes.IntegerType, false)
          .add("validationLoss", DataTypes.DoubleType, false)
          .add("status", DataTypes.StringType, false);

  public TuneResult {
    trials = List.copyOf(trials);
  }

  /** One row per training: trial, rung, params, epochs, validation loss, status. */
  public Dataset<Row> toDataFrame(SparkSession session) {
    return session.createDataFrame(
        trials.stream()
            .map(
                t ->
                    RowFactory.create(
                        t.step().trial(),
                        t.step().rung(),
                        t.values(),
                        t.maxEpochs(),
                        t.epochs(),
                        t.bestEpoch(),
                        t.validationLoss(),
                        t.status()))
            .toList(),
        SCHEMA);
  }
}
