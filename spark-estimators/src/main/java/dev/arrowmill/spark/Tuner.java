package dev.arrowmill.spark;

import dev.arrowmill.data.feature.RowHash;
import dev.arrowmill.model.train.TrainResult;
import dev.arrowmill.model.train.TrainingPlan;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.ml.Model;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.param.Params;
import org.apache.spark.sql.Dataset;
import org.apache.spark.storage.StorageLevel;
import org.jspecify.annotations.Nullable;

/**
 * Searches params by random trials with successive halving (Jamieson and Talwalkar 2016): every
 * trial trains for a few epochs, the best share of them for more, and so on; with one rung it is
 * random search. Trials stop early by the estimator's own patience. The table is read twice in all,
 * for statistics and for encoding, however many trials there are. Not thread-safe.
 *
 * @param <E> the estimator
 * @param <M> its model
 */
public final class Tuner<E extends NeuralEstimator<E, M>, M extends Model<M>> {
  private final E estimator;
  private final TreeMap<String, Space> spaces = new TreeMap<>();
  private int trials = 16;
  private int minEpochs = 3;
  private int maxEpochs = 27;
  private int eta = 3;
  private long seed;
  private @Nullable Path directory;
  private Consumer<TrialResult> listener = r -> {};

  /**
   * What a search came to.
   *
   * @param model the winner, trained for the most epochs
   * @param best its trial in the last rung
   * @param trials all trials, rung by rung
   */
  public record Result<M>(M model, TrialResult best, List<TrialResult> trials) {
    public Result {
      trials = List.copyOf(trials);
    }
  }

  public Tuner(E estimator) {
    this.estimator = estimator;
  }

  /**
   * Searches a param of network or training, or {@code architectureOptions.NAME}.
   *
   * @throws IllegalArgumentException if there is no such param, or its values change what is
   *     encoded and held out
   */
  public Tuner<E, M> search(String param, Space space) {
    TrialParams.requireSearchable(estimator, param);
    spaces.put(param, space);
    return this;
  }

  /** How many configurations are drawn, at least 1; 16 if not said. */
  public Tuner<E, M> trials(int value) {
    trials = require("trials", value, 1);
    return this;
  }

  /** Every trial trains for the same number of epochs, at most. */
  public Tuner<E, M> random(int epochs) {
    return halving(epochs, epochs, 2);
  }

  /**
   * The first rung trains for {@code min} epochs at most; each further one takes the best of {@code
   * factor} trials and {@code factor} times the epochs, up to {@code max}.
   */
  public Tuner<E, M> halving(int min, int max, int factor) {
    minEpochs = require("min epochs", min, 1);
    maxEpochs = require("max epochs", max, min);
    eta = require("factor", factor, 2);
    return this;
  }

  private static int require(String what, int value, int min) {
    if (value < min) {
      throw new IllegalArgumentException("search: " + what + " must be >= " + min + ": " + value);
    }
    return value;
  }

  /** Of the trials that are drawn. */
  public Tuner<E, M> seed(long value) {
    seed = value;
    return this;
  }

  /**
   * Where finished trials are kept: the same search there goes on where it was killed and comes to
   * the same result.
   */
  public Tuner<E, M> directory(Path value) {
    directory = value;
    return this;
  }

  /** Told of every trial that was trained, not of those that were found finished. */
  public Tuner<E, M> listener(Consumer<TrialResult> value) {
    listener = value;
    return this;
  }

  /**
   * Runs the search.
   *
   * @throws IllegalStateException if every trial failed; the message has the first reason
   */
  public Result<M> fit(Dataset<?> table) {
    Prepared prepared = Prepared.of(estimator, table);
    TrialJournal journal = directory == null ? null : TrialJournal.open(directory, name(prepared));
    TrainingSlots slots = estimator.slots(prepared);
    JavaPairRDD<Integer, byte[]> dealt =
        DistributedTrainer.deal(prepared.table(), prepared.plan(estimator), slots.workers())
            .persist(StorageLevel.MEMORY_AND_DISK());
    try {
      Search search = new Search(prepared, dealt, slots, journal);
      return search.run();
    } finally {
      dealt.unpersist(false);
    }
  }

