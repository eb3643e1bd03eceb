package dev.arrowmill.spark;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.arrowmill.arrow.spark.RowColumns;
import dev.arrowmill.model.train.DivergedException;
import dev.arrowmill.model.train.EpochListener;
import dev.arrowmill.model.train.RowDealer;
import dev.arrowmill.model.train.Shard;
import dev.arrowmill.model.train.ShardBuilder;
import dev.arrowmill.model.train.Shards;
import dev.arrowmill.model.train.TrainResult;
import dev.arrowmill.model.train.Trainer;
import dev.arrowmill.model.train.TrainingPlan;
import dev.arrowmill.model.train.Workers;
import dev.arrowmill.spark.internal.EpochFeed;
import dev.arrowmill.spark.internal.SparkChannel;
import dev.arrowmill.spark.internal.TableRows;
import java.io.Serializable;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.apache.spark.BarrierTaskContext;
import org.apache.spark.Partitioner;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;
import scala.Tuple2;
import scala.reflect.ClassTag$;
import scala.runtime.AbstractFunction1;

/**
 * Trains in one Spark job of three stages: rows are encoded and dealt to shards where they are
 * read; a barrier stage of 1, 2, 4 or 8 tasks trains synchronously on the shards; an exchange
 * carries the weights to the driver. The exchange makes the barrier stage a shuffle-map stage,
 * which Spark retries when an executor dies.
 */
final class DistributedTrainer {
  private static final int BATCH_ROWS = 4096;

  /** Begins a message in the place of a result, which begins with a small number. */
  private static final byte DIVERGED = -1;

  private DistributedTrainer() {}

  /**
   * Encodes the rows where they are read and deals them to shards; nothing runs yet. What comes out
   * does not depend on the plan's network and options, save the seed and the hold-out.
   *
   * @param workers barrier tasks that will train
   */
  static JavaPairRDD<Integer, byte[]> deal(Dataset<Row> table, TrainingPlan plan, int workers) {
    StructType schema = table.schema();
    byte[] planJson = plan.toJson();
    return TableRows.of(table)
        .mapPartitionsToPair(rows -> deal(rows, schema, TrainingPlan.fromJson(planJson)))
        .partitionBy(new OwnerPartitioner(workers));
  }

  /**
   * Runs the job.
   *
   * @param dealt rows for as many workers
   * @param listener told of every epoch while the job runs, or null
   * @throws DivergedException if the loss became NaN or infinite; Spark does not try that again
   */
  static TrainResult train(
      JavaPairRDD<Integer, byte[]> dealt,
      TrainingPlan plan,
      TrainingSlots slots,
      @Nullable EpochListener listener) {
    byte[] json = plan.toJson();
    if (listener == null) {
      return run(dealt, new Task(json, slots.workers(), slots.threads(), null));
    }
    try (EpochFeed feed = EpochFeed.open(listener)) {
      TrainResult result =
          run(dealt, new Task(json, slots.workers(), slots.threads(), feed.address()));
      feed.finish(result.epochs());
      return result;
    }
  }

  /** What a training task is told. */
  private record Task(byte[] planJson, int workers, int threads, @Nullable String driver)
      implements Serializable {}

  private static TrainResult run(JavaPairRDD<Integer, byte[]> dealt, Task task) {
    JavaRDD<byte[]> trained =
        dealt
            .rdd()
            .barrier()
            .mapPartitions(new TrainTask(task), true, ClassTag$.MODULE$.apply(byte[].class))
            .toJavaRDD();
    List<byte[]> results = trained.repartition(1).collect();
    if (results.isEmpty()) {
      throw new IllegalStateException("training: no worker gave a result");
    }
    byte[] result = results.get(0);
    if (result[0] == DIVERGED) {
      throw new DivergedException(new String(result, 1, result.length - 1, UTF_8));
    }
    return TrainResult.fromBytes(result);
  }

