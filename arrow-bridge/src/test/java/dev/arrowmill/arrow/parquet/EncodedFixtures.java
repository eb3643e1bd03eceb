package dev.arrowmill.arrow.parquet;

import dev.arrowmill.arrow.Column;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.column.ParquetProperties.WriterVersion;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.SimpleGroupFactory;
import org.apache.parquet.hadoop.ParquetFileWriter;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.example.ExampleParquetWriter;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.io.LocalOutputFile;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.MessageTypeParser;
import org.jspecify.annotations.Nullable;

/** Files of known values in every encoding, page version and codec, with lists and structs. */
final class EncodedFixtures {
  static final MessageType SCHEMA =
      MessageTypeParser.parseMessageType(
          """
          message m {
            required int64 id;
            optional int32 i;
            optional int64 l;
            optional float f;
            required double d;
            optional boolean b;
            optional binary s (STRING);
            optional fixed_len_byte_array(5) dec (DECIMAL(10,2));
            optional int96 old;
            optional group tags (LIST) { repeated group list { optional binary element (STRING); } }
            optional group nums (LIST) { repeated int64 element; }
            repeated double many;
            optional group p { optional int32 x; }
          }
          """);
  static final List<String> COLUMNS =
      List.of("id", "i", "l", "f", "d", "b", "s", "dec", "old", "tags", "nums", "many", "p.x");

  private static final long JULIAN_EPOCH = 2_440_588;

  private EncodedFixtures() {}

  /** How a file is written. */
  record Shape(
      WriterVersion version, boolean dictionary, boolean split, CompressionCodecName codec) {
    String fileName() {
      return version + "-" + dictionary + "-" + split + "-" + codec + ".parquet";
    }
  }

  /** Every version, dictionary and encoding, each with another codec. */
  static List<Shape> shapes() {
    CompressionCodecName[] codecs = {
      CompressionCodecName.UNCOMPRESSED,
      CompressionCodecName.SNAPPY,
      CompressionCodecName.GZIP,
      CompressionCodecName.ZSTD,
      CompressionCodecName.LZ4_RAW,
    };
    List<Shape> out = new ArrayList<>();
    for (WriterVersion version : WriterVersion.values()) {
      for (boolean dictionary : new boolean[] {true, false}) {
        for (boolean split : new boolean[] {false, true}) {
          out.add(new Shape(version, dictionary, split, codecs[out.size() % codecs.length]));
        }
      }
    }
    return out;
  }

  /** The cell of a row: Long, Double, String, a list of these, or null. */
  static @Nullable Object value(String column, int row) {
    if (!column.equals("id") && !column.equals("d") && !column.equals("many")) {
      if ((row * 31 + column.hashCode()) % 7 == 0 || row / 300 % 5 == 3) {
        return null;
      }
    }
    return switch (column) {
      case "id" -> (long) row;
      case "i" -> (long) (row % 13 == 0 ? row * 1_000_003 : row % 50 - 25);
      case "l" -> row * 7L - 1_000_000_000_000L * (row % 3);
      case "f" -> (double) (row % 20 / 4f);
      case "d" -> row / 8.0;
      case "b" -> row / 9 % 2L;
      case "s" -> "text " + row % 41;
      case "dec" -> (row - 500) / 100.0;
      case "old" -> 86_400_000_000L * (row % 1_000 - 300) + row;
      case "tags" -> list(row % 4, k -> k == 2 ? null : "t" + (row + k) % 9);
      case "nums" -> list(row * 7 % 5, k -> (long) row * k);
      case "many" -> list(row % 3, k -> row + k / 2.0);
      case "p.x" -> (long) row % 6;
      default -> throw new IllegalArgumentException(column);
    };
  }

  private interface Element {
    @Nullable Object at(int k);
  }

  private static List<@Nullable Object> list(int size, Element e) {
    List<@Nullable Object> out = new ArrayList<>();
    for (int k = 0; k < size; k++) {
      out.add(e.at(k));
    }
    return out;
  }

  /** The cell as {@link #value} gives it. */
  static @Nullable Object read(Column c, int row) {
    if (c.isNull(row)) {
      return null;
    }
    if (!c.type().isList()) {
      return dev.arrowmill.arrow.ColumnsAssert.cell(c, row);
    }
    List<@Nullable Object> out = new ArrayList<>();
    for (int i = c.listStart(row); i < c.listEnd(row); i++) {
      out.add(dev.arrowmill.arrow.ColumnsAssert.cell(c.elements(), i));
    }
    return out;
  }

  /** Rows 0 to {@code rows} in several pages and row groups. */
  static Path write(Path dir, Shape shape, int rows, int rowsPerGroup) {
    Path file = dir.resolve(shape.fileName());
    try (ParquetWriter<Group> writer =
        ExampleParquetWriter.builder(new LocalOutputFile(file))
            .withType(SCHEMA)
            .withConf(new Configuration())
            .withRowGroupRowCountLimit(rowsPerGroup)
            .withPageRowCountLimit(97)
            .withWriterVersion(shape.version())
            .withDictionaryEncoding(shape.dictionary())
            .withByteStreamSplitEncoding(shape.split())
            .withCompressionCodec(shape.codec())
            .withWriteMode(ParquetFileWriter.Mode.OVERWRITE)
            .build()) {
      for (int row = 0; row < rows; row++) {
        writer.write(group(row));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return file;
  }

  private static Group group(int row) {
    Group g = new SimpleGroupFactory(SCHEMA).newGroup();
    for (String column : COLUMNS) {
      Object v = value(column, row);
      if (v != null) {
        put(g, column, v);
      }
    }
    return g;
  }

  private static void put(Group g, String column, Object v) {
    switch (column) {
      case "id", "l" -> g.append(column, (Long) v);
      case "i" -> g.append(column, ((Long) v).intValue());
      case "f" -> g.append(column, ((Double) v).floatValue());
      case "d" -> g.append(column, (Double) v);
      case "b" -> g.append(column, (Long) v == 1);
      case "s" -> g.append(column, (String) v);
      case "dec" -> g.append(column, decimal(Math.round((Double) v * 100)));
      case "old" -> g.append(column, int96((Long) v));
      case "p.x" -> g.addGroup("p").append("x", ((Long) v).intValue());
      default -> putList(g, column, (List<?>) v);
    }
  }

  private static void putList(Group g, String column, List<?> values) {
    Group outer = column.equals("many") ? g : g.addGroup(column);
    for (Object v : values) {
      switch (column) {
        case "many" -> outer.append("many", (Double) v);
        case "nums" -> outer.append("element", (Long) v);
        default -> {
          Group element = outer.addGroup("list");
          if (v != null) {
            element.append("element", (String) v);
          }
        }
      }
    }
  }

  private static Binary decimal(long unscaled) {
    byte[] small = BigInteger.valueOf(unscaled).toByteArray();
    byte[] wide = new byte[5];
    Arrays.fill(wide, (byte) (small[0] < 0 ? -1 : 0));
    System.arraycopy(small, 0, wide, 5 - small.length, small.length);
    return Binary.fromConstantByteArray(wide);
  }

  private static Binary int96(long micros) {
    long day = Math.floorDiv(micros, 86_400_000_000L);
    byte[] b =
        ByteBuffer.allocate(12)
            .order(ByteOrder.LITTLE_ENDIAN)
            .putLong(Math.floorMod(micros, 86_400_000_000L) * 1_000)
            .putInt((int) (day + JULIAN_EPOCH))
            .array();
    return Binary.fromConstantByteArray(b);
  }
}
