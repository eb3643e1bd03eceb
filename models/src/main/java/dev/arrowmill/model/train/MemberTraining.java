package dev.arrowmill.model.train;

import dev.arrowmill.model.Task;
import dev.arrowmill.model.Weights;
import dev.arrowmill.model.net.TabularNet;
import dev.arrowmill.tensor.random.Rng;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The training of one network of an ensemble: synchronous steps, averaged weights, early stopping
 * or snapshots. Used by one thread.
 */
final class MemberTraining implements AutoCloseable {
  private static final int VALIDATION_ROWS = 1024;
  private static final double PLATEAU_FACTOR = 1.0 / 3;

  private final TrainingData data;
  private final TrainingPlan plan;
  private final TrainOptions options;
  private final int member;
  private final TabularNet net;
  private final StepOptimizer optimizer;
  private final Averager averager;
  private final List<ShardFeed> feeds = new ArrayList<>();
  private final List<StepProgram> programs = new ArrayList<>();
  private final float[][] gradients;
  private final RowParts[] rows;
  private final double[][] sums;
  private final int steps;
  private double plateau = 1;

  MemberTraining(TrainingData data, TrainingPlan plan, int member) {
    this.data = data;
    this.plan = plan;
    this.options = plan.options();
    this.member = member;
    this.net = plan.newNetwork(member);
    this.optimizer = new StepOptimizer(net, options);
    this.averager = new Averager(optimizer.all(), options.emaDecay());
    int mine = data.shards().size();
    this.gradients = new float[mine][optimizer.size()];
    this.rows = new RowParts[mine];
    Arrays.setAll(rows, i -> new RowParts());
    this.sums = new double[mine][2];
    this.steps =
        (int) Math.max(1, (data.trainingRows() + options.batchSize() - 1) / options.batchSize());
    boolean groups = plan.targets().stream().anyMatch(t -> t.task() == Task.RANKING);
    for (Shard shard : data.shards()) {
      feeds.add(feed(shard, plan.seed(member), groups));
    }
    for (int lane = 0; lane < data.pool().threads(); lane++) {
      programs.add(
          new StepProgram(net, plan.targets(), optimizer.parameters(), optimizer.tables()));
    }
  }

  /**
   * Trains to the end.
   *
   * @param reports receives a report per epoch
   * @param listener told of each; may stop this member
   * @return the networks to keep: the best weights, or the weights after each cycle
   */
  List<byte[]> run(List<EpochReport> reports, EpochListener listener) {
    List<byte[]> kept = new ArrayList<>();
    int cycles = Math.max(1, options.snapshots());
    int epochs = options.maxEpochs() / cycles;
    double best = Double.POSITIVE_INFINITY;
    int since = 0;
    boolean go = true;
    for (int epoch = 0; epoch < epochs * cycles && go; epoch++) {
      long start = System.nanoTime();
      double trainLoss = epoch(epoch, (long) steps * epochs);
      double validationLoss = validate();
      double score = Double.isNaN(validationLoss) ? -epoch : validationLoss;
      boolean last = (epoch + 1) % epochs == 0;
      boolean improved = options.snapshots() > 0 ? last : score < best;
      if (improved) {
        best = score;
        averager.keep();
      }
      since = improved ? 0 : since + 1;
      go = options.snapshots() > 0 || since < options.patience();
      if (options.schedule() == LearningRate.PLATEAU
          && since > 0
          && since % Math.max(1, options.patience() / 2) == 0) {
        plateau *= PLATEAU_FACTOR;
      }
      if (options.snapshots() > 0 && last) {
        kept.add(averager.with(this::measured));
      }
      EpochReport report =
          new EpochReport(
              reports.size() + 1,
              member,
              trainLoss,
              validationLoss,
              improved,
              data.trainingRows(),
              (System.nanoTime() - start) * 1e-9);
      reports.add(report);
      go &= data.agree(listener.epoch(report));
      if (!Double.isFinite(trainLoss)) {
        throw new DivergedException(epoch + 1, trainLoss, options.learningRate());
      }
    }
    if (kept.isEmpty()) {
      averager.restoreBest();
      kept.add(measured());
    }
    return kept;
  }

