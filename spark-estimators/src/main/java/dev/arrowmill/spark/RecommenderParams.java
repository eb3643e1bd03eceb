package dev.arrowmill.spark;

import java.util.List;
import org.apache.spark.ml.param.IntParam;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.StringArrayParam;

/** What recommenders and their models share, under the names of Spark's ALS where it has them. */
public interface RecommenderParams extends NetworkParams, TrainingParams {

  @Override
  ParamTable paramTable();

  default Param<String> userCol() {
    return paramTable().text("userCol");
  }

  default Param<String> itemCol() {
    return paramTable().text("itemCol");
  }

  default Param<String> ratingCol() {
    return paramTable().text("ratingCol");
  }

  default StringArrayParam userFeaturesCols() {
    return paramTable().texts("userFeaturesCols");
  }

  default StringArrayParam itemFeaturesCols() {
    return paramTable().texts("itemFeaturesCols");
  }

  default IntParam rank() {
    return paramTable().integer("rank");
  }

  default IntParam negatives() {
    return paramTable().integer("negatives");
  }

  default Param<String> predictionCol() {
    return paramTable().text("predictionCol");
  }

  default Param<String> coldStartStrategy() {
    return paramTable().text("coldStartStrategy");
  }

  default String getUserCol() {
    return getOrDefault(userCol());
  }

  default String getItemCol() {
    return getOrDefault(itemCol());
  }

  /** Undefined unless set. */
  default String getRatingCol() {
    return getOrDefault(ratingCol());
  }

  default List<String> getUserFeaturesCols() {
    return List.of(getOrDefault(userFeaturesCols()));
  }

  default List<String> getItemFeaturesCols() {
    return List.of(getOrDefault(itemFeaturesCols()));
  }

  default int getRank() {
    return (Integer) getOrDefault((Param<?>) rank());
  }

  default int getNegatives() {
    return (Integer) getOrDefault((Param<?>) negatives());
  }

  default String getPredictionCol() {
    return getOrDefault(predictionCol());
  }

  default String getColdStartStrategy() {
    return getOrDefault(coldStartStrategy());
  }

  /** Whether rows have ratings; otherwise every row is a positive. */
  default boolean hasRatings() {
    return isDefined(ratingCol()) && !getOrDefault(ratingCol()).isEmpty();
  }
}
