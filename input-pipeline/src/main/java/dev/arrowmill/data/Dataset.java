package dev.arrowmill.data;

import dev.arrowmill.arrow.BatchSource;
import dev.arrowmill.arrow.ColumnSchema;
import dev.arrowmill.arrow.Columns;
import dev.arrowmill.arrow.ipc.IpcSource;
import dev.arrowmill.arrow.orc.OrcSource;
import dev.arrowmill.arrow.parquet.ParquetSource;
import dev.arrowmill.arrow.text.CsvSource;
import dev.arrowmill.arrow.text.JsonSource;
import dev.arrowmill.arrow.tfrecord.TfRecordSource;
import dev.arrowmill.data.op.Choose;
import dev.arrowmill.data.op.Explain;
import dev.arrowmill.data.op.Generator;
import dev.arrowmill.data.op.Memory;
import dev.arrowmill.data.op.Node;
import dev.arrowmill.data.op.Packing;
import dev.arrowmill.data.op.Prefetch;
import dev.arrowmill.data.op.Running;
import dev.arrowmill.data.op.Sample;
import dev.arrowmill.data.op.Settings;
import dev.arrowmill.data.op.Source;
import dev.arrowmill.tensor.DType;
import dev.arrowmill.tensor.Tensor;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import org.apache.arrow.memory.BufferAllocator;
import org.jspecify.annotations.Nullable;

/**
 * A sequence of elements and what is to be done with them, in tf.data's words. Elements are rows
 * until {@link #batch}, batches after it. Immutable and thread-safe: each call returns a new
 * dataset, and each {@link #iterator} runs on its own.
 *
 * <p>With a {@link #seed} the elements and their order are fixed, whatever the number of threads.
 * Each epoch is shuffled anew: the epochs of {@link #repeat}, and the first, second, ... iterator
 * of one dataset object. Without a seed each iterator draws its own, which its state remembers.
 * Mistakes in the arguments are refused here; files are looked at when the dataset is made, and
 * read when an iterator is asked.
 */
public final class Dataset extends OrderOperators implements Iterable<Batch> {
  /** Lets {@link #prefetch} choose its buffer. */
  public static final int AUTO = Prefetch.AUTO;

  /** Of {@link #cardinality}: elements without end. */
  public static final long INFINITE = Node.INFINITE;

  /** Of {@link #cardinality}: not known without reading. */
  public static final long UNKNOWN = Node.UNKNOWN_SIZE;

  private final Node node;
  private final Settings settings;
  private final @Nullable BufferAllocator allocator;
  private final AtomicLong passes = new AtomicLong();

  private Dataset(Node node, Settings settings, @Nullable BufferAllocator allocator) {
    this.node = node;
    this.settings = settings;
    this.allocator = allocator;
  }

  private static Dataset source(Node node) {
    return new Dataset(node, Settings.DEFAULT, null);
  }

  /**
   * The rows of Parquet files, directories or patterns, in the order (file name, row group, row). A
   * file that is named twice is read once.
   *
   * @throws dev.arrowmill.arrow.TableFormatException if a file is missing or damaged
   */
  public static Dataset parquet(String... paths) {
    return of(ParquetSource.of(paths));
  }

  /** The rows of Arrow files and streams; those on local disks are mapped. */
  public static Dataset arrow(String... paths) {
    return of(IpcSource.of(paths));
  }

  /** The rows of CSV files with a header line; {@link CsvSource} takes options. */
  public static Dataset csv(String... paths) {
    return of(CsvSource.of(paths));
  }

  /** The rows of files with a JSON object per line; {@link JsonSource} takes options. */
  public static Dataset jsonLines(String... paths) {
    return of(JsonSource.of(paths));
  }

  /** The rows of ORC files; the ORC library must be on the class path. */
  public static Dataset orc(String... paths) {
    return of(OrcSource.of(paths));
  }

  /** The tf.Examples of TFRecord files; {@link TfRecordSource} takes options. */
  public static Dataset tfRecord(String... paths) {
    return of(TfRecordSource.of(paths));
  }

  /** The rows of a source in its canonical order. */
  public static Dataset of(BatchSource source) {
    return source(Source.of(source));
  }

  /** The rows of batches of one schema, copied now unless there is one batch on the heap. */
  public static Dataset of(Columns... batches) {
    return source(Memory.columns(List.of(batches)));
  }

  /**
   * The rows of tensors of equal first size; an element has one component per tensor. The tensors
   * are shared, not copied.
   */
  public static Dataset fromTensorSlices(Map<String, Tensor> tensors) {
    return source(Memory.tensors(tensors));
  }

  /**
   * Elements that an iterator of the user gives, each a tensor by name; each epoch asks for a new
   * iterator, and closes it if it can be closed.
   *
   * @param repeatable whether every iterator gives the same elements; if not, {@link
   *     DatasetIterator#state} is refused
   */
  public static Dataset fromGenerator(
      Supplier<? extends Iterator<? extends Map<String, Tensor>>> iterators, boolean repeatable) {
    return source(Generator.tensors(iterators, repeatable));
  }

  /** As {@link #fromGenerator(Supplier, boolean)}, rows of a table by column name. */
  public static Dataset fromGenerator(
      ColumnSchema schema,
      Supplier<? extends Iterator<? extends Map<String, ?>>> iterators,
      boolean repeatable) {
    return source(Generator.rows(schema, iterators, repeatable));
  }