  /** What must be the same for a search to be taken up again. */
  private String name(Prepared prepared) {
    ParamMap set = estimator.extractParamMap();
    TreeMap<String, String> params = new TreeMap<>();
    for (Param<?> p : estimator.params()) {
      if (set.contains(p)) {
        params.put(p.name(), text(estimator, p));
      }
    }
    return String.join(
        " ",
        spaces.toString(),
        "trials=" + trials,
        "epochs=" + minEpochs + ".." + maxEpochs + "/" + eta,
        "seed=" + seed,
        "table=" + Long.toHexString(prepared.fingerprint()),
        "params=" + params);
  }

  private static <T> String text(Params stage, Param<T> param) {
    return param.jsonEncode(stage.getOrDefault(param));
  }

  /** The values of a trial, which depend on the seed, its number and the param's name only. */
  private Map<String, Object> values(int trial) {
    TreeMap<String, Object> values = new TreeMap<>();
    spaces.forEach(
        (name, space) -> {
          long key = RowHash.mix(seed ^ RowHash.mix(trial + 1L));
          long bits = RowHash.mix(key ^ RowHash.mix(name.hashCode()));
          values.put(name, space.at((bits >>> 11) * 0x1p-53));
        });
    return values;
  }

  /** One run of the search. */
  private final class Search {
    private final Prepared prepared;
    private final JavaPairRDD<Integer, byte[]> dealt;
    private final TrainingSlots slots;
    private final @Nullable TrialJournal journal;
    private final List<TrialResult> all = new ArrayList<>();

    Search(
        Prepared prepared,
        JavaPairRDD<Integer, byte[]> dealt,
        TrainingSlots slots,
        @Nullable TrialJournal journal) {
      this.prepared = prepared;
      this.dealt = dealt;
      this.slots = slots;
      this.journal = journal;
    }

    Result<M> run() {
      List<Integer> alive = IntStream.range(0, trials).boxed().toList();
      int epochs = minEpochs;
      for (int rung = 0; ; rung++) {
        List<TrialResult> results = new ArrayList<>();
        for (int trial : alive) {
          results.add(result(trial, rung, epochs));
        }
        all.addAll(results);
        results.sort(
            Comparator.comparingDouble(TrialResult::loss).thenComparingInt(TrialResult::trial));
        if (epochs >= maxEpochs) {
          return winner(results.get(0));
        }
        int keep = Math.max(1, results.size() / eta);
        alive = results.subList(0, keep).stream().map(TrialResult::trial).sorted().toList();
        epochs = (int) Math.min(maxEpochs, (long) epochs * eta);
      }
    }

    private TrialResult result(int trial, int rung, int epochs) {
      if (journal != null) {
        var known = journal.read(trial, rung);
        if (known.isPresent()) {
          return known.get();
        }
      }
      TrialResult result = train(trial, rung, epochs);
      if (journal != null) {
        journal.write(result);
      }
      listener.accept(result);
      return result;
    }

    private TrialResult train(int trial, int rung, int epochs) {
      Map<String, Object> values = values(trial);
      Map<String, String> texts = new TreeMap<>();
      values.forEach((k, v) -> texts.put(k, v.toString()));
      try {
        TrainResult result = train(configured(values, epochs));
        double loss =
            result.validationRows() == 0
                ? result.best().trainLoss()
                : result.best().validationLoss();
        return new TrialResult(
            trial,
            rung,
            epochs,
            texts,
            Double.isNaN(loss) ? Double.POSITIVE_INFINITY : loss,
            result.epochs().size(),
            null);
      } catch (RuntimeException e) {
        return new TrialResult(
            trial, rung, epochs, texts, Double.POSITIVE_INFINITY, 0, String.valueOf(e));
      }
    }

    private E configured(Map<String, Object> values, int epochs) {
      E copy = estimator.copy(ParamMap.empty());
      TrialParams.set(copy, values);
      return copy.setMaxEpochs(epochs);
    }

    private TrainResult train(E configured) {
      TrainingPlan plan = prepared.plan(configured);
      return DistributedTrainer.train(dealt, plan, slots, configured.epochListener());
    }

    private Result<M> winner(TrialResult best) {
      if (best.error() != null) {
        throw new IllegalStateException("search: every trial failed, the best one: " + best);
      }
      E configured = configured(values(best.trial()), best.maxEpochs());
      TrainingPlan plan = prepared.plan(configured);
      return new Result<>(configured.finish(prepared, plan, train(configured)), best, all);
    }
  }
}
