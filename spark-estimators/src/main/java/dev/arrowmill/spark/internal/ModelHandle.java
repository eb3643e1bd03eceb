package dev.arrowmill.spark.internal;

import dev.arrowmill.model.ArtefactFiles;
import dev.arrowmill.model.Scorer;
import dev.arrowmill.model.TabularModel;
import java.io.Serializable;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.SparkSession;

/**
 * A model that travels to executors as a broadcast of its files and is loaded once per JVM, however
 * many tasks score with it. Thread-safe.
 */
public final class ModelHandle implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final int MOST_MODELS = 16;
  private static final AtomicLong LOADS = new AtomicLong();
  private static final Map<String, TabularModel> LOADED = new ConcurrentHashMap<>();

  private final String id;
  private final String application;
  private final Broadcast<LinkedHashMap<String, byte[]>> files;

  private ModelHandle(
      String id, String application, Broadcast<LinkedHashMap<String, byte[]>> files) {
    this.id = id;
    this.application = application;
    this.files = files;
  }

  /** Broadcasts the model. */
  public static ModelHandle of(SparkSession session, TabularModel model) {
    LinkedHashMap<String, byte[]> files = new LinkedHashMap<>(model.toFiles());
    return new ModelHandle(
        ArtefactFiles.id(files),
        session.sparkContext().applicationId(),
        JavaSparkContext.fromSparkContext(session.sparkContext()).broadcast(files));
  }

  /** Whether the broadcast is alive in this session's application. */
  public boolean belongsTo(SparkSession session) {
    return application.equals(session.sparkContext().applicationId());
  }

  /** What identifies the model's content. */
  public String id() {
    return id;
  }

  /** A scorer for one thread. */
  Scorer newScorer() {
    return model().scorer();
  }

  /** The model, loaded in this JVM. */
  public TabularModel model() {
    TabularModel model = LOADED.get(id);
    if (model == null) {
      synchronized (LOADED) {
        model = LOADED.get(id);
        if (model == null) {
          model = load();
          LOADED.put(id, model);
        }
      }
    }
    return model;
  }

  private TabularModel load() {
    if (LOADED.size() >= MOST_MODELS) {
      LOADED.clear();
    }
    LOADS.incrementAndGet();
    return TabularModel.fromFiles(files.value(), "broadcast model " + id);
  }

  /** How often a model was loaded in this JVM. */
  public static long loads() {
    return LOADS.get();
  }
}
