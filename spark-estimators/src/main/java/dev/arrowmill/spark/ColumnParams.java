package dev.arrowmill.spark;

import dev.arrowmill.data.feature.FeatureSpec;
import java.util.List;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.StringArrayParam;
import org.apache.spark.ml.param.shared.HasFeaturesCol;
import org.apache.spark.ml.param.shared.HasLabelCol;
import org.apache.spark.ml.param.shared.HasPredictionCol;
import org.apache.spark.ml.param.shared.HasValidationIndicatorCol;
import org.apache.spark.ml.param.shared.HasWeightCol;
import org.jspecify.annotations.Nullable;

/** Which columns of a table are read, and which one is always added. */
public interface ColumnParams
    extends HasLabelCol, HasWeightCol, HasFeaturesCol, HasPredictionCol, HasValidationIndicatorCol {

  /** The holder of the param objects. */
  ParamTable paramTable();

  @Override
  default Param<String> labelCol() {
    return paramTable().text("labelCol");
  }

  @Override
  default Param<String> weightCol() {
    return paramTable().text("weightCol");
  }

  @Override
  default Param<String> featuresCol() {
    return paramTable().text("featuresCol");
  }

  default StringArrayParam featuresCols() {
    return paramTable().texts("featuresCols");
  }

  default StringArrayParam otherLabelCols() {
    return paramTable().texts("otherLabelCols");
  }

  default List<String> getOtherLabelCols() {
    return List.of(getOrDefault(otherLabelCols()));
  }

  default StringArrayParam excludedCols() {
    return paramTable().texts("excludedCols");
  }

  @Override
  default Param<String> validationIndicatorCol() {
    return paramTable().text("validationIndicatorCol");
  }

  @Override
  default Param<String> predictionCol() {
    return paramTable().text("predictionCol");
  }

  default Param<String> attributionsCol() {
    return paramTable().text("attributionsCol");
  }

  default Param<String> featureSpec() {
    return paramTable().text("featureSpec");
  }

  default Param<String> handleInvalid() {
    return paramTable().text("handleInvalid");
  }

  default List<String> getFeaturesCols() {
    return List.of(getOrDefault(featuresCols()));
  }

  default List<String> getExcludedCols() {
    return List.of(getOrDefault(excludedCols()));
  }

  /** How columns are read. */
  default FeatureSpec getFeatureSpec() {
    return FeatureSpec.fromJson(getOrDefault(featureSpec()));
  }

  default String getHandleInvalid() {
    return getOrDefault(handleInvalid());
  }

  /** The value of a column param, or null where it is unset or empty. */
  default @Nullable String columnOrNull(Param<String> param) {
    return isDefined(param) && !getOrDefault(param).isEmpty() ? getOrDefault(param) : null;
  }

  @Override
  default void org$apache$spark$ml$param$shared$HasLabelCol$_setter_$labelCol_$eq(
      Param<String> param) {}

  @Override
  default void org$apache$spark$ml$param$shared$HasWeightCol$_setter_$weightCol_$eq(
      Param<String> param) {}

  @Override
  default void org$apache$spark$ml$param$shared$HasFeaturesCol$_setter_$featuresCol_$eq(
      Param<String> param) {}

  @Override
  default void org$apache$spark$ml$param$shared$HasPredictionCol$_setter_$predictionCol_$eq(
      Param<String> param) {}

  @Override
  default void
      org$apache$spark$ml$param$shared$HasValidationIndicatorCol$_setter_$validationIndicatorCol_$eq(
          Param<String> param) {}
}
