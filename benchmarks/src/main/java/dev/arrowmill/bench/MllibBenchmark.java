package dev.arrowmill.bench;

import dev.arrowmill.tensor.DType;
import dev.arrowmill.tensor.Shape;
import dev.arrowmill.tensor.Tensor;
import dev.arrowmill.tensor.compile.CompiledStep;
import dev.arrowmill.tensor.nn.Linear;
import dev.arrowmill.tensor.nn.Losses;
import dev.arrowmill.tensor.nn.Sequential;
import dev.arrowmill.tensor.nn.Sigmoid;
import dev.arrowmill.tensor.optim.Sgd;
import dev.arrowmill.tensor.random.Rng;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.apache.spark.ml.classification.MultilayerPerceptronClassifier;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * Passes over a table by MLlib's only network, with sigmoid layers and gradient descent on one
 * core, and ours: the same layers, compiled, with batches of MLlib's block size.
 */
final class MllibBenchmark implements Benchmark {
  private static final int ROWS = 8192;
  private static final int WIDTH = 64;
  private static final int BATCH = 128;
  private static final int PASSES = 4;

  @Override
  public String name() {
    return "mllib";
  }

  @Override
  public List<dev.arrowmill.bench.Row> run(
      Harness harness, boolean peers, Consumer<dev.arrowmill.bench.Row> progress) throws Exception {
    List<Contender> others = new ArrayList<>();
    SparkSession spark = null;
    if (peers) {
      spark =
          SparkSession.builder()
              .master("local[1]")
              .config("spark.ui.enabled", "false")
              .config("spark.sql.shuffle.partitions", "1")
              .getOrCreate();
      others.add(new Mllib(table(spark)));
    }
    try {
      dev.arrowmill.bench.Row row =
          harness.measure(
              new Case(
                  "mlp 64-512-256-2, sigmoid, blocks of 128",
                  "rows/s",
                  (double) PASSES * ROWS,
                  4,
                  ours(),
                  others));
      progress.accept(row);
      return List.of(row);
    } finally {
      if (spark != null) {
        spark.stop();
      }
    }
  }

  private static Contender ours() {
    Rng rng = Rng.of(3);
    Sequential net =
        Sequential.of(
            Linear.of(WIDTH, 512, rng.fold(1)),
            Sigmoid.of(),
            Linear.of(512, 256, rng.fold(2)),
            Sigmoid.of(),
            Linear.of(256, 2, rng.fold(3)));
    CompiledStep step =
        CompiledStep.of(net, Sgd.of(net.parameters()).lr(0.03), Losses::crossEntropy);
    Tensor x = Tensor.randn(rng.fold(4), BATCH, WIDTH);
    Tensor classes = Tensor.zeros(DType.INT64, Shape.of(BATCH));
    return Contender.of(
        "arrowmill",
        () -> {
          for (int i = 0; i < PASSES * ROWS / BATCH; i++) {
            step.run(x, classes);
          }
        });
  }

  private static Dataset<Row> table(SparkSession spark) {
    Rng rng = Rng.of(5);
    List<Row> rows = new ArrayList<>();
    for (int r = 0; r < ROWS; r++) {
      double[] v = new double[WIDTH];
      for (int i = 0; i < WIDTH; i++) {
        v[i] = rng.uniformAt((long) r * WIDTH + i) - 0.5;
      }
      rows.add(RowFactory.create((double) (r % 2), Vectors.dense(v)));
    }
    StructType schema =
        new StructType(
            new StructField[] {
              DataTypes.createStructField("label", DataTypes.DoubleType, false),
              DataTypes.createStructField(
                  "features", org.apache.spark.ml.linalg.SQLDataTypes.VectorType(), false)
            });
    Dataset<Row> table = spark.createDataFrame(rows, schema).coalesce(1).cache();
    table.count();
    return table;
  }

  /** The time of some passes: a fit of that many more iterations, less a fit of one. */
  private record Mllib(Dataset<Row> table) implements Contender {
    @Override
    public String name() {
      return "mllib";
    }

    @Override
    public double seconds() {
      double one = fit(1);
      return Math.max(1e-6, fit(1 + PASSES) - one);
    }

    private double fit(int iterations) {
      long start = System.nanoTime();
      new MultilayerPerceptronClassifier()
          .setLayers(new int[] {WIDTH, 512, 256, 2})
          .setBlockSize(BATCH)
          .setSolver("gd")
          .setStepSize(0.03)
          .setTol(0)
          .setSeed(1)
          .setMaxIter(iterations)
          .fit(table);
      return (System.nanoTime() - start) * 1e-9;
    }
  }
}
