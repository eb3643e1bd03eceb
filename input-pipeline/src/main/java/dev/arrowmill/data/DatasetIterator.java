package dev.arrowmill.data;

import dev.arrowmill.data.op.Node;
import dev.arrowmill.data.op.Running;
import dev.arrowmill.data.op.Settings;
import java.lang.ref.Cleaner;
import java.util.Iterator;
import org.apache.arrow.memory.BufferAllocator;
import org.jspecify.annotations.Nullable;

/**
 * A pass over a dataset that can say where it stands and be put there again.
 *
 * <p>Closing it gives back all threads, files and off-heap memory; batches it gave stay valid. It
 * closes itself at its end, and when it is abandoned, some time after the garbage collector
 * noticed. Not thread-safe.
 */
public final class DatasetIterator implements Iterator<Batch>, AutoCloseable {
  private static final Cleaner CLEANER = Cleaner.create();

  private final Running running;
  private final Cleaner.Cleanable cleanable;

  DatasetIterator(
      Node node, Settings settings, long seed, long pass, @Nullable BufferAllocator allocator) {
    this.running = new Running(node, settings, seed, pass, allocator);
    this.cleanable = CLEANER.register(this, running::close);
  }

  /**
   * Whether there is another element; false for ever after the end.
   *
   * @throws IllegalStateException after {@link #close}
   * @throws RuntimeException what an operator or file threw at this place of the stream
   */
  @Override
  public boolean hasNext() {
    return running.hasNext();
  }

  /** The next batch, or a batch of one row where the dataset is not batched. */
  @Override
  public Batch next() {
    return running.next();
  }

  /** Where this iterator stands: before the element that {@link #next} will give. */
  public IteratorState state() {
    return new IteratorState(running.state());
  }

  /**
   * Goes to a state that an iterator of the same dataset had. Only a fresh iterator can be
   * restored.
   *
   * @throws IllegalArgumentException if the state was saved by another pipeline, over other files,
   *     or with another seed; the message names both
   * @throws IllegalStateException after the first element was asked for
   */
  public void restore(IteratorState state) {
    running.restore(state.json());
  }

  /** Rows and times of each stage so far. */
  public PipelineStats stats() {
    return running.stats();
  }

  /** Gives everything back; a second call does nothing. */
  @Override
  public void close() {
    cleanable.clean();
  }
}
