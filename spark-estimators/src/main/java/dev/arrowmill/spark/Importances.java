package dev.arrowmill.spark;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** Tables of what a {@link ModelProbe} found. */
final class Importances {
  private Importances() {}

  static Dataset<Row> table(
      SparkSession session, List<String> names, Metric metric, List<double[]> values) {
    double base = values.get(names.size())[0];
    double sign = metric.greaterIsBetter() ? 1 : -1;
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      double[] losses = Arrays.stream(values.get(i)).map(v -> sign * (base - v)).toArray();
      double mean = Arrays.stream(losses).sum() / losses.length;
      double square = Arrays.stream(losses).map(v -> (v - mean) * (v - mean)).sum();
      rows.add(RowFactory.create(names.get(i), mean, Math.sqrt(square / losses.length)));
    }
    rows.sort(Comparator.comparingDouble(r -> -r.getDouble(1)));
    return session.createDataFrame(
        rows,
        new StructType()
            .add("feature", DataTypes.StringType, false)
            .add("importance", DataTypes.DoubleType, false)
            .add("std", DataTypes.DoubleType, false));
  }

  static Dataset<Row> curve(SparkSession session, List<ModelProbe.Point> points, boolean classes) {
    DataType type =
        classes ? DataTypes.createArrayType(DataTypes.DoubleType, false) : DataTypes.DoubleType;
    List<Row> rows = new ArrayList<>();
    for (ModelProbe.Point p : points) {
      Object means =
          classes ? Arrays.stream(p.means()).boxed().toArray(Double[]::new) : (Object) p.means()[0];
      rows.add(RowFactory.create(p.value(), means));
    }
    return session.createDataFrame(
        rows,
        new StructType().add("value", DataTypes.StringType, false).add("prediction", type, false));
  }
}
