package dev.arrowmill.spark;

import org.apache.spark.ml.param.Param;

/** What rankers and their models have beside {@link NeuralParams}. */
public interface RankerParams extends NeuralParams {

  default Param<String> groupCol() {
    return paramTable().text("groupCol");
  }

  default String getGroupCol() {
    return getOrDefault(groupCol());
  }
}
