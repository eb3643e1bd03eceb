package dev.arrowmill.spark;

import dev.arrowmill.model.TabularModel;
import dev.arrowmill.spark.internal.HadoopFiles;
import dev.arrowmill.spark.internal.StageMetadata;
import java.util.function.BiFunction;
import org.apache.spark.ml.param.Params;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.ml.util.MLWriter;

/** Spark ML persistence: metadata as Spark writes it, and a model's artefact beside it. */
final class StageFiles {
  static final String ARTEFACT = "model";

  private StageFiles() {}

  static MLWriter writer(Params stage) {
    return new MLWriter() {
      @Override
      public void saveImpl(String path) {
        StageMetadata.save(stage, path, sparkSession());
        if (stage instanceof NeuralModel<?> model) {
          HadoopFiles.write(model.tabularModel().toFiles(), path + "/" + ARTEFACT, sparkSession());
        }
      }
    };
  }

  static <T extends Params> MLReader<T> reader(Class<T> type) {
    return new MLReader<>() {
      @Override
      public T load(String path) {
        return StageMetadata.load(path, type, sparkSession(), uid -> newInstance(type, uid));
      }
    };
  }

  static <T extends NeuralModel<T>> MLReader<T> modelReader(
      Class<T> type, BiFunction<String, TabularModel, T> make) {
    return new MLReader<>() {
      @Override
      public T load(String path) {
        String directory = path + "/" + ARTEFACT;
        TabularModel tabular =
            TabularModel.fromFiles(HadoopFiles.read(directory, sparkSession()), directory);
        return StageMetadata.load(path, type, sparkSession(), uid -> make.apply(uid, tabular));
      }
    };
  }

  private static <T> T newInstance(Class<T> type, String uid) {
    try {
      return type.getConstructor(String.class).newInstance(uid);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(type + " has no constructor (String uid)", e);
    }
  }
}