  /** The numbers 0 to {@code stop - 1} in a column {@code value}. */
  public static Dataset range(long stop) {
    return range(0, stop, 1);
  }

  /** The numbers {@code start, start + step, ...} before {@code stop} in a column {@code value}. */
  public static Dataset range(long start, long stop, long step) {
    return source(Memory.range(start, stop, step));
  }

  /**
   * Elements of several datasets, each drawn by weight, until all have ended. Seed, label and
   * options are the first one's.
   *
   * @param weights one per dataset, at least 0; datasets of weight 0 are never drawn
   */
  public static Dataset sampleFromDatasets(List<Dataset> datasets, double... weights) {
    return sampleFromDatasets(datasets, Sampling.of(weights));
  }

  /** As {@link #sampleFromDatasets(List, double...)}, all as likely. */
  public static Dataset sampleFromDatasets(List<Dataset> datasets) {
    double[] uniform = new double[datasets.size()];
    Arrays.fill(uniform, 1.0);
    return sampleFromDatasets(datasets, uniform);
  }

  /**
   * As {@link #sampleFromDatasets(List, double...)}, with a seed of its own, or until the first
   * dataset that has ended is drawn.
   */
  public static Dataset sampleFromDatasets(List<Dataset> datasets, Sampling sampling) {
    List<Node> nodes = datasets.stream().map(Dataset::node).toList();
    Node node =
        Sample.of(
            nodes,
            sampling.weights(),
            sampling.seed(),
            sampling.stopOnEmpty(),
            sampling.rerandomize());
    return datasets.get(0).with(node);
  }

  /**
   * Elements of several datasets in the order that a selector says, whose rows are one integer, the
   * number of a dataset. Seed, label and options are the first one's.
   *
   * @param stopOnEmpty whether choosing a dataset that has ended is the end; if not, it is passed
   *     over
   */
  public static Dataset chooseFromDatasets(
      List<Dataset> datasets, Dataset selector, boolean stopOnEmpty) {
    List<Node> nodes = datasets.stream().map(Dataset::node).toList();
    Node node = Choose.of(nodes, selector.node(), stopOnEmpty);
    return datasets.get(0).with(node);
  }

  @Override
  Node node() {
    return node;
  }

  @Override
  Dataset with(Node next) {
    return new Dataset(next, settings, allocator);
  }

  /** Fixes all random choices. */
  public Dataset seed(long value) {
    return new Dataset(node, settings.withSeed(value), allocator);
  }

  /** The column or component that {@link Batch#y} gives and {@link Batch#x} leaves out. */
  public Dataset label(String name) {
    return new Dataset(node, settings.withLabel(name), allocator);
  }

  /**
   * Joins numeric columns to one component of each batch, a matrix {@code [rows, columns]} in the
   * order of the names: {@code pack("dense", FLOAT32, "i*").pack("ids", INT32, "c*")}. A pattern
   * leaves the label out.
   *
   * @param dtype FLOAT32, INT32 or INT64; the integral ones take integral columns only, and a value
   *     that does not fit is an error of the batch
   */
  public Dataset pack(String name, DType dtype, String... columns) {
    Packing packing = Packing.of(name, dtype, List.of(columns));
    return new Dataset(node, settings.withPacking(packing), allocator);
  }

  /** Takes Arrow memory from a child of this allocator; by default from one of the process. */
  public Dataset allocator(BufferAllocator parent) {
    return new Dataset(node, settings, parent);
  }

  /** Sets how iterators run: threads, order, memory. */
  public Dataset options(Options options) {
    return new Dataset(node, settings.withOptions(options), allocator);
  }

  /** How many elements there are, {@link #INFINITE}, or {@link #UNKNOWN}. */
  public long cardinality() {
    return node.cardinality();
  }

  /**
   * The plan as asked for, what is changed about it before it runs, and the plan that runs. The
   * elements are the same in both.
   */
  public String explain() {
    return Explain.text(node, settings.options());
  }

  /** What the elements look like; empty where a function decides. */
  public Optional<ElementSpec> elementSpec() {
    return node.spec();
  }

  /**
   * A fresh iterator; close it, or let it come to its end. The n-th iterator of one dataset object
   * is its n-th epoch: shuffles that reshuffle give it an order of its own.
   */
  @Override
  public DatasetIterator iterator() {
    long seed = settings.seed().orElseGet(() -> ThreadLocalRandom.current().nextLong());
    return new DatasetIterator(node, settings, seed, passes.getAndIncrement(), allocator);
  }

  /**
   * Folds all elements of a fresh iterator into a value, in order: what the function last returned,
   * or {@code initial} where there are no elements.
   */
  public <S> S reduce(S initial, BiFunction<S, Row, S> function) {
    long seed = settings.seed().orElseGet(() -> ThreadLocalRandom.current().nextLong());
    try (Running running = new Running(node, settings, seed, passes.getAndIncrement(), allocator)) {
      return running.fold(initial, function);
    }
  }

  /** The operators, e.g. {@code source > shuffle(1024) > batch(32)}. */
  @Override
  public String toString() {
    return node.pipeline();
  }
}
