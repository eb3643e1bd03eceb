package dev.arrowmill.jobs;

import dev.arrowmill.jobs.cli.Key;
import dev.arrowmill.jobs.cli.Settings;
import dev.arrowmill.model.TabularModel;
import dev.arrowmill.spark.NeuralClassificationModel;
import dev.arrowmill.spark.NeuralModel;
import dev.arrowmill.spark.NeuralRegressionModel;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/** Models in folders of any Hadoop file system. */
final class ModelFiles {
  static final Key<String> MODEL = Key.text("model", "MODEL", "folder that train wrote").required();

  private ModelFiles() {}

  /** Reads the key and notes a problem when a local folder is not there. */
  static String path(Settings settings) {
    String text = settings.get(MODEL, "");
    try {
      Path path = new Path(text.isEmpty() ? "." : text);
      String scheme = path.toUri().getScheme();
      boolean local = scheme == null || scheme.equals("file");
      FileSystem files = local ? path.getFileSystem(new Configuration()) : null;
      if (files != null && (!files.exists(path) || !files.getFileStatus(path).isDirectory())) {
        settings.problem(
            "model", text, "there is no such folder", "give the folder that train wrote");
      }
    } catch (IOException | IllegalArgumentException e) {
      settings.problem(
          "model", text, "is not a path: " + e.getMessage(), "give the folder that train wrote");
    }
    return text;
  }

  static TabularModel load(String path, Configuration conf) throws IOException {
    Path folder = new Path(path);
    FileSystem files = folder.getFileSystem(conf);
    Map<String, byte[]> contents = new LinkedHashMap<>();
    for (FileStatus status : files.listStatus(folder)) {
      String name = status.getPath().getName();
      if (status.isFile() && !name.startsWith(".")) {
        byte[] bytes = new byte[Math.toIntExact(status.getLen())];
        try (FSDataInputStream in = files.open(status.getPath())) {
          in.readFully(bytes);
        }
        contents.put(name, bytes);
      }
    }
    return TabularModel.fromFiles(contents, path);
  }

  static void save(TabularModel model, OutputDir dir) throws IOException {
    for (Map.Entry<String, byte[]> e : model.toFiles().entrySet()) {
      Path file = new Path(dir.work(), e.getKey());
      try (FSDataOutputStream out = dir.files().create(file)) {
        out.write(e.getValue());
      }
      dir.files().delete(new Path(dir.work(), "." + e.getKey() + ".crc"), false);
    }
  }

  /** The same with output columns that no table has, which may hold columns of the usual names. */
  static NeuralModel<?> measuringStage(TabularModel model) {
    NeuralModel<?> stage = stage(model);
    stage.set(stage.predictionCol(), "__arrowmill_prediction");
    if (stage instanceof NeuralClassificationModel classes) {
      classes.setProbabilityCol("__arrowmill_probability");
      classes.setRawPredictionCol("__arrowmill_raw_prediction");
    }
    return stage;
  }

  /** The Spark stage around a model. */
  static NeuralModel<?> stage(TabularModel model) {
    return model.target().task().isClassification()
        ? NeuralClassificationModel.of(model)
        : NeuralRegressionModel.of(model);
  }
}
