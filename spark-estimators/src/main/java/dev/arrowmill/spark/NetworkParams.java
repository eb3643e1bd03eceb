package dev.arrowmill.spark;

import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.spark.ml.param.DoubleParam;
import org.apache.spark.ml.param.IntArrayParam;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.Params;

/** Which network is trained. */
public interface NetworkParams extends Params {

  /** The holder of the param objects. */
  ParamTable paramTable();

  default Param<String> architecture() {
    return paramTable().text("architecture");
  }

  default Param<String> architectureOptions() {
    return paramTable().text("architectureOptions");
  }

  default IntArrayParam hiddenSizes() {
    return paramTable().integers("hiddenSizes");
  }

  default DoubleParam dropout() {
    return paramTable().decimal("dropout");
  }

  default String getArchitecture() {
    return getOrDefault(architecture());
  }

  /** The options by name, in the order they were written. */
  default Map<String, String> getArchitectureOptions() {
    Map<String, String> all = new LinkedHashMap<>();
    for (String part : getOrDefault(architectureOptions()).split(";", -1)) {
      int at = part.indexOf('=');
      if (at > 0) {
        all.put(part.substring(0, at).strip(), part.substring(at + 1).strip());
      } else if (!part.isBlank()) {
        throw new IllegalArgumentException(
            "architectureOptions: expected 'name=value; name=value', got '" + part.strip() + "'");
      }
    }
    return all;
  }

  /** Widths of the hidden layers; undefined unless set. */
  default int[] getHiddenSizes() {
    return getOrDefault(hiddenSizes());
  }

  /** Dropout of hidden units; undefined unless set. */
  default double getDropout() {
    return (Double) getOrDefault((Param<?>) dropout());
  }
}
