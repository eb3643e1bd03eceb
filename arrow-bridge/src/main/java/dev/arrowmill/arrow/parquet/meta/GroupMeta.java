package dev.arrowmill.arrow.parquet.meta;

import java.util.ArrayList;
import java.util.List;

/**
 * A row group.
 *
 * @param rows its number of rows
 * @param chunks its column chunks, in the order of the schema's leaves
 */
public record GroupMeta(long rows, List<ChunkMeta> chunks) {
  static GroupMeta read(ThriftReader in) {
    long[] rows = {-1};
    List<ChunkMeta> chunks = new ArrayList<>();
    in.struct(
        id -> {
          switch (id) {
            case 1 -> in.list(() -> chunks.add(ChunkMeta.read(in)));
            case 3 -> rows[0] = in.i64();
            default -> in.skip();
          }
        });
    if (rows[0] < 0) {
      throw new Damaged("a row group of " + rows[0] + " rows");
    }
    return new GroupMeta(rows[0], chunks);
  }
}
