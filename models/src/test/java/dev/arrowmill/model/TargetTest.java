package dev.arrowmill.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.arrowmill.arrow.ColumnField;
import dev.arrowmill.arrow.ColumnSchema;
import dev.arrowmill.arrow.ColumnType;
import dev.arrowmill.arrow.HeapColumns;
import dev.arrowmill.data.feature.ColumnStats;
import dev.arrowmill.data.feature.FeatureStats;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TargetTest {
  private static ColumnStats stats(ColumnType type, @Nullable Object... values) {
    ColumnSchema schema = ColumnSchema.of(new ColumnField("y", type));
    List<@Nullable Object[]> rows = new ArrayList<>();
    for (Object v : values) {
      rows.add(new @Nullable Object[] {v});
    }
    return new FeatureStats(schema, 0).add(HeapColumns.ofRows(schema, rows)).column("y");
  }

  @Test
  void theLabelChoosesTheTask() {
    assertThat(Target.fit(stats(ColumnType.STRING, "b", "a", "b"), null))
        .returns(Task.BINARY, Target::task)
        .returns(List.of("a", "b"), Target::classes);
    assertThat(Target.fit(stats(ColumnType.BOOLEAN, true, false), null).classes())
        .containsExactly("false", "true");
    assertThat(Target.fit(stats(ColumnType.LONG, 3L, 1L, 2L), null).task())
        .isEqualTo(Task.MULTICLASS);
    assertThat(Target.fit(stats(ColumnType.DOUBLE, 0.0, 1.0, 2.0), null).task())
        .isEqualTo(Task.MULTICLASS);
    assertThat(Target.fit(stats(ColumnType.DOUBLE, 0.0, 1.5, 2.0), null).task())
        .isEqualTo(Task.REGRESSION);
    assertThat(Target.fit(stats(ColumnType.LONG, 3L, 1L, 2L), Task.REGRESSION).task())
        .isEqualTo(Task.REGRESSION);
  }

  @Test
  void classesOfNumbersAreOrderedByValue() {
    Target target = Target.fit(stats(ColumnType.LONG, 10L, 9L, 100L), null);
    assertThat(target.classes()).containsExactly("9", "10", "100");
    assertThat(target.classValue(2)).isEqualTo(100);
  }

  @Test
  void whatCannotBeLearnedIsSaid() {
    assertThatThrownBy(() -> Target.fit(stats(ColumnType.STRING, "a", "a"), null))
        .isInstanceOf(LabelException.class)
        .hasMessageContaining("label y")
        .hasMessageContaining("[a]");
    assertThatThrownBy(() -> Target.fit(stats(ColumnType.DOUBLE, 1.0, Double.NaN, null), null))
        .isInstanceOf(LabelException.class)
        .hasMessageContaining("1 null, 1 NaN");
    assertThatThrownBy(() -> Target.fit(stats(ColumnType.STRING, "a", "b"), Task.REGRESSION))
        .hasMessageContaining("STRING");
    assertThatThrownBy(() -> Target.fit(stats(ColumnType.LONG, 1L, 2L, 3L), Task.BINARY))
        .hasMessageContaining("found 3");
    assertThatThrownBy(() -> Target.fit(stats(ColumnType.DOUBLE, 2.0, 2.0), Task.REGRESSION))
        .hasMessageContaining("same value 2.0");
    assertThatThrownBy(() -> Target.fit(stats(ColumnType.DATE, java.time.LocalDate.EPOCH), null))
        .hasMessageContaining("DATE");
  }
}
