package dev.arrowmill.data.op;

import dev.arrowmill.arrow.Columns;
import dev.arrowmill.data.Batch;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Elements that are batches. Nothing to close. */
final class BatchChunk extends Chunk {
  private final List<Batch> batches;

  BatchChunk(List<Batch> batches) {
    this.batches = batches;
  }

  List<Batch> batches() {
    return batches;
  }

  @Override
  int size() {
    return batches.size();
  }

  @Override
  long bytes() {
    return batches.stream().mapToLong(Batch::bytes).sum();
  }

  @Override
  Chunk range(int from, int count) {
    return new BatchChunk(batches.subList(from, from + count));
  }

  @Override
  Chunk keep(int[] elements) {
    List<Batch> kept = new ArrayList<>(elements.length);
    for (int i : elements) {
      kept.add(batches.get(i));
    }
    return new BatchChunk(kept);
  }

  @Override
  Chunk detach() {
    return this;
  }

  @Override
  Columns columns(String operator) {
    throw new IllegalStateException(operator + ": elements are batches; put it before batch");
  }

  @Override
  Layout layout(Arrangement arrangement) {
    throw new IllegalStateException("batch: elements are batches already");
  }

  @Override
  void write(int from, int count, Store to, int @Nullable [] places, int at) {
    throw new IllegalStateException("batch: elements are batches already");
  }

  @Override
  Batch batch(int from, int count, Arrangement arrangement) {
    if (count != 1) {
      throw new IllegalStateException("batch: elements are batches already");
    }
    return batches.get(from);
  }

  @Override
  public void close() {}
}
