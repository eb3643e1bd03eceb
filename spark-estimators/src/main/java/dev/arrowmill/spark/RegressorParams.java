package dev.arrowmill.spark;

import org.apache.spark.ml.param.DoubleArrayParam;
import org.apache.spark.ml.param.Param;

/** What regressors and their models have beside {@link NeuralParams}. */
public interface RegressorParams extends NeuralParams {

  default Param<String> task() {
    return paramTable().text("task");
  }

  default DoubleArrayParam quantiles() {
    return paramTable().decimals("quantiles");
  }

  default Param<String> eventCol() {
    return paramTable().text("eventCol");
  }

  default Param<String> valuesCol() {
    return paramTable().text("valuesCol");
  }

  default String getTask() {
    return getOrDefault(task());
  }

  /** Undefined unless set. */
  default double[] getQuantiles() {
    return getOrDefault(quantiles());
  }

  /** Undefined unless set. */
  default String getEventCol() {
    return getOrDefault(eventCol());
  }

  /** Undefined unless set. */
  default String getValuesCol() {
    return getOrDefault(valuesCol());
  }
}
