package dev.arrowmill.arrow.parquet.page;

/** Up to {@link Values#RUN} byte strings, each a piece of one array; valid until the next call. */
final class Slices {
  byte[] bytes = new byte[0];
  final int[] starts = new int[Values.RUN];
  final int[] sizes = new int[Values.RUN];
}
