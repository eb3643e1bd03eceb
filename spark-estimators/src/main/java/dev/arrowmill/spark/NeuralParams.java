package dev.arrowmill.spark;

/** The params that estimators and their models share, under Spark ML's names where it has them. */
public interface NeuralParams extends ColumnParams, NetworkParams, TrainingParams {
  @Override
  ParamTable paramTable();
}