  private static Iterator<Tuple2<Integer, byte[]>> deal(
      Iterator<InternalRow> rows, StructType schema, TrainingPlan plan) {
    Deque<Tuple2<Integer, byte[]>> ready = new ArrayDeque<>();
    RowDealer dealer =
        plan.dealer((block, shard) -> ready.add(new Tuple2<>(shard, block.toBytes())));
    RowColumns batch = RowColumns.withLists(schema, BATCH_ROWS);
    return new Iterator<>() {
      private boolean finished;

      @Override
      public boolean hasNext() {
        while (ready.isEmpty() && !finished) {
          if (rows.hasNext()) {
            dealer.add(batch.fill(rows, BATCH_ROWS));
          } else {
            dealer.finish();
            finished = true;
          }
        }
        return !ready.isEmpty();
      }

      @Override
      public Tuple2<Integer, byte[]> next() {
        if (!hasNext()) {
          throw new NoSuchElementException();
        }
        return ready.remove();
      }
    };
  }

  /** Sends each shard to the worker that owns it. */
  private static final class OwnerPartitioner extends Partitioner {
    private static final long serialVersionUID = 1L;
    private final int workers;

    OwnerPartitioner(int workers) {
      this.workers = workers;
    }

    @Override
    public int numPartitions() {
      return workers;
    }

    @Override
    public int getPartition(Object shard) {
      return Shards.owner((Integer) shard, workers);
    }

    @Override
    public boolean equals(Object o) {
      return o instanceof OwnerPartitioner p && p.workers == workers;
    }

    @Override
    public int hashCode() {
      return workers;
    }
  }

  /** One training task; only rank 0 hands the weights on. */
  private static final class TrainTask
      extends AbstractFunction1<
          scala.collection.Iterator<Tuple2<Integer, byte[]>>, scala.collection.Iterator<byte[]>>
      implements Serializable {
    private static final long serialVersionUID = 1L;
    private final Task told;

    TrainTask(Task told) {
      this.told = told;
    }

    @Override
    public scala.collection.Iterator<byte[]> apply(
        scala.collection.Iterator<Tuple2<Integer, byte[]>> blocks) {
      BarrierTaskContext task = BarrierTaskContext.get();
      TrainingPlan plan = TrainingPlan.fromJson(told.planJson);
      List<Shard> shards = shards(plan, blocks, task.partitionId());
      byte[] result;
      try {
        result = (told.workers == 1 ? alone(plan, shards) : together(plan, shards, task)).toBytes();
      } catch (DivergedException e) {
        result = ("?" + e.getMessage()).getBytes(UTF_8);
        result[0] = DIVERGED;
      }
      return task.partitionId() == 0
          ? scala.collection.Iterator.single(result)
          : scala.collection.Iterator.empty();
    }

    private TrainResult alone(TrainingPlan plan, List<Shard> shards) {
      try (EpochFeed.Sender sender = new EpochFeed.Sender(told.driver)) {
        return new Trainer(plan, shards, Workers.alone(), told.threads, sender).run();
      }
    }

    private TrainResult together(TrainingPlan plan, List<Shard> shards, BarrierTaskContext task) {
      String driver = task.partitionId() == 0 ? told.driver : null;
      try (SparkChannel channel = SparkChannel.join(task, told.workers);
          EpochFeed.Sender sender = new EpochFeed.Sender(driver)) {
        TrainResult result =
            new Trainer(plan, shards, Workers.over(channel), told.threads, sender).run();
        channel.leave();
        return result;
      }
    }

    private List<Shard> shards(
        TrainingPlan plan, scala.collection.Iterator<Tuple2<Integer, byte[]>> blocks, int rank) {
      List<ShardBuilder> builders = new ArrayList<>();
      for (int s = 0; s < Shards.COUNT; s++) {
        builders.add(plan.shardBuilder(s));
      }
      while (blocks.hasNext()) {
        Tuple2<Integer, byte[]> block = blocks.next();
        builders.get(block._1()).add(plan.block(block._2()));
      }
      List<Shard> mine = new ArrayList<>();
      for (int s = 0; s < Shards.COUNT; s++) {
        if (Shards.owner(s, told.workers) == rank) {
          mine.add(builders.get(s).build());
        }
      }
      return mine;
    }
  }
}
