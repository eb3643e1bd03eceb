package dev.arrowmill.model.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.arrowmill.arrow.ColumnField;
import dev.arrowmill.arrow.ColumnSchema;
import dev.arrowmill.arrow.ColumnType;
import dev.arrowmill.arrow.HeapColumns;
import dev.arrowmill.model.LabelException;
import dev.arrowmill.model.LabelSpec;
import dev.arrowmill.model.Scores;
import dev.arrowmill.model.TabularModel;
import dev.arrowmill.model.Task;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TasksTest {
  private static final int ROWS = 4000;
  private static final ColumnSchema SCHEMA =
      ColumnSchema.of(
          new ColumnField("x", ColumnType.DOUBLE),
          new ColumnField("y", ColumnType.DOUBLE),
          new ColumnField("events", ColumnType.LONG),
          new ColumnField("time", ColumnType.DOUBLE),
          new ColumnField("seen", ColumnType.BOOLEAN),
          new ColumnField("query", ColumnType.STRING),
          new ColumnField("grade", ColumnType.LONG),
          new ColumnField("flag", ColumnType.BOOLEAN));
  private static final Set<String> LABELS =
      Set.of("y", "events", "time", "seen", "query", "grade", "flag");
  private static final HeapColumns TABLE = table(11);

  private static HeapColumns table(long seed) {
    Random random = new Random(seed);
    List<@Nullable Object[]> rows = new ArrayList<>();
    for (int i = 0; i < ROWS; i++) {
      double x = random.nextDouble() * 4 - 2;
      double time = -Math.log(1 - random.nextDouble()) * Math.exp(x);
      double censored = random.nextDouble() * 10;
      rows.add(
          new @Nullable Object[] {
            x,
            x * x + random.nextGaussian() * 0.5,
            poisson(Math.exp(x), random),
            Math.min(time, censored),
            time <= censored,
            "q" + i / 8,
            Math.round(Math.abs(x) * 2),
            x + random.nextGaussian() * 0.3 > 0
          });
    }
    return HeapColumns.ofRows(SCHEMA, rows);
  }

  private static long poisson(double mean, Random random) {
    double limit = Math.exp(-mean);
    double product = random.nextDouble();
    long n = 0;
    while (product > limit) {
      product *= random.nextDouble();
      n++;
    }
    return n;
  }

  private static Scores scores(LabelSpec label, HeapColumns rows) {
    TrainingPlan plan = Trained.plan(TABLE, List.of(label), LABELS, Trained.options(15));
    return Trained.model(plan, TABLE).scorer().score(rows);
  }

  @Test
  void quantilesCoverTheirShare() {
    HeapColumns fresh = table(12);
    Scores s = scores(LabelSpec.quantiles("y", List.of(0.1, 0.5, 0.9)), fresh);
    for (int q = 0; q < 3; q++) {
      int below = 0;
      for (int r = 0; r < ROWS; r++) {
        below += fresh.column("y").getDouble(r) < s.value(r, q) ? 1 : 0;
      }
      assertThat((double) below / ROWS)
          .as("quantile %s", s.target().points().get(q))
          .isCloseTo(s.target().points().get(q), within(0.05));
    }
    for (int r = 0; r < ROWS; r++) {
      assertThat(s.value(r, 0)).isLessThanOrEqualTo(s.value(r, 1));
      assertThat(s.prediction(r)).isEqualTo(s.value(r, 1));
    }
  }

  @Test
  void countsFollowTheRate() {
    HeapColumns fresh = table(13);
    Scores s =
        scores(new LabelSpec("events", Task.COUNT, List.of(), null, java.util.Map.of()), fresh);
    for (int r = 0; r < ROWS; r++) {
      double rate = Math.exp(fresh.column("x").getDouble(r));
      assertThat(s.prediction(r))
          .as("rate %s", rate)
          .isBetween(rate * 0.6 - 0.15, rate * 1.5 + 0.15);
    }
  }

  @Test
  void survivalCurvesFallAndOrderRowsByRisk() {
    HeapColumns fresh = table(14);
    Scores s = scores(LabelSpec.survival("time", "seen"), fresh);
    int right = 0;
    int pairs = 0;
    for (int r = 0; r < ROWS; r++) {
      for (int p = 1; p < s.points(); p++) {
        assertThat(s.value(r, p)).isBetween(0.0, s.value(r, p - 1));
      }
      int other = (r * 7 + 1) % ROWS;
      double d = fresh.column("x").getDouble(r) - fresh.column("x").getDouble(other);
      if (Math.abs(d) > 0.3) {
        pairs++;
        right += d > 0 == s.prediction(r) > s.prediction(other) ? 1 : 0;
      }
    }
    assertThat((double) right / pairs).isGreaterThan(0.97);
    double alive = 0;
    double truth = 0;
    double point = s.target().points().get(10);
    for (int r = 0; r < ROWS; r++) {
      alive += s.value(r, 10) / ROWS;
      truth += Math.exp(-point / Math.exp(fresh.column("x").getDouble(r))) / ROWS;
    }
    assertThat(alive).as("mean survival at %s", point).isCloseTo(truth, within(0.05));
  }

  @Test
  void rankingOrdersRowsWithinTheirGroups() {
    HeapColumns fresh = table(15);
    Scores s = scores(LabelSpec.ranking("grade", "query"), fresh);
    int right = 0;
    int pairs = 0;
    for (int r = 1; r < ROWS; r++) {
      long d = fresh.column("grade").getLong(r) - fresh.column("grade").getLong(r - 1);
      if (r % 8 != 0 && d != 0) {
        pairs++;
        right += d > 0 == s.prediction(r) > s.prediction(r - 1) ? 1 : 0;
      }
    }
    assertThat((double) right / pairs).isGreaterThan(0.97);
  }

  @Test
  void groupsStayTogetherInShardsAndHoldOut() {
    TrainingPlan plan =
        Trained.plan(
            TABLE, List.of(LabelSpec.ranking("grade", "query")), LABELS, Trained.options(1));
    int groups = 0;
    int rows = 0;
    for (Shard shard : dev.arrowmill.model.Samples.shards(plan, TABLE, 0, 1)) {
      for (RowBlock block : List.of(shard.training().all(), shard.validation().all())) {
        int[] starts = GroupFeed.starts(block);
        groups += starts.length - 1;
        rows += block.rows();
        for (int g = 1; g < starts.length; g++) {
          assertThat(starts[g] - starts[g - 1]).isEqualTo(8);
        }
      }
    }
    assertThat(groups).isEqualTo(ROWS / 8);
    assertThat(rows).isEqualTo(ROWS);
  }

  @Test
  void severalLabelsShareOneNetwork() {
    HeapColumns fresh = table(16);
    TrainingPlan plan =
        Trained.plan(
            TABLE,
            List.of(
                LabelSpec.of("flag", null),
                LabelSpec.of("y", Task.REGRESSION),
                LabelSpec.quantiles("y", List.of(0.5))),
            LABELS,
            Trained.options(20));
    TabularModel model = Trained.model(plan, TABLE);
    assertThat(model.nets()).hasSize(1);
    List<Scores> all = model.scorer().scoreAll(fresh);
    int right = 0;
    double error = 0;
    double medianError = 0;
    for (int r = 0; r < ROWS; r++) {
      double x = fresh.column("x").getDouble(r);
      right += (all.get(0).prediction(r) == 1) == x > 0 ? 1 : 0;
      error += Math.abs(all.get(1).prediction(r) - x * x) / ROWS;
      medianError += Math.abs(all.get(2).value(r, 0) - x * x) / ROWS;
    }
    assertThat((double) right / ROWS).isGreaterThan(0.95);
    assertThat(error).isLessThan(0.15);
    assertThat(medianError).isLessThan(0.2);
  }

  @Test
  void labelsThatDoNotFitAreNamed() {
    assertRefused(LabelSpec.quantiles("y", List.of(0.9, 0.1)), "ascend within (0, 1)");
    assertRefused(
        new LabelSpec("y", Task.COUNT, List.of(), null, java.util.Map.of()), "whole numbers >= 0");
    assertRefused(LabelSpec.survival("time", "x"), "expected booleans or 0 and 1");
    assertRefused(
        new LabelSpec("time", Task.SURVIVAL, List.of(), null, java.util.Map.of()),
        "needs a column of events");
    assertRefused(LabelSpec.survival("y", "seen"), "needs values >= 0");
    assertRefused(
        LabelSpec.of("flag", null).withClassWeights(java.util.Map.of("maybe", 2.0)),
        "unknown class maybe");
    assertRefused(
        LabelSpec.of("flag", null).withClassWeights(java.util.Map.of("true", -2.0)),
        "must be >= 0, is -2.0");
  }

  private static void assertRefused(LabelSpec label, String message) {
    assertThatThrownBy(() -> Trained.plan(TABLE, List.of(label), LABELS, Trained.options(1)))
        .isInstanceOf(LabelException.class)
        .hasMessageContaining(message);
  }
}
