package dev.arrowmill.arrow.parquet.direct;

import dev.arrowmill.arrow.TableFormatException;
import dev.arrowmill.arrow.parquet.meta.Damaged;

/** Where something is read, for messages. */
record Place(String file, int rowGroup, String column) {
  TableFormatException damaged(Damaged e) {
    String problem = String.valueOf(e.getMessage());
    String fix =
        problem.startsWith("compression")
            ? "read it with ParquetDecoder.NATIVE or write it again with ZSTD"
            : "write the file again";
    return new TableFormatException(
        file,
        "row group " + rowGroup + ", column " + column + " cannot be decoded (" + problem + ")",
        fix,
        e);
  }
}
