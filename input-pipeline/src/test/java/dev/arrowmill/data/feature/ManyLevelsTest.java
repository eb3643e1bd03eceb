package dev.arrowmill.data.feature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.arrowmill.arrow.ColumnField;
import dev.arrowmill.arrow.ColumnSchema;
import dev.arrowmill.arrow.ColumnType;
import dev.arrowmill.arrow.HeapColumns;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A million levels each of texts and of whole numbers, in a JVM of 128 MB. */
class ManyLevelsTest {
  private static final ColumnSchema SCHEMA =
      ColumnSchema.of(
          new ColumnField("name", ColumnType.STRING), new ColumnField("key", ColumnType.LONG));
  private static final int ROWS = 2_000_000;
  private static final int BATCH = 10_000;

  /** Rows of each of the ten frequent names, in every 110 rows. */
  private static final int[] OFTEN = {10, 9, 8, 7, 6, 5, 4, 3, 2, 1};

  @TempDir Path folder;

  @Test
  void statisticsStaySmallAndRight() throws Exception {
    Path out = folder.resolve("out.json");
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(a -> a.startsWith("--") || a.startsWith("-XX:+Ignore"))
        .forEach(command::add);
    command.addAll(List.of("-Xmx128m", "-cp", System.getProperty("java.class.path")));
    command.addAll(List.of(Counting.class.getName(), out.toString()));
    Path log = folder.resolve("log.txt");
    Process process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as(Files.readString(log)).isZero();
    JsonNode found = new ObjectMapper().readTree(out.toFile());
    assertThat(found.get("rows").asLong()).isEqualTo(ROWS);
    assertThat(found.get("bytes").asLong()).isLessThan(3 << 20);
    assertThat(found.get("parts").asBoolean()).as("two parts are one pass").isTrue();
    assertThat(found.get("names").asDouble()).isCloseTo(1_000_010, within(0.03 * 1_000_010));
    assertThat(found.get("keys").asDouble()).isCloseTo(ROWS, within(0.03 * ROWS));
    List<String> top = new ArrayList<>();
    for (int k = 0; k < OFTEN.length; k++) {
      top.add("top-" + k);
      double truth = (ROWS / 2) / 55 * (double) OFTEN[k];
      assertThat(found.get("top-" + k).asDouble()).isCloseTo(truth, within(0.02 * truth));
    }
    List<String> kept = new ArrayList<>();
    found.get("kept").forEach(t -> kept.add(t.asText()));
    assertThat(kept).isEqualTo(top);
  }

  /** What the small JVM does. */
  static final class Counting {
    private Counting() {}

    public static void main(String[] args) throws IOException {
      FeatureStats all = count(0, ROWS);
      ObjectNode found = new ObjectMapper().createObjectNode();
      byte[] bytes = all.toBytes();
      found.put("rows", all.rows()).put("bytes", bytes.length);
      FeatureStats left = send(count(0, ROWS / 3));
      FeatureStats right = send(count(ROWS / 3, ROWS));
      found.put("parts", results(all).equals(results(right.merge(left))));
      found.put("names", all.column("name").distinctEstimate());
      found.put("keys", all.column("key").distinctEstimate());
      for (int k = 0; k < OFTEN.length; k++) {
        String name = "top-" + k;
        found.put(name, all.column("name").levels().estimate(RowHash.hash(name)));
      }
      FeatureSpec spec =
          FeatureSpec.auto().column("name", Levels.vocabulary().minCount(1).top(OFTEN.length));
      Features features = FeaturePlanner.plan(all, spec, null, Set.of("key")).features();
      JsonNode levels = features.toJson().findValue("levels");
      found.set("kept", levels);
      Files.writeString(Path.of(args[0]), found.toString());
    }

    /** All that can be read from the statistics. */
    private static String results(FeatureStats stats) {
      StringBuilder out = new StringBuilder().append(stats.rows());
      for (ColumnStats c : stats.columns()) {
        out.append(c).append(' ').append(c.mean()).append(' ').append(c.std());
      }
      for (int i = 0; i < BATCH; i++) {
        out.append(' ').append(stats.column("name").levels().estimate(RowHash.hash("user-" + i)));
      }
      HeapColumns sample = stats.sampleRows();
      for (int r = 0; r < sample.rows(); r++) {
        out.append('\n').append(sample.column(0).getString(r)).append(' ');
        out.append(sample.column(1).getLong(r));
      }
      return out.toString();
    }

    private static FeatureStats send(FeatureStats stats) {
      return FeatureStats.fromBytes(stats.toBytes(), SCHEMA, 1);
    }

    private static FeatureStats count(int from, int to) {
      FeatureStats stats = new FeatureStats(SCHEMA, 1);
      for (int at = from; at < to; at += BATCH) {
        HeapColumns batch = new HeapColumns(SCHEMA, BATCH);
        for (int i = at; i < Math.min(to, at + BATCH); i++) {
          int row = batch.addRow();
          batch.setString(row, 0, i % 2 == 0 ? "user-" + i : "top-" + often(i / 2 % 55));
          batch.setLong(row, 1, i * 1_000_003L);
        }
        stats.add(batch);
      }
      return stats;
    }

    private static int often(int at) {
      int k = 0;
      int left = at;
      while (left >= OFTEN[k]) {
        left -= OFTEN[k++];
      }
      return k;
    }
  }
}
