package dev.arrowmill.data;

/**
 * Where a {@link DatasetIterator} stands, as JSON of less than 1 KB however much it has buffered.
 * Written by {@link DatasetIterator#state}, read by {@link DatasetIterator#restore}.
 */
public record IteratorState(String json) {
  @Override
  public String toString() {
    return json;
  }
}
