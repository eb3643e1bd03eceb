package dev.arrowmill.arrow.parquet.meta;

import org.jspecify.annotations.Nullable;

/**
 * Bounds of a part of a column, as the writer left them.
 *
 * @param min a value not above any other, null where unknown
 * @param max a value not below any other, null where unknown
 * @param nulls number of nulls, -1 where unknown
 * @param old whether the bounds are of the deprecated kind, whose order is that of signed numbers
 */
public record Stats(byte @Nullable [] min, byte @Nullable [] max, long nulls, boolean old) {
  static final Stats NONE = new Stats(null, null, -1, false);

  static Stats read(ThriftReader in) {
    byte[][] bounds = new byte[4][];
    long[] nulls = {-1};
    in.struct(
        id -> {
          switch (id) {
            case 1 -> bounds[1] = in.binary();
            case 2 -> bounds[0] = in.binary();
            case 3 -> nulls[0] = in.i64();
            case 5 -> bounds[3] = in.binary();
            case 6 -> bounds[2] = in.binary();
            default -> in.skip();
          }
        });
    boolean fresh = bounds[2] != null && bounds[3] != null;
    return new Stats(
        fresh ? bounds[2] : bounds[0], fresh ? bounds[3] : bounds[1], nulls[0], !fresh);
  }
}
