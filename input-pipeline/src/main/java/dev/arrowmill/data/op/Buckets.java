package dev.arrowmill.data.op;

import dev.arrowmill.data.Padding;
import dev.arrowmill.data.Row;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToIntFunction;

/**
 * Padded batches of elements of about one length: bucket i takes lengths below boundary i, the last
 * one all others.
 */
public final class Buckets {
  private Buckets() {}

  /**
   * An operator.
   *
   * @param length of an element
   * @param boundaries ascending, at least 1
   * @param sizes of the batches of each bucket, one more than boundaries
   * @param toBoundary components that are padded to the longest length of their bucket; then an
   *     element of the last bucket is an error
   */
  public static Node of(
      Node input,
      ToIntFunction<Row> length,
      int[] boundaries,
      int[] sizes,
      Padding padding,
      List<String> toBoundary,
      boolean dropRemainder) {
    check(boundaries, sizes);
    requireRows(input);
    return GroupByWindow.batches(
        "bucketBySequenceLength("
            + Arrays.toString(boundaries)
            + ", "
            + Arrays.toString(sizes)
            + padding
            + (toBoundary.isEmpty() ? "" : ", to boundary " + toBoundary)
            + (dropRemainder ? ", dropRemainder)" : ")"),
        input,
        row -> bucket(boundaries, length.applyAsInt(row), !toBoundary.isEmpty()),
        (bucket, rows) ->
            PaddedBatching.of(
                rows,
                sizes[bucket],
                padded(padding, toBoundary, boundaries, bucket),
                dropRemainder),
        bucket -> sizes[bucket]);
  }

  private static void requireRows(Node input) {
    if (input.batched()) {
      throw new IllegalStateException(
          "bucketBySequenceLength: elements are batches; put it before batch");
    }
  }

  private static void check(int[] boundaries, int[] sizes) {
    boolean ascending = true;
    for (int i = 1; i < boundaries.length; i++) {
      ascending &= boundaries[i] > boundaries[i - 1];
    }
    if (!ascending
        || boundaries.length == 0
        || boundaries[0] < 1
        || sizes.length != boundaries.length + 1
        || Arrays.stream(sizes).anyMatch(s -> s < 1)) {
      throw new IllegalArgumentException(
          "bucketBySequenceLength: boundaries must ascend from at least 1, and there must be one"
              + " batch size more, each at least 1, got "
              + Arrays.toString(boundaries)
              + " and "
              + Arrays.toString(sizes));
    }
  }

  private static int bucket(int[] boundaries, int length, boolean closed) {
    int bucket = 0;
    while (bucket < boundaries.length && length >= boundaries[bucket]) {
      bucket++;
    }
    if (closed && bucket == boundaries.length) {
      throw new IllegalArgumentException(
          "bucketBySequenceLength: an element of length "
              + length
              + " is longer than the last boundary "
              + boundaries[bucket - 1]
              + " allows; its batch cannot be padded to it");
    }
    return bucket;
  }

  private static Padding padded(
      Padding padding, List<String> toBoundary, int[] boundaries, int bucket) {
    Padding p = padding;
    for (String component : toBoundary) {
      p = p.to(component, boundaries[bucket] - 1);
    }
    return p;
  }
}
