package dev.arrowmill.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The demo on short sample tables, and the commands that it proposes. */
@NullUnmarked
class DemoTest {
  private static final String HOME = "arrowmill.home";

  @TempDir Path home;

  @BeforeEach
  void install() {
    Path data = home.resolve("sample-data");
    SmallTables.parquet(data, "clicks", SmallTables.rows(0, 0, 3000));
    SmallTables.parquet(data, "houses", SmallTables.rows(1, 0, 800));
    System.setProperty(HOME, home.toString());
  }

  @AfterEach
  void uninstall() {
    System.clearProperty(HOME);
  }

  @Test
  void goesTheWholeWayAndItsNextCommandsWork() {
    Path out = home.resolve("out");
    Outcome demo = Outcome.of("demo", "--out", out.toString(), "--epochs", "2", "--json");
    assertThat(demo.code()).as(demo.err()).isZero();
    JsonNode json = demo.json();
    assertThat(json.get("metrics").fieldNames())
        .toIterable()
        .containsExactly("accuracy", "auc", "logloss");
    assertThat(json.get("baseline").fieldNames())
        .toIterable()
        .containsExactly("accuracy", "auc", "logloss");
    assertThat(json.get("rowsPerSecond").fieldNames())
        .toIterable()
        .containsExactly(
            "profile", "fit preprocessing", "train (rows x epochs)", "evaluate", "score");
    assertThat(demo.out())
        .contains("MLlib LogisticRegression", out.resolve("model").toString(), "Next:");
    Dataset<Row> scored = LocalSpark.SESSION.read().parquet(out.resolve("scored").toString());
    assertThat(scored.count()).isEqualTo(3000);
    assertThat(scored.columns()).contains("ad_id", "prediction", "probability");

    assertThat(json.get("next")).hasSize(3);
    for (JsonNode next : json.get("next")) {
      List<String> words = Arrays.asList(next.asText().split(" "));
      assertThat(words.get(0)).isEqualTo(home.resolve("bin/arrowmill").toString());
      Outcome outcome = Outcome.of(words.subList(1, words.size()).toArray(new String[0]));
      assertThat(outcome.code()).as(next.asText() + "\n" + outcome.err()).isZero();
    }
  }

  @Test
  void saysThatTheSampleDataIsMissing() {
    System.setProperty(HOME, home.resolve("elsewhere").toString());
    Outcome outcome = Outcome.of("demo", "--out", home.resolve("out").toString());
    assertThat(outcome.code()).isEqualTo(2);
    assertThat(outcome.err()).contains("elsewhere", "sample data");
    assertThat(home.resolve("out")).doesNotExist();
  }
}
