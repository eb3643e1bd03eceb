package dev.arrowmill.spark;

import dev.arrowmill.model.net.NetConfig;
import dev.arrowmill.model.train.TrainOptions;
import dev.arrowmill.model.train.TrainingPlan;
import dev.arrowmill.spark.tune.SearchSpace;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.ParamPair;

/** What must be the same for a search to go on from a journal. */
final class TuneIdentity {
  /** Params that change neither a training nor its result. */
  private static final List<String> WITHOUT_EFFECT = List.of("numWorkers", "maxEpochs");

  private TuneIdentity() {}

  static Map<String, String> of(
      NeuralEstimator<?, ?> estimator, Prepared prepared, SearchSpace space) {
    Map<String, String> all = new TreeMap<>();
    all.put("estimator", estimator.getClass().getSimpleName());
    for (ParamPair<?> pair :
        scala.jdk.javaapi.CollectionConverters.asJava(estimator.extractParamMap().toSeq())) {
      if (!WITHOUT_EFFECT.contains(pair.param().name())) {
        all.put("param " + pair.param().name(), json(pair));
      }
    }
    all.put("space", space.toString());
    all.put("columns", prepared.table().schema().simpleString());
    all.put("table", sha256(learned(prepared)));
    if (prepared.parent() != null) {
      all.put("initial model", prepared.parent().id());
    }
    return all;
  }

  /** What was learned from the table, whatever the network. */
  private static byte[] learned(Prepared prepared) {
    long rows = prepared.stats().rows();
    return new TrainingPlan(
            prepared.features(),
            prepared.targets(),
            new NetConfig(),
            TrainOptions.forRows(rows, rows),
            prepared.weight(),
            TableChecks.weightScale(prepared.stats(), prepared.weight()),
            null,
            List.of())
        .toJson();
  }

  private static <T> String json(ParamPair<T> pair) {
    Param<T> param = pair.param();
    return param.jsonEncode(pair.value());
  }

  private static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
