package dev.arrowmill.spark;

import dev.arrowmill.model.Attribution;
import dev.arrowmill.model.TabularModel;
import dev.arrowmill.model.Task;
import dev.arrowmill.spark.internal.ModelHandle;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.jspecify.annotations.Nullable;

/** The column of contributions: a map from column to its part in the network's output. */
final class Attributions {
  static final DataType TYPE =
      DataTypes.createMapType(DataTypes.StringType, DataTypes.DoubleType, false);

  private Attributions() {}

  static Column column(ModelHandle model, List<String> names, List<Column> inputs) {
    UDF1<Row, Map<String, Double>> of = new OfRow(model, names.toArray(new String[0]));
    return functions.udf(of, TYPE).apply(functions.struct(inputs.toArray(new Column[0])));
  }

  /** Made once per task; the model is loaded once per JVM. */
  private static final class OfRow implements UDF1<Row, Map<String, Double>> {
    private static final long serialVersionUID = 1L;
    private final ModelHandle model;
    private final String[] names;

    OfRow(ModelHandle model, String[] names) {
      this.model = model;
      this.names = names;
    }

    @Override
    public Map<String, Double> call(Row row) {
      Map<String, @Nullable Object> values = new HashMap<>();
      for (int i = 0; i < names.length; i++) {
        values.put(names[i], row.get(i));
      }
      TabularModel tabular = model.model();
      int output =
          tabular.target().task() == Task.MULTICLASS
              ? tabular.target().classes().indexOf(tabular.scorer().score(values).label())
              : 0;
      return new Attribution(tabular, output).of(values);
    }
  }
}
