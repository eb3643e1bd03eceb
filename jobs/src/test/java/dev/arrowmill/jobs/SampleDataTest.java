package dev.arrowmill.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.arrowmill.jobs.sample.SampleTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@NullUnmarked
class SampleDataTest {
  private static final Path COMMITTED =
      Path.of(System.getProperty("user.dir")).resolveSibling("sample-data");

  @TempDir Path dir;

  static List<SampleTable> tables() {
    return SampleTable.ALL;
  }

  private static List<Row> read(Path file) {
    return LocalSpark.SESSION.read().parquet(file.toString()).collectAsList();
  }

  private static Path committed(SampleTable table) {
    return COMMITTED.resolve(table.name()).resolve(table.name() + ".parquet");
  }

  @ParameterizedTest
  @MethodSource("tables")
  void theCommittedTableIsWhatSeedOneGives(SampleTable table) {
    List<Row> rows = read(committed(table));
    assertThat(rows).hasSize(table.rows());
    assertThat(rows.get(0).schema().simpleString()).isEqualTo(table.schema().simpleString());
    for (int i = 0; i < rows.size(); i++) {
      Row expected = RowFactory.create(table.row(1, i));
      if (!expected.equals(rows.get(i))) {
        assertThat(rows.get(i)).as("row " + i).isEqualTo(expected);
      }
    }
  }

  @Test
  void theJobWritesTheSameContentAndAnotherSeedAnother() {
    assertThat(LocalSpark.SESSION).isNotNull();
    Path out = dir.resolve("tables");
    Outcome outcome = Outcome.of("sample-data", "--out", out.toString(), "--json");
    assertThat(outcome.code()).isZero();
    assertThat(outcome.json().get("tables").findValuesAsText("name"))
        .containsExactly("clicks", "houses", "segments");
    SampleTable houses = SampleTable.ALL.get(1);
    assertThat(read(out.resolve("houses/houses.parquet"))).isEqualTo(read(committed(houses)));
    assertThat(houses.row(2, 0)).isNotEqualTo(houses.row(1, 0));
    Outcome again = Outcome.of("sample-data", "--out", out.toString());
    assertThat(again.code()).isEqualTo(2);
    assertThat(again.err()).contains(out.toString(), "--overwrite");
    assertThat(dir.toFile().list()).containsExactly("tables");
  }

  @Test
  void allTablesTogetherAreSmall() throws IOException {
    long bytes = 0;
    for (SampleTable table : SampleTable.ALL) {
      bytes += Files.size(committed(table));
    }
    assertThat(bytes).isLessThan(5_000_000);
  }

  @Test
  void clicksIsHardInTheRightPlaces() {
    SampleTable clicks = SampleTable.ALL.get(0);
    List<String> names = Arrays.asList(clicks.schema().fieldNames());
    int positives = 0;
    int noPrice = 0;
    Set<Object> ads = new HashSet<>();
    Set<Object> sites = new HashSet<>();
    for (int i = 0; i < clicks.rows(); i++) {
      Object[] row = clicks.row(1, i);
      positives += (Integer) row[0];
      noPrice += row[names.indexOf("price")] == null ? 1 : 0;
      ads.add(row[names.indexOf("ad_id")]);
      sites.add(row[names.indexOf("site_id")]);
    }
    assertThat(positives / (double) clicks.rows()).isBetween(0.2, 0.4);
    assertThat(noPrice / (double) clicks.rows()).isBetween(0.055, 0.065);
    assertThat(ads.size()).isBetween(2500, 4000);
    assertThat(sites.size()).isBetween(1500, 2500);
  }

  @Test
  void theOtherLabelsAreNotDegenerate() {
    Set<Object> segments = new HashSet<>();
    SampleTable table = SampleTable.ALL.get(2);
    for (int i = 0; i < 1000; i++) {
      segments.add(table.row(1, i)[0]);
    }
    assertThat(segments).hasSize(5);
    Set<Object> prices = new HashSet<>();
    for (int i = 0; i < 1000; i++) {
      prices.add(SampleTable.ALL.get(1).row(1, i)[0]);
    }
    assertThat(prices).hasSizeGreaterThan(700);
  }
}
