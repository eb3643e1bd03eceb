package dev.arrowmill.spark.internal;

import java.util.function.Function;
import org.apache.spark.ml.param.Params;
import org.apache.spark.ml.util.DefaultParamsReader;
import org.apache.spark.ml.util.DefaultParamsReader$;
import org.apache.spark.ml.util.DefaultParamsWriter$;
import org.apache.spark.sql.SparkSession;
import scala.Option;

/** Spark ML's metadata file: class, uid, set params and defaults. */
public final class StageMetadata {
  private StageMetadata() {}

  public static void save(Params stage, String path, SparkSession session) {
    DefaultParamsWriter$.MODULE$.saveMetadata(stage, path, session, Option.empty(), Option.empty());
  }

  /** Reads the metadata and sets what was set; what was a default stays one. */
  public static <T extends Params> T load(
      String path, Class<T> type, SparkSession session, Function<String, T> make) {
    DefaultParamsReader.Metadata metadata =
        DefaultParamsReader$.MODULE$.loadMetadata(path, session, type.getName());
    T stage = make.apply(metadata.uid());
    metadata.getAndSetParams(stage, Option.empty());
    return stage;
  }
}
