package dev.arrowmill.data;

import dev.arrowmill.data.op.AssertCardinality;
import dev.arrowmill.data.op.Cache;
import dev.arrowmill.data.op.CacheFile;
import dev.arrowmill.data.op.Concatenate;
import dev.arrowmill.data.op.GlobalShuffle;
import dev.arrowmill.data.op.Interleave;
import dev.arrowmill.data.op.Node;
import dev.arrowmill.data.op.Prefetch;
import dev.arrowmill.data.op.Repeat;
import dev.arrowmill.data.op.Shard;
import dev.arrowmill.data.op.Shuffle;
import dev.arrowmill.data.op.Skip;
import dev.arrowmill.data.op.Snapshot;
import dev.arrowmill.data.op.Take;
import dev.arrowmill.data.op.Zip;
import dev.arrowmill.tensor.cuda.CudaProbe;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** The operators of {@link Dataset} on whole streams: their order, length and number. */
abstract sealed class OrderOperators extends GroupOperators permits Dataset {
  /** All elements in random order; only directly after data in memory. */
  public Dataset shuffle() {
    return with(GlobalShuffle.of(node(), true));
  }

  /** Random order within each window of {@code window} elements, a new one each epoch. */
  public Dataset shuffle(int window) {
    return shuffle(window, true);
  }

  /** As {@link #shuffle(int)}; without {@code reshuffle} all epochs have the same order. */
  public Dataset shuffle(int window, boolean reshuffle) {
    return with(Shuffle.of(node(), window, reshuffle));
  }

  /** The elements for ever; ends at once if there are none. */
  public Dataset repeat() {
    return repeat(-1);
  }

  /** The elements {@code count} times; -1 is for ever. */
  public Dataset repeat(long count) {
    return with(Repeat.of(node(), count));
  }

  /** The first {@code count} elements; -1 is all. */
  public Dataset take(long count) {
    return with(Take.of(node(), count));
  }

  /** All but the first {@code count} elements; -1 skips all. */
  public Dataset skip(long count) {
    return with(Skip.of(node(), count));
  }

  /** The elements {@code index, index + shards, ...}. */
  public Dataset shard(int shards, int index) {
    return with(Shard.of(node(), shards, index));
  }

  /** This dataset's elements, then the other's; seed and label are this one's. */
  public Dataset concatenate(Dataset other) {
    return with(Concatenate.of(node(), other.node()));
  }

  /**
   * Writes all rows to an Arrow file in a directory when they are first needed, and reads them from
   * there ever after, mapped into memory, also in other iterators and processes. Rows that only go
   * into batches are written packed, ready to be copied. Python reads the file with {@code
   * pyarrow.ipc.open_file}.
   *
   * <p>The file belongs to the operators and input files before: when one of these changes, another
   * file is written; old ones are left for the user to delete. A change in the code of a function
   * is not noticed. Random choices before it are those of the first epoch.
   *
   * @throws IllegalArgumentException if the input never ends
   */
  public Dataset snapshot(String directory) {
    return with(Snapshot.of(node(), Path.of(directory)));
  }

  /**
   * As {@link #prefetch}, with the batches on a device: {@code cpu}, where they are already.
   *
   * @throws IllegalStateException for {@code cuda}, as long as the engine keeps tensors on the CPU
   *     only; the message says what was found of a GPU
   * @throws IllegalArgumentException for any other name
   */
  public Dataset prefetchToDevice(String device, int size) {
    if (device.equals("cpu")) {
      return prefetch(size);
    }
    if (device.startsWith("cuda")) {
      throw new IllegalStateException(
          "prefetchToDevice: tensors live on the cpu only, not on "
              + device
              + " ("
              + CudaProbe.probe().reason()
              + "); use cpu");
    }
    throw new IllegalArgumentException(
        "prefetchToDevice: no device " + device + "; there are cpu and cuda");
  }

  /**
   * Deals the windows of the {@link #shuffle(int)} before out to {@code ranks} readers in turn;
   * this is reader {@code rank}, from 0. Together they read everything once, and what they read
   * does not depend on who reads it. A state that was saved at the border of a window, when all
   * readers had given equally many, can be restored by any other number of ranks.
   *
   * @throws IllegalStateException if this is not directly after a shuffle by windows
   */
  public Dataset shardWindows(int ranks, int rank) {
    return with(Shuffle.shard(node(), ranks, rank));
  }

  /**
   * Keeps the elements of the first whole pass on the heap and gives them again in later ones, also
   * in other iterators of this dataset.
   */
  public Dataset cache() {
    return with(Cache.of(node()));
  }

  /**
   * Runs everything before in a thread of its own, up to {@code size} batches ahead ({@link #AUTO}
   * to let it choose, 0 for none). The elements stay the same.
   */
  public Dataset prefetch(int size) {
    return with(Prefetch.of(node(), size));
  }

  /**
   * This dataset's elements and the others' side by side, until the shortest ends. An error in one
   * takes the others' elements at that place with it.
   *
   * @throws IllegalArgumentException if two have a column or component of one name
   */
  public Dataset zip(Dataset... others) {
    List<Node> nodes = new ArrayList<>(List.of(node()));
    for (Dataset d : others) {
      nodes.add(d.node());
    }
    return with(Zip.of(nodes));
  }

  /**
   * The same elements, of which there must be this many, or {@link Dataset#INFINITE}; if not, the
   * iterator throws where it shows.
   */
  public Dataset assertCardinality(long expected) {
    return with(AssertCardinality.of(node(), expected));
  }

  /** What a function makes of this dataset. */
  public Dataset apply(UnaryOperator<Dataset> function) {
    return function.apply(with(node()));
  }

  /**
   * The elements of the datasets that the function makes of each element, of {@code cycle} of them
   * in turn: {@code block} elements of each. A dataset that has ended makes room for the next one
   * when it would be its turn again. Resuming costs at most a chunk, with very many open datasets
   * the epoch so far.
   *
   * @param parallelism how many datasets work ahead in threads of the iterator; 0 for none, {@link
   *     Dataset#AUTO} for as many as there are threads. It does not change the order, unless {@link
   *     Options#deterministic} is false: then those that are ready come first
   */
  public Dataset interleave(
      Function<Row, Dataset> function, int cycle, int block, int parallelism) {
    return with(
        Interleave.of(node(), row -> function.apply(row).node(), cycle, block, parallelism));
  }

  /** {@link #interleave(Function, int, int, int)} without threads. */
  public Dataset interleave(Function<Row, Dataset> function, int cycle, int block) {
    return interleave(function, cycle, block, 0);
  }

  /**
   * Keeps the elements of the first whole pass in a file, and gives what is in the file from then
   * on, also in other datasets and processes, whatever comes before. A second iterator that would
   * write at the same time is refused. Resuming a first pass reads the input again from its start.
   */
  public Dataset cache(Path file) {
    return with(CacheFile.of(node(), file));
  }
}
