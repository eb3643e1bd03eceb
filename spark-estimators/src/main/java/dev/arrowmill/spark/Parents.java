package dev.arrowmill.spark;

import dev.arrowmill.model.LabelException;
import dev.arrowmill.model.TabularModel;
import dev.arrowmill.model.Target;
import dev.arrowmill.model.Weights;
import dev.arrowmill.model.net.NetConfig;
import dev.arrowmill.spark.internal.HadoopFiles;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/** The model that a training goes on from. */
final class Parents {
  private Parents() {}

  /**
   * The initial model of an estimator, or null.
   *
   * @throws SchemaDriftException if the table lacks a column that the model reads
   */
  static @Nullable TabularModel of(NetworkEstimator<?, ?> estimator, Dataset<Row> table) {
    TabularModel parent = estimator.initial();
    if (parent == null && estimator.isSet(estimator.initialModel())) {
      parent = load(estimator.getInitialModel(), table);
    }
    if (parent != null) {
      List<String> problems = InputColumns.drift(parent.features().input(), table.schema());
      if (!problems.isEmpty()) {
        throw new SchemaDriftException("initial model: " + String.join("; ", problems));
      }
    }
    return parent;
  }

  /** A saved Spark ML model, or a directory that {@link TabularModel#save} wrote. */
  private static TabularModel load(String path, Dataset<Row> table) {
    String inner = path + "/" + StageFiles.ARTEFACT;
    String directory = HadoopFiles.exists(inner, table.sparkSession()) ? inner : path;
    return TabularModel.fromFiles(HadoopFiles.read(directory, table.sparkSession()), directory);
  }

  /**
   * The parent's target, if it fits the label of the new table.
   *
   * @throws LabelException naming what is different
   */
  static Target target(TabularModel parent, Target fresh) {
    Target known = parent.target();
    String problem = null;
    if (parent.targets().size() > 1) {
      problem = "it has " + parent.targets().size() + " labels, one can be learned on";
    } else if (!known.column().equals(fresh.column())) {
      problem = "its label is " + known.column() + ", not " + fresh.column();
    } else if (known.task() != fresh.task() || known.type() != fresh.type()) {
      problem =
          "its label is "
              + known.task()
              + " of "
              + known.type()
              + ", this one is "
              + fresh.task()
              + " of "
              + fresh.type();
    } else if (!known.classes().containsAll(fresh.classes())) {
      problem = "it knows the classes " + known.classes() + ", the table has " + fresh.classes();
    }
    if (problem != null) {
      throw new LabelException("initial model: " + problem + "; train from the start instead");
    }
    return known;
  }

  /**
   * The parent's network.
   *
   * @throws IllegalArgumentException if another one is asked for
   */
  static NetConfig network(TabularModel parent, NetworkParams params) {
    boolean asked =
        params.isSet(params.architecture())
            || params.isSet(params.architectureOptions())
            || params.isSet(params.hiddenSizes())
            || params.isSet(params.dropout());
    if (asked && !NetConfigs.of(params).equals(parent.config())) {
      throw new IllegalArgumentException(
          "initial model: its network is "
              + parent.config()
              + ", asked for is "
              + NetConfigs.of(params)
              + "; leave architecture, architectureOptions, hiddenSizes and dropout unset");
    }
    return parent.config();
  }

  static List<byte[]> weights(TabularModel parent) {
    return parent.nets().stream().map(Weights::toBytes).toList();
  }
}
