package dev.arrowmill.arrow.parquet;

import dev.arrowmill.arrow.TableFormatException;
import dev.arrowmill.arrow.file.RangeReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32;

/**
 * The footer of a Parquet file: its top-level columns and the rows of each row group.
 *
 * @param fields the top-level columns, in the order of the file
 * @param rowGroups rows of each row group
 * @param stamp a checksum of the footer, which differs when the content does
 */
public record ParquetFooter(List<ParquetField> fields, List<Long> rowGroups, String stamp) {
  private static final int TAIL = 8;
  private static final String MAGIC = "PAR1";
  private static final String ENCRYPTED = "PARE";

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
    try {
      return parse(file, metadata(file, in));
    } catch (IOException e) {
      throw new TableFormatException(
          file, "cannot be read (" + e.getMessage() + ")", "check the path and its permissions", e);
    }
  }

  private static byte[] metadata(String file, RangeReader in) throws IOException {
    long length = in.length();
    if (length < 4 + TAIL) {
      throw new TableFormatException(
          file, "has " + length + " bytes, too few for Parquet", "write it again or leave it out");
    }
    byte[] tail = in.read(length - TAIL, TAIL);
    String end = new String(tail, 4, 4, StandardCharsets.ISO_8859_1);
    if (end.equals(ENCRYPTED)) {
      throw new TableFormatException(file, "is encrypted Parquet", "decrypt it first");
    }
    if (!end.equals(MAGIC)) {
      String start = new String(in.read(0, 4), StandardCharsets.ISO_8859_1);
      throw start.equals(MAGIC)
          ? new TableFormatException(
              file, "is Parquet cut short at " + length + " bytes", "write it again")
          : new TableFormatException(
              file, "is not a Parquet file", "leave it out or convert it to Parquet");
    }
    int size = ByteBuffer.wrap(tail).order(ByteOrder.LITTLE_ENDIAN).getInt(0);
    if (size <= 0 || size > length - TAIL - 4) {
      throw damaged(file, "a footer of " + size + " bytes in a file of " + length);
    }
    return in.read(length - TAIL - size, size);
  }

  private static ParquetFooter parse(String file, byte[] metadata) {
    List<SchemaElement> schema = new ArrayList<>();
    List<Long> groups = new ArrayList<>();
    ThriftReader in = new ThriftReader(metadata);
    try {
      in.struct(
          id -> {
            switch (id) {
              case 2 -> in.list(() -> schema.add(SchemaElement.read(in)));
              case 4 -> in.list(() -> groups.add(rowsOfGroup(in)));
              default -> in.skip();
            }
          });
      return new ParquetFooter(topLevel(schema), groups, stamp(metadata));
    } catch (ThriftReader.Damaged e) {
      throw damaged(file, String.valueOf(e.getMessage()));
    }
  }

  private static String stamp(byte[] metadata) {
    CRC32 crc = new CRC32();
    crc.update(metadata);
    return Long.toHexString(crc.getValue());
  }

  private static TableFormatException damaged(String file, String detail) {
    return new TableFormatException(
        file, "has a damaged Parquet footer (" + detail + ")", "write it again");
  }

  private static long rowsOfGroup(ThriftReader in) {
    long[] rows = {-1};
    in.struct(
        id -> {
          if (id == 3) {
            rows[0] = in.i64();
          } else {
            in.skip();
          }
        });
    if (rows[0] < 0) {
      throw new ThriftReader.Damaged("a row group of " + rows[0] + " rows");
    }
    return rows[0];
  }

  private static List<ParquetField> topLevel(List<SchemaElement> schema) {
    if (schema.isEmpty()) {
      throw new ThriftReader.Damaged("no schema");
    }
    List<ParquetField> fields = new ArrayList<>();
    int at = 1;
    for (int i = 0; i < schema.get(0).children(); i++) {
      if (at >= schema.size()) {
        throw new ThriftReader.Damaged("schema of " + schema.size() + " elements ends early");
      }
      fields.add(schema.get(at).toField());
      at = afterSubtree(schema, at);
    }
    return fields;
  }

  private static int afterSubtree(List<SchemaElement> schema, int at) {
    long open = 1;
    int i = at;
    for (; open > 0 && i < schema.size(); i++) {
      open += schema.get(i).children() - 1L;
    }
    return i;
  }
}
