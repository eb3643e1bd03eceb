package dev.arrowmill.arrow.parquet.meta;

import dev.arrowmill.arrow.TableFormatException;
import dev.arrowmill.arrow.file.InputFiles;
import dev.arrowmill.arrow.file.RangeReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.CRC32;

/**
 * A whole footer.
 *
 * @param leaves the columns, in the order of the file
 * @param groups the row groups
 * @param orders for each column chunk whether its bounds' order is known
 * @param writer the program that wrote the file, empty where unknown
 * @param stamp a checksum of the footer
 * @param end where the footer begins and all pages have ended
 */
public record FileMeta(
    List<Leaf> leaves,
    List<GroupMeta> groups,
    List<Boolean> orders,
    String writer,
    String stamp,
    long end) {
  private static final Pattern OLD_WRITER =
      Pattern.compile("^parquet-mr version (\\d{1,3})\\.(\\d{1,3})\\.(\\d{1,3})");
  private static final int TAIL = 8;
  private static final String MAGIC = "PAR1";
  private static final String ENCRYPTED = "PARE";

  /**
   * Reads the footer.
   *
   * @param file what messages call the file
   * @throws TableFormatException if the file is not a whole Parquet file
   */
  public static FileMeta read(String file, RangeReader in) {
    try {
      long length = in.length();
      byte[] bytes = metadata(file, in, length);
      return parse(bytes, length - TAIL - bytes.length);
    } catch (IOException e) {
      throw InputFiles.unreadable(file, e);
    } catch (Damaged e) {
      throw damaged(file, String.valueOf(e.getMessage()));
    }
  }

  /**
   * Bytes that a chunk may go on behind its end: parquet-mr before 1.2.9 forgot the header of the
   * dictionary in the chunk's size (PARQUET-816).
   */
  public int slack() {
    Matcher m = OLD_WRITER.matcher(writer);
    if (!m.find()) {
      return 0;
    }
    int version = Integer.parseInt(m.group(1)) * 100 + Integer.parseInt(m.group(2));
    boolean old = version < 102 || (version == 102 && Integer.parseInt(m.group(3)) < 9);
    return old ? 100 : 0;
  }

  private static byte[] metadata(String file, RangeReader in, long length) throws IOException {
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

  private static TableFormatException damaged(String file, String detail) {
    return new TableFormatException(
        file, "has a damaged Parquet footer (" + detail + ")", "write it again");
  }

  private static FileMeta parse(byte[] bytes, long end) {
    List<SchemaElement> schema = new ArrayList<>();
    List<GroupMeta> groups = new ArrayList<>();
    List<Boolean> orders = new ArrayList<>();
    String[] writer = {""};
    long[] rows = {-1};
    ThriftReader in = new ThriftReader(bytes, 0, bytes.length);
    in.struct(
        id -> {
          switch (id) {
            case 2 -> in.list(() -> schema.add(SchemaElement.read(in)));
            case 3 -> rows[0] = in.i64();
            case 4 -> in.list(() -> groups.add(GroupMeta.read(in)));
            case 6 -> writer[0] = in.string();
            case 7 -> in.list(() -> orders.add(order(in)));
            default -> in.skip();
          }
        });
    SchemaTree.Columns columns = SchemaTree.of(schema);
    check(columns, groups, rows[0]);
    CRC32 crc = new CRC32();
    crc.update(bytes);
    return new FileMeta(
        columns.leaves(), groups, orders, writer[0], Long.toHexString(crc.getValue()), end);
  }

  private static boolean order(ThriftReader in) {
    boolean[] known = {false};
    in.struct(
        id -> {
          known[0] |= id == 1;
          in.skip();
        });
    return known[0];
  }

  private static void check(SchemaTree.Columns columns, List<GroupMeta> groups, long rows) {
    long sum = 0;
    for (int g = 0; g < groups.size(); g++) {
      int chunks = groups.get(g).chunks().size();
      if (chunks != columns.chunks()) {
        throw new Damaged(
            "row group " + g + " has " + chunks + " column chunks, the schema " + columns.chunks());
      }
      sum += groups.get(g).rows();
    }
    // Some writers leave the total at 0.
    if (sum < 0 || (rows > 0 && rows != sum)) {
      throw new Damaged("row groups of " + sum + " rows in a file of " + rows);
    }
  }
}
