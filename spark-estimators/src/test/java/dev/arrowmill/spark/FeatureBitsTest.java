package dev.arrowmill.spark;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.arrowmill.arrow.Columns;
import dev.arrowmill.arrow.HeapColumns;
import dev.arrowmill.arrow.spark.SparkSchemas;
import dev.arrowmill.data.feature.Dates;
import dev.arrowmill.data.feature.Encoded;
import dev.arrowmill.data.feature.FeaturePlanner;
import dev.arrowmill.data.feature.FeatureSpec;
import dev.arrowmill.data.feature.Features;
import dev.arrowmill.data.feature.Levels;
import dev.arrowmill.data.feature.Lists;
import dev.arrowmill.data.feature.Numbers;
import dev.arrowmill.data.feature.OnUnseen;
import dev.arrowmill.data.feature.Text;
import dev.arrowmill.spark.internal.TableBatches;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The same row has the same encoded bits as vectors of a scan, as Spark's rows and by name. */
class FeatureBitsTest {
  private static final int ROWS = 10_000;
  private static final Map<String, DataType> TYPES = new LinkedHashMap<>();

  static {
    TYPES.put("x", DataTypes.DoubleType);
    TYPES.put("f", DataTypes.FloatType);
    TYPES.put("n", DataTypes.LongType);
    TYPES.put("city", DataTypes.StringType);
    TYPES.put("title", DataTypes.StringType);
    TYPES.put("on", DataTypes.BooleanType);
    TYPES.put("day", DataTypes.DateType);
    TYPES.put("at", DataTypes.TimestampType);
    TYPES.put("tags", DataTypes.createArrayType(DataTypes.StringType));
    TYPES.put("label", DataTypes.IntegerType);
  }

  private static final FeatureSpec SPEC =
      FeatureSpec.auto()
          .column("x", Numbers.auto(), Numbers.impute(0).flag().log().robust())
          .column("n", Numbers.auto(), Levels.vocabulary().unseen(OnUnseen.HASH))
          .column("city", Levels.vocabulary(), Levels.target(), Levels.oneHot().top(3))
          .column("title", Text.words(100, 4))
          .column("at", Dates.calendar().zone("America/New_York"), Dates.sinceColumn("day"))
          .column("tags", Lists.bag(3), Lists.multiHot(4))
          .expression("ratio", "x / (f + 1)");

