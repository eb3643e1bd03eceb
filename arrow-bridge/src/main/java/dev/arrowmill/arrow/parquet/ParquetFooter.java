package dev.arrowmill.arrow.parquet;

import dev.arrowmill.arrow.TableFormatException;
import dev.arrowmill.arrow.file.RangeReader;
import dev.arrowmill.arrow.parquet.meta.FileMeta;
import dev.arrowmill.arrow.parquet.meta.GroupMeta;
import java.util.List;

/**
 * What is kept of a footer while a source lives: its columns and the rows of each row group.
 *
 * @param fields the columns, in the order of the file
 * @param rowGroups rows of each row group
 * @param stamp a checksum of the footer, which differs when the content does
 */
public record ParquetFooter(List<ParquetField> fields, List<Long> rowGroups, String stamp) {
  public ParquetFooter {
    fields = List.copyOf(fields);
    rowGroups = List.copyOf(rowGroups);
  }

  /**
   * Reads the footer.
   *
   * @param file what messages call the file
   * @throws TableFormatException if the file is not a whole Parquet file
   */
  public static ParquetFooter read(String file, RangeReader in) {
    FileMeta meta = FileMeta.read(file, in);
    return new ParquetFooter(
        meta.leaves().stream()
            .map(l -> new ParquetField(l.name(), l.type(), l.parquetType(), l.nested()))
            .toList(),
        meta.groups().stream().map(GroupMeta::rows).toList(),
        meta.stamp());
  }
}