  /**
   * One pass over the training rows.
   *
   * @param cycle steps over which the schedule runs from 1 to 0
   */
  private double epoch(int epoch, long cycle) {
    double loss = 0;
    double weight = 0;
    for (int i = 0; i < steps; i++) {
      int part = i;
      long step = (long) epoch * steps + i;
      data.pool().each(feeds, (feed, k) -> gradient(feed, k, part, step));
      GradientTree.sum(gradients);
      GradientTree.sum(sums);
      data.workers().sum(gradients[0]);
      data.workers().sum(sums[0]);
      RowParts touched = gatherRows();
      if (sums[0][1] > 0) {
        optimizer.step(gradients[0], touched, (float) (1 / sums[0][1]), rate(step, cycle));
        averager.update();
        loss += sums[0][0];
        weight += sums[0][1];
      }
    }
    return loss / weight;
  }

  private double rate(long step, long cycle) {
    LearningRate schedule = options.snapshots() > 0 ? LearningRate.COSINE : options.schedule();
    double share = (double) (step % cycle) / cycle;
    double warmup = Math.min(0.5, (double) steps / cycle);
    return plateau * schedule.factor(share, warmup);
  }

  private void gradient(ShardFeed feed, int k, int part, long step) {
    rows[k].clear();
    if (part >= feed.partsPerEpoch()) {
      Arrays.fill(gradients[k], 0f);
      Arrays.fill(sums[k], 0);
      return;
    }
    Part rowsOfStep = feed.next();
    int shard = data.shards().get(k).number();
    try (Rng.Scope scope = Rng.scope(plan.seed(member), step, shard)) {
      programs.get(data.pool().lane(k)).gradient(rowsOfStep, gradients[k], rows[k], sums[k]);
    }
  }

  /** The row gradients of all shards, in the order of the shards. */
  private RowParts gatherRows() {
    RowParts mine = new RowParts();
    if (optimizer.tables().isEmpty()) {
      return mine;
    }
    for (RowParts r : rows) {
      mine.addAll(r);
    }
    if (data.workers().count() == 1) {
      return mine;
    }
    RowParts all = new RowParts();
    data.workers().gather(mine.toBytes()).forEach(all::addBytes);
    return all;
  }

  private byte[] measured() {
    Measuring.run(data, net);
    return Weights.toBytes(net);
  }

  private double validate() {
    if (data.validationRows() == 0) {
      return Double.NaN;
    }
    net.eval();
    double[] total =
        averager.with(
            () -> {
              Measuring.run(data, net);
              data.pool().each(data.shards(), this::validate);
              GradientTree.sum(sums);
              data.workers().sum(sums[0]);
              return sums[0].clone();
            });
    net.train();
    return total[0] / total[1];
  }

  private ShardFeed feed(Shard shard, long seed, boolean groups) {
    if (groups) {
      return new GroupFeed(shard, seed, steps);
    }
    return shard.training() instanceof RowStore.InMemory
        ? new RowFeed(shard, seed, steps)
        : new PieceFeed(shard, seed, steps);
  }

  private void validate(Shard shard, int k) {
    Arrays.fill(sums[k], 0);
    for (int p = 0; p < shard.validation().pieces(); p++) {
      RowBlock held = shard.validation().piece(p);
      int from = 0;
      while (from < held.rows()) {
        int to = end(held, from);
        programs.get(data.pool().lane(k)).loss(Part.of(held, from, to), sums[k]);
        from = to;
      }
    }
  }

  /** The end of the next rows to validate together: never within a group. */
  private int end(RowBlock held, int from) {
    int to = Math.min(held.rows(), from + VALIDATION_ROWS);
    boolean groups = feeds.get(0) instanceof GroupFeed;
    while (groups
        && to < held.rows()
        && RowDealer.groupOf(held.hash(to)) == RowDealer.groupOf(held.hash(to - 1))) {
      to++;
    }
    return to;
  }

  @Override
  public void close() {
    feeds.forEach(ShardFeed::close);
    programs.forEach(StepProgram::close);
  }
}
