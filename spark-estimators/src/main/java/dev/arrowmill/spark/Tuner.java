package dev.arrowmill.spark;

import dev.arrowmill.model.train.TrainOptions;
import dev.arrowmill.spark.tune.Algorithm;
import dev.arrowmill.spark.tune.SearchSpace;
import dev.arrowmill.spark.tune.TuneListener;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.spark.ml.Model;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.sql.Dataset;
import org.jspecify.annotations.Nullable;

/**
 * A search for the hyperparameters of an estimator with the least validation loss.
 *
 * <p>The table is read twice, for statistics and to encode it; every training is a Spark job on the
 * encoded rows of the one shuffle. A trial that goes on to a higher rung is trained from the start
 * for more epochs, so that the best model is the one that {@code fit} gives with the same params.
 * Early stopping works within each training. The same seed gives the same search, whatever the
 * cluster. Not thread-safe.
 *
 * @param <E> the estimator
 * @param <M> its model
 */
public final class Tuner<E extends NeuralEstimator<E, M>, M extends Model<M>> {
  private final E estimator;
  private SearchSpace space = SearchSpace.of();
  private Algorithm algorithm = Algorithm.ASHA;
  private int trials = 20;
  private int reduction = 3;
  private int minEpochs = 1;
  private int parallelism = 1;
  private @Nullable String journal;
  private TuneListener listener = new TuneListener() {};

  /**
   * @param estimator what all trials share: columns, seed, hold-out and the params that are not
   *     searched; its {@code maxEpochs} are those of the highest rung. Its epoch listener is not
   *     called.
   */
  public Tuner(E estimator) {
    this.estimator = estimator.copy(ParamMap.empty());
  }

  public Tuner<E, M> setSpace(SearchSpace value) {
    space = value;
    return this;
  }

  /** {@link Algorithm#ASHA} unless set. */
  public Tuner<E, M> setAlgorithm(Algorithm value) {
    algorithm = value;
    return this;
  }

  /** Trials that start at most, 20 unless set. */
  public Tuner<E, M> setTrials(int value) {
    trials = atLeast("trials", value, 1);
    return this;
  }

  /** One of so many trials goes on to the next rung, which has so many times the epochs; 3. */
  public Tuner<E, M> setReduction(int value) {
    reduction = atLeast("reduction", value, 2);
    return this;
  }

  /** Least epochs of the lowest rung, 1 unless set. */
  public Tuner<E, M> setMinEpochs(int value) {
    minEpochs = atLeast("minEpochs", value, 1);
    return this;
  }

  /** Trainings that run side by side, 1 unless set. {@link Algorithm#ASHA} chooses so many. */
  public Tuner<E, M> setParallelism(int value) {
    parallelism = atLeast("parallelism", value, 1);
    return this;
  }

  /**
   * A directory that keeps finished trainings, on any Hadoop file system: the same search, begun
   * again after its driver died, goes on from there and comes to the same. Null for none.
   */
  public Tuner<E, M> setJournal(@Nullable String directory) {
    journal = directory;
    return this;
  }

  public Tuner<E, M> setListener(TuneListener value) {
    listener = value;
    return this;
  }

  private static int atLeast(String name, int value, int min) {
    if (value < min) {
      throw new IllegalArgumentException(name + ": must be at least " + min + ", is " + value);
    }
    return value;
  }

  /**
   * Runs the search.
   *
   * @throws IllegalArgumentException if a trial has a value that the estimator does not take
   * @throws dev.arrowmill.spark.tune.TuneJournalException if the journal is another search's
   * @throws IllegalStateException if every trial diverged
   */
  public TuneResult<M> fit(Dataset<?> dataset) {
    List<Trial<E>> candidates = candidates();
    Prepared prepared = Prepared.of(estimator, dataset);
    TrainOptions options = Options.of(estimator, prepared.stats().rows());
    if (options.validationFraction() == 0 && prepared.indicator() == null) {
      throw new IllegalArgumentException(
          "validationFraction: is 0, but trials are compared by held-out rows; give more than 0 or"
              + " a validationIndicatorCol");
    }
    List<Integer> rungs = algorithm.rungs(minEpochs, options.maxEpochs(), reduction);
    TuneRun<E, M> run = new TuneRun<>(prepared, candidates, rungs, parallelism, listener);
    run.check();
    if (journal != null) {
      run.keepIn(journal, identity(prepared, rungs));
    }
    return run.run(algorithm.search(trials, rungs.size(), reduction, parallelism));
  }

  /**
   * Draws every trial and sets its params, without a table.
   *
   * @throws IllegalArgumentException if a trial has a value that the estimator does not take
   */
  public void check() {
    candidates();
  }

  private List<Trial<E>> candidates() {
    List<Trial<E>> all = new ArrayList<>();
    for (Map<String, String> values : space.draw(estimator.getSeed(), trials)) {
      E candidate = estimator.copy(ParamMap.empty());
      TrialParams.set(candidate, values);
      all.add(new Trial<>(values, candidate));
    }
    return all;
  }

  private Map<String, String> identity(Prepared prepared, List<Integer> rungs) {
    Map<String, String> identity = TuneIdentity.of(estimator, prepared, space);
    identity.put("algorithm", algorithm.name());
    identity.put("trials", Integer.toString(trials));
    identity.put("reduction", Integer.toString(reduction));
    identity.put("rungs", rungs.toString());
    if (algorithm == Algorithm.ASHA) {
      identity.put("parallelism", Integer.toString(parallelism));
    }
    return identity;
  }

  /** What a trial trains with. */
  record Trial<E>(Map<String, String> values, E estimator) {}
}