  private static List<@Nullable Object[]> rows(int n, boolean wild) {
    double[] doubles = {
      Double.NaN,
      Double.POSITIVE_INFINITY,
      Double.NEGATIVE_INFINITY,
      -0.0,
      Double.MIN_VALUE,
      Double.MAX_VALUE,
      0.25
    };
    String[] texts = {"", "a\u0000b", "é,\"'", "\uD83D\uDE00", "中文", "plain words here", "b"};
    long[] longs = {Long.MIN_VALUE, Long.MAX_VALUE, 1L << 53, (1L << 53) + 1, 0, -7};
    long[] seconds = {1_710_053_999L, 1_710_054_000L, 1_730_611_800L, 1_730_615_400L, 0};
    Random random = new Random(wild ? 1 : 2);
    List<@Nullable Object[]> out = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      double x = wild ? doubles[random.nextInt(doubles.length)] : random.nextGaussian();
      @Nullable Object[] row = {
        x,
        (float) (x * 0.1),
        wild ? longs[random.nextInt(longs.length)] : (long) random.nextInt(400),
        wild ? texts[random.nextInt(texts.length)] : texts[random.nextInt(3)],
        texts[random.nextInt(texts.length)] + " word" + random.nextInt(9),
        random.nextBoolean(),
        LocalDate.ofEpochDay(wild ? random.nextInt(4_000_000) - 700_000 : random.nextInt(20_000)),
        Instant.ofEpochSecond(seconds[random.nextInt(seconds.length)] + random.nextInt(2)),
        List.of(texts[random.nextInt(texts.length)], "t" + random.nextInt(5)),
        random.nextInt(2)
      };
      int hole = random.nextInt(TYPES.size() * 2);
      if (hole < TYPES.size() - 1) {
        row[hole] = null;
      }
      out.add(row);
    }
    return out;
  }

  private static Dataset<Row> table(SparkSession session, List<@Nullable Object[]> rows) {
    StructType schema = new StructType();
    for (Map.Entry<String, DataType> e : TYPES.entrySet()) {
      schema = schema.add(e.getKey(), e.getValue());
    }
    List<Row> out = new ArrayList<>();
    rows.forEach(row -> out.add(RowFactory.create(row)));
    return session.createDataFrame(out, schema).coalesce(1);
  }

  @Test
  void scansRowsAndPlainMapsGiveTheSameBits() throws Exception {
    SparkSession session = Sparks.session();
    Dataset<Row> training = table(session, rows(2000, false));
    Features features =
        FeaturePlanner.plan(TableStats.of(training, SPEC, 3), SPEC, "label", Set.of()).features();
    String json = features.toJson().toString();
    List<@Nullable Object[]> wild = rows(ROWS, true);
    Dataset<Row> rows = table(session, wild);
    String path = Sparks.target("feature-bits") + "/wild";
    rows.write().mode("overwrite").parquet(path);
    byte[] plain = plain(Features.fromJson(new ObjectMapper().readTree(json)), wild);
    assertSame(encode(rows, json), plain, features);
    assertSame(encode(session.read().parquet(path), json), plain, features);
  }

  private static byte[] encode(Dataset<Row> table, String json) {
    return TableBatches.map(table, 777, batches -> encode(batches, json)).collect().get(0);
  }

  private static byte[] encode(Iterator<Columns> batches, String json) throws Exception {
    Features features = Features.fromJson(new ObjectMapper().readTree(json));
    Encoded out = features.newBatch();
    ByteBuffer bits = ByteBuffer.allocate(ROWS * 4 * (out.numericWidth() + out.categoricalWidth()));
    batches.forEachRemaining(b -> put(features.encode(b, out), bits));
    return bits.array();
  }

  private static byte[] plain(Features features, List<@Nullable Object[]> rows) {
    Encoded out = features.newBatch();
    ByteBuffer bits = ByteBuffer.allocate(ROWS * 4 * (out.numericWidth() + out.categoricalWidth()));
    List<String> names = List.copyOf(TYPES.keySet());
    for (@Nullable Object[] row : rows) {
      Map<String, @Nullable Object> byName = new LinkedHashMap<>();
      for (int c = 0; c < row.length; c++) {
        byName.put(names.get(c), row[c]);
      }
      put(features.encode(HeapColumns.ofRow(features.input(), byName), out), bits);
    }
    return bits.array();
  }

  /** Names the first row and feature that differ, where a plain comparison would say nothing. */
  private static void assertSame(byte[] actual, byte[] plain, Features features) {
    List<String> names = new ArrayList<>();
    features.numeric().forEach(f -> names.add(f.name()));
    features.categorical().forEach(f -> names.add(f.name()));
    int at = Arrays.mismatch(actual, plain) / 4;
    assertThat(Arrays.equals(actual, plain))
        .as("row %s, feature %s", at / names.size(), names.get(Math.max(0, at) % names.size()))
        .isTrue();
  }

  private static void put(Encoded rows, ByteBuffer bits) {
    for (int r = 0; r < rows.rows(); r++) {
      for (int i = 0; i < rows.numericWidth(); i++) {
        bits.putInt(Float.floatToRawIntBits(rows.numeric()[r * rows.numericWidth() + i]));
      }
      for (int i = 0; i < rows.categoricalWidth(); i++) {
        bits.putInt(rows.categorical()[r * rows.categoricalWidth() + i]);
      }
    }
  }

  @Test
  void listsAreSchemaColumns() {
    StructType lists = new StructType().add("tags", TYPES.get("tags"));
    assertThat(SparkSchemas.listsOf(lists).field(0).type().isList()).isTrue();
  }
}
