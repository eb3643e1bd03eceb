package dev.arrowmill.bench;

import dev.arrowmill.arrow.ColumnBatches;
import dev.arrowmill.arrow.OwnedColumns;
import dev.arrowmill.arrow.parquet.ParquetDecoder;
import dev.arrowmill.arrow.parquet.ParquetSource;
import dev.arrowmill.data.Batch;
import dev.arrowmill.data.Dataset;
import dev.arrowmill.data.DatasetIterator;
import dev.arrowmill.data.Options;
import dev.arrowmill.tensor.DType;
import dev.arrowmill.tensor.Tensor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.arrow.memory.RootAllocator;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.hadoop.ParquetReader;
import org.apache.parquet.hadoop.example.GroupReadSupport;
import org.apache.spark.sql.SparkSession;

/** Passes over the table in this JVM: ours, and the peers on the JVM. Each reads every value. */
final class PipelinePasses {
  static final int BATCH = 4_096;
  static final int WINDOW = 262_144;

  private double sink;

  /** Keeps what was read from being optimised away. */
  double sink() {
    return sink;
  }

  private static Dataset packed(Dataset rows) {
    return rows.pack("dense", DType.FLOAT32, "i*").pack("ids", DType.INT32, "c*");
  }

  private static Options on(int threads) {
    return Options.DEFAULT.threads(threads).memoryBytes(2L << 30);
  }

  private Contender epochs(String name, Dataset dataset) {
    return Contender.of(
        name,
        () -> {
          try (DatasetIterator it = dataset.iterator()) {
            while (it.hasNext()) {
              consume(it.next());
            }
          }
        });
  }

  private void consume(Batch b) {
    double sum = 0;
    for (String name : b.names()) {
      Tensor t = b.tensor(name);
      sum +=
          switch (t.dtype()) {
            case FLOAT32 -> sum(t.floats(), t.offset(), t.numel());
            case INT32 -> sum(t.ints(), t.offset(), t.numel());
            default -> sum(t.longs(), t.offset(), t.numel());
          };
    }
    sink += sum;
  }

  private static double sum(float[] values, int from, int count) {
    float a = 0;
    float b = 0;
    float c = 0;
    float d = 0;
    int i = from;
    for (; i + 3 < from + count; i += 4) {
      a += values[i];
      b += values[i + 1];
      c += values[i + 2];
      d += values[i + 3];
    }
    return a + b + c + d;
  }

  private static long sum(int[] values, int from, int count) {
    int sum = 0;
    for (int i = from; i < from + count; i++) {
      sum += values[i];
    }
    return sum;
  }

  private static long sum(long[] values, int from, int count) {
    long sum = 0;
    for (int i = from; i < from + count; i++) {
      sum += values[i];
    }
    return sum;
  }

  /** Ours: shuffled batches from Parquet. */
  Contender parquet(Path folder, int threads) {
    Dataset rows = packed(Dataset.parquet(folder.toString()));
    return epochs("arrowmill", rows.shuffle(WINDOW).batch(BATCH).options(on(threads)).seed(1));
  }

  /** Ours: shuffled batches of columns as they are: text, nulls and lists. */
  Contender columns(Path folder, int threads) {
    Dataset rows = Dataset.parquet(folder.toString());
    Dataset batches = rows.shuffle(WINDOW).batch(BATCH).options(on(threads)).seed(1);
    return Contender.of(
        "arrowmill",
        () -> {
          try (DatasetIterator it = batches.iterator()) {
            while (it.hasNext()) {
              Batch b = it.next();
              sink += b.x().numel() + b.y().numel();
            }
          }
        });
  }

  /** Ours: shuffled batches from a snapshot. */
  Contender snapshot(Path folder, Path directory, int threads) {
    Dataset rows = packed(Dataset.parquet(folder.toString())).snapshot(directory.toString());
    return epochs("arrowmill", rows.shuffle(WINDOW).batch(BATCH).options(on(threads)).seed(1));
  }

  /** Ours: shuffled batches from tensors in memory. */
  Contender memory(Path folder, int threads) {
    Map<String, Tensor> all = new LinkedHashMap<>();
    long rows = ParquetSource.of(folder.toString()).rows();
    Dataset whole = packed(Dataset.parquet(folder.toString())).batch((int) rows);
    try (DatasetIterator it = whole.iterator()) {
      Batch b = it.next();
      b.names().forEach(n -> all.put(n, b.tensor(n)));
    }
    Dataset tensors = Dataset.fromTensorSlices(all).shuffle().batch(BATCH).seed(1);
    return epochs("arrowmill", tensors.options(on(threads)));
  }

  /** Arrow's own reader in native code, its batches counted and dropped unread. */
  Contender arrowScan(Path folder) {
    ParquetSource source = ParquetSource.of(List.of(folder.toString()), ParquetDecoder.NATIVE);
    return Contender.of(
        "arrow-dataset scan",
        () -> {
          try (RootAllocator memory = new RootAllocator();
              ColumnBatches batches = source.open(source.columns(), source.splits(), memory)) {
            while (batches.hasNext()) {
              try (OwnedColumns b = batches.next()) {
                sink += b.rows();
              }
            }
          }
        });
  }

  /** Spark's vectorised scan into its sink that drops rows. */
  Contender sparkScan(SparkSession spark, Path folder) {
    return Contender.of(
        "Spark scan",
        () ->
            spark
                .read()
                .parquet(folder.toString())
                .write()
                .format("noop")
                .mode("overwrite")
                .save());
  }

  /** parquet-java's rows, of the first {@code rows} rows. */
  Contender parquetJava(Path file, long rows) {
    return Contender.of(
        "parquet-java rows",
        () -> {
          try (ParquetReader<Group> reader =
              ParquetReader.builder(
                      new GroupReadSupport(), new org.apache.hadoop.fs.Path(file.toUri()))
                  .withConf(new Configuration())
                  .build()) {
            for (long r = 0; r < rows; r++) {
              Group g = reader.read();
              for (int f = 0; f <= PipelineTable.DENSE; f++) {
                sink += g.getFloat(f, 0);
              }
              for (int f = 1; f <= PipelineTable.IDS; f++) {
                sink += g.getInteger(PipelineTable.DENSE + f, 0);
              }
            }
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
  }

  /** A copy of as many bytes, in pieces of a batch. */
  Contender memcpy(long rows) {
    int batch = BATCH * PipelineTable.ROW_BYTES;
    byte[] from = new byte[256 << 20];
    byte[] to = new byte[batch];
    return Contender.of(
        "memcpy",
        () -> {
          long left = rows / BATCH;
          for (int at = 0; left > 0; left--) {
            System.arraycopy(from, at, to, 0, batch);
            sink += to[(int) (left % batch)];
            at = at + 2 * batch > from.length ? 0 : at + batch;
          }
        });
  }
}
