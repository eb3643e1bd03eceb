package dev.arrowmill.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.arrowmill.arrow.ColumnField;
import dev.arrowmill.arrow.ColumnSchema;
import dev.arrowmill.arrow.ColumnType;
import dev.arrowmill.arrow.HeapColumns;
import dev.arrowmill.data.feature.FeaturePlan;
import dev.arrowmill.data.feature.FeaturePlanner;
import dev.arrowmill.data.feature.FeatureSpec;
import dev.arrowmill.data.feature.FeatureStats;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ProfilePageTest {
  private static final ColumnSchema SCHEMA =
      ColumnSchema.of(
          new ColumnField("<b>city</b>", ColumnType.STRING),
          new ColumnField("x", ColumnType.DOUBLE),
          new ColumnField("day", ColumnType.DATE),
          new ColumnField("copy", ColumnType.DOUBLE));

  private static String page() {
    HeapColumns rows = new HeapColumns(SCHEMA, 1000);
    for (int i = 0; i < 1000; i++) {
      int r = rows.addRow();
      rows.setString(r, 0, i % 3 == 0 ? "<script>&\u0000" : "plain");
      rows.setDouble(r, 1, i);
      rows.setLong(r, 2, 19_000 + i % 365);
      if (i > 0) {
        rows.setDouble(r, 3, i * 2.0);
      }
    }
    FeatureStats stats = new FeatureStats(SCHEMA, 1).add(rows);
    FeaturePlan plan = FeaturePlanner.plan(stats, FeatureSpec.auto(), "x", Set.of());
    return ProfilePage.of("a <table>", stats, plan);
  }

  @Test
  void everythingIsEscapedAndNothingIsFetched() {
    assertThat(page())
        .contains("&lt;script&gt;&amp;\uFFFD", "&lt;b&gt;city&lt;/b&gt;", "a &lt;table&gt;")
        .doesNotContain("<script", "<b>", "http:", "https:", "src=", "url(");
  }

  @Test
  void warningsComeFirstAndNumbersAreThere() {
    String page = page();
    assertThat(page).containsSubsequence("class=\"warning\"", "LABEL LEAK?", "copy", "<section");
    assertThat(page).contains("<svg", "2022-01-08", "1,000 rows", "0.1%", "666");
  }
}
