package dev.arrowmill.data;

import dev.arrowmill.arrow.BatchSource;
import dev.arrowmill.arrow.ColumnSchema;
import dev.arrowmill.arrow.Columns;
import dev.arrowmill.arrow.parquet.ParquetSource;
import dev.arrowmill.data.op.Batching;
import dev.arrowmill.data.op.Cache;
import dev.arrowmill.data.op.Concatenate;
import dev.arrowmill.data.op.Filter;
import dev.arrowmill.data.op.GlobalShuffle;
import dev.arrowmill.data.op.MapBatches;
import dev.arrowmill.data.op.MapColumns;
import dev.arrowmill.data.op.MapRows;
import dev.arrowmill.data.op.Memory;
import dev.arrowmill.data.op.Node;
import dev.arrowmill.data.op.Prefetch;
import dev.arrowmill.data.op.Repeat;
import dev.arrowmill.data.op.Select;
import dev.arrowmill.data.op.Settings;
import dev.arrowmill.data.op.Shard;
import dev.arrowmill.data.op.Shuffle;
import dev.arrowmill.data.op.Skip;
import dev.arrowmill.data.op.Source;
import dev.arrowmill.data.op.Take;
import dev.arrowmill.tensor.Tensor;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
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
public final class Dataset implements Iterable<Batch> {
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

  private Dataset with(Node next) {
    return new Dataset(next, settings, allocator);
  }

  /**
   * The rows of Parquet files, directories or patterns, in the order (file name, row group, row).
   *
   * @throws dev.arrowmill.arrow.TableFormatException if a file is missing or damaged
   */
  public static Dataset parquet(String... paths) {
    return of(ParquetSource.of(paths));
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

  /** The numbers 0 to {@code stop - 1} in a column {@code value}. */
  public static Dataset range(long stop) {
    return range(0, stop, 1);
  }

  /** The numbers {@code start, start + step, ...} before {@code stop} in a column {@code value}. */
  public static Dataset range(long start, long stop, long step) {
    return source(Memory.range(start, stop, step));
  }

  /** These columns in this order; names may have {@code *} and {@code ?}. */
  public Dataset select(String... columns) {
    return with(Select.of(node, false, List.of(columns)));
  }

  /** All columns but these; names may have {@code *} and {@code ?}. */
  public Dataset exclude(String... columns) {
    return with(Select.of(node, true, List.of(columns)));
  }

  /** The rows for which the condition is true, e.g. {@code col("price").gt(0)}. */
  public Dataset filter(Condition condition) {
    return with(Filter.of(node, condition));
  }

  /** The rows for which the predicate is true. */
  public Dataset filter(Predicate<Row> predicate) {
    return with(Filter.of(node, predicate));
  }

  /**
   * A function of some rows at a time, called once per row and epoch; how many rows it gets is not
   * defined. It returns as many rows, and may return columns of its argument.
   */
  public Dataset map(UnaryOperator<Columns> function) {
    return with(MapColumns.of(node, function));
  }

  /**
   * A function of each row, called once per row and epoch, in order. When it throws, the iterator
   * throws after giving the rows before, and goes on with the row after.
   *
   * @param result the columns that the function sets
   */
  public Dataset map(ColumnSchema result, BiConsumer<Row, RowWriter> function) {
    return with(MapRows.of(node, result, function));
  }

  /** A function of each batch, called once per batch and epoch, in order. */
  public Dataset mapBatches(UnaryOperator<Batch> function) {
    return with(MapBatches.of(node, function));
  }

  /** Batches of {@code size} rows, the last one shorter. */
  public Dataset batch(int size) {
    return batch(size, false);
  }

  /** Batches of {@code size} rows; {@code dropRemainder} leaves a shorter last one out. */
  public Dataset batch(int size, boolean dropRemainder) {
    return with(Batching.of(node, size, dropRemainder));
  }

  /** All elements in random order; only directly after data in memory. */
  public Dataset shuffle() {
    return with(GlobalShuffle.of(node, true));
  }

  /** Random order within each window of {@code window} elements, a new one each epoch. */
  public Dataset shuffle(int window) {
    return shuffle(window, true);
  }

  /** As {@link #shuffle(int)}; without {@code reshuffle} all epochs have the same order. */
  public Dataset shuffle(int window, boolean reshuffle) {
    return with(Shuffle.of(node, window, reshuffle));
  }

  /** The elements for ever; ends at once if there are none. */
  public Dataset repeat() {
    return repeat(-1);
  }

  /** The elements {@code count} times; -1 is for ever. */
  public Dataset repeat(long count) {
    return with(Repeat.of(node, count));
  }

  /** The first {@code count} elements; -1 is all. */
  public Dataset take(long count) {
    return with(Take.of(node, count));
  }

  /** All but the first {@code count} elements; -1 skips all. */
  public Dataset skip(long count) {
    return with(Skip.of(node, count));
  }

  /** The elements {@code index, index + shards, ...}. */
  public Dataset shard(int shards, int index) {
    return with(Shard.of(node, shards, index));
  }

  /** This dataset's elements, then the other's; seed and label are this one's. */
  public Dataset concatenate(Dataset other) {
    return with(Concatenate.of(node, other.node));
  }

  /**
   * Keeps the elements of the first whole pass on the heap and gives them again in later ones, also
   * in other iterators of this dataset.
   */
  public Dataset cache() {
    return with(Cache.of(node));
  }

  /**
   * Runs everything before in a thread of its own, up to {@code size} batches ahead ({@link #AUTO}
   * to let it choose, 0 for none). The elements stay the same.
   */
  public Dataset prefetch(int size) {
    return with(Prefetch.of(node, size));
  }

  /** Fixes all random choices. */
  public Dataset seed(long value) {
    return new Dataset(node, settings.withSeed(value), allocator);
  }

  /** The column or component that {@link Batch#y} gives and {@link Batch#x} leaves out. */
  public Dataset label(String name) {
    return new Dataset(node, settings.withLabel(name), allocator);
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

  /** The operators, e.g. {@code source > shuffle(1024) > batch(32)}. */
  @Override
  public String toString() {
    return node.pipeline();
  }
}
