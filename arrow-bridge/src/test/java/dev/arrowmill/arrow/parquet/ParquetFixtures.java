package dev.arrowmill.arrow.parquet;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.apache.hadoop.conf.Configuration;
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

/** Parquet files written by Parquet's own example writer: every flat type, seeded, with nulls. */
public final class ParquetFixtures {
  static final MessageType ALL_TYPES =
      MessageTypeParser.parseMessageType(
          """
          message all {
            optional boolean flag;
            optional int32 i8 (INTEGER(8,true));
            optional int32 i16 (INTEGER(16,true));
            optional int32 i32;
            optional int64 i64;
            optional int32 u8 (INTEGER(8,false));
            optional int32 u16 (INTEGER(16,false));
            optional int32 u32 (INTEGER(32,false));
            optional int64 u64 (INTEGER(64,false));
            optional float f32;
            optional double f64;
            optional int32 dec9 (DECIMAL(9,2));
            optional int64 dec18 (DECIMAL(18,4));
            optional fixed_len_byte_array(16) dec38 (DECIMAL(38,10));
            optional binary decBytes (DECIMAL(20,3));
            optional binary text (STRING);
            optional binary word (ENUM);
            optional binary json (JSON);
            optional int32 day (DATE);
            optional int64 milli (TIMESTAMP(MILLIS,true));
            optional int64 micro (TIMESTAMP(MICROS,true));
            optional int64 local (TIMESTAMP(MICROS,false));
            optional int64 nano (TIMESTAMP(NANOS,true));
            optional int96 old;
            required int64 id;
            required double always;
            required binary name (STRING);
          }
          """);

  private ParquetFixtures() {}

  /** Writes {@code rows} rows of {@link #ALL_TYPES}, every tenth cell null. */
  static Path allTypes(Path file, int rows, long rowGroupBytes, CompressionCodecName codec) {
    return write(file, ALL_TYPES, rows, rowGroupBytes, codec, 7);
  }

  /** Two columns, {@code id} counting from {@code first} and {@code value} = id / 2. */
  public static Path numbers(Path file, int first, int rows, int rowsPerGroup) {
    MessageType schema =
        MessageTypeParser.parseMessageType(
            "message n { required int64 id; optional double value; }");
    try (ParquetWriter<Group> writer =
        ExampleParquetWriter.builder(new LocalOutputFile(file))
            .withType(schema)
            .withRowGroupRowCountLimit(rowsPerGroup)
            .withWriteMode(ParquetFileWriter.Mode.OVERWRITE)
            .build()) {
      SimpleGroupFactory groups = new SimpleGroupFactory(schema);
      for (int i = first; i < first + rows; i++) {
        writer.write(groups.newGroup().append("id", (long) i).append("value", i / 2.0));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return file;
  }

  static Path write(
      Path file,
      MessageType schema,
      int rows,
      long rowGroupBytes,
      CompressionCodecName codec,
      long seed) {
    Random random = new Random(seed);
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      try (ParquetWriter<Group> writer =
          ExampleParquetWriter.builder(new LocalOutputFile(file))
              .withType(schema)
              .withConf(new Configuration())
              .withRowGroupSize(rowGroupBytes)
              .withMinRowCountForPageSizeCheck(10)
              .withPageSize(4_000)
              .withCompressionCodec(codec)
              .withWriteMode(ParquetFileWriter.Mode.OVERWRITE)
              .build()) {
        SimpleGroupFactory groups = new SimpleGroupFactory(schema);
        for (int i = 0; i < rows; i++) {
          Group g = groups.newGroup();
          schema.getFields().forEach(f -> put(g, f, random));
          writer.write(g);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return file;
  }

  private static void put(Group g, org.apache.parquet.schema.Type field, Random r) {
    String name = field.getName();
    boolean optional = field.isRepetition(org.apache.parquet.schema.Type.Repetition.OPTIONAL);
    if (optional && r.nextInt(10) == 0) {
      return;
    }
    switch (name) {
      case "flag" -> g.append(name, r.nextBoolean());
      case "i8" -> g.append(name, (int) (byte) r.nextInt());
      case "i16" -> g.append(name, (int) (short) r.nextInt());
      case "i32", "u32" -> g.append(name, r.nextInt());
      case "u8" -> g.append(name, r.nextInt(256));
      case "u16" -> g.append(name, r.nextInt(65_536));
      case "i64", "u64", "id" -> g.append(name, r.nextLong());
      case "f32" -> g.append(name, special(r, (float) r.nextGaussian()));
      case "f64", "always" -> g.append(name, special(r, r.nextGaussian()));
      case "dec9" -> g.append(name, r.nextInt(1_999_999_999) - 999_999_999);
      case "dec18" -> g.append(name, r.nextLong() % 1_000_000_000_000_000_000L);
      case "dec38" -> g.append(name, Binary.fromConstantByteArray(decimal(r, 120)));
      case "decBytes" ->
          g.append(
              name,
              Binary.fromConstantByteArray(
                  new BigInteger(60, r).subtract(BigInteger.ONE.shiftLeft(59)).toByteArray()));
      case "text", "name" -> g.append(name, text(r));
      case "word" -> g.append(name, "w" + r.nextInt(5));
      case "json" -> g.append(name, "{\"k\":" + r.nextInt(9) + "}");
      case "day" -> g.append(name, r.nextInt(60_000) - 20_000);
      case "milli" -> g.append(name, r.nextLong() % 10_000_000_000_000L);
      case "micro", "local" -> g.append(name, r.nextLong() % 10_000_000_000_000_000L);
      case "nano" -> g.append(name, r.nextLong());
      case "old" -> g.append(name, Binary.fromConstantByteArray(int96(r)));
      default -> throw new IllegalArgumentException("no values for " + field);
    }
  }

  private static float special(Random r, float v) {
    return switch (r.nextInt(20)) {
      case 0 -> Float.NaN;
      case 1 -> Float.NEGATIVE_INFINITY;
      case 2 -> -0f;
      default -> v;
    };
  }

  private static double special(Random r, double v) {
    return switch (r.nextInt(20)) {
      case 0 -> Double.NaN;
      case 1 -> Double.POSITIVE_INFINITY;
      case 2 -> -0.0;
      default -> v;
    };
  }

  private static String text(Random r) {
    return switch (r.nextInt(4)) {
      case 0 -> "";
      case 1 -> "naïve ☃ \uD83D\uDE00";
      default -> "t" + r.nextInt(1_000);
    };
  }

  private static byte[] decimal(Random r, int bits) {
    byte[] small =
        new BigInteger(bits, r).subtract(BigInteger.ONE.shiftLeft(bits - 1)).toByteArray();
    byte[] wide = new byte[16];
    java.util.Arrays.fill(wide, (byte) (small[0] < 0 ? -1 : 0));
    System.arraycopy(small, 0, wide, 16 - small.length, small.length);
    return wide;
  }

  private static byte[] int96(Random r) {
    return ByteBuffer.allocate(12)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putLong(Math.floorMod(r.nextLong(), 86_400_000_000_000L))
        .putInt(2_440_588 + r.nextInt(40_000) - 20_000)
        .array();
  }
}
