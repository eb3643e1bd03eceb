package dev.arrowmill.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.arrowmill.arrow.Column;
import dev.arrowmill.arrow.ColumnField;
import dev.arrowmill.arrow.ColumnSchema;
import dev.arrowmill.arrow.ColumnType;
import dev.arrowmill.arrow.HeapColumns;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SqlExprTest {
  private static final HeapColumns ROW =
      HeapColumns.ofRows(
          ColumnSchema.of(
              new ColumnField("a", ColumnType.LONG),
              new ColumnField("b", ColumnType.DOUBLE),
              new ColumnField("none", ColumnType.DOUBLE),
              new ColumnField("city", ColumnType.STRING),
              new ColumnField("net price", ColumnType.DOUBLE),
              new ColumnField("on", ColumnType.BOOLEAN),
              new ColumnField("big", ColumnType.LONG)),
          Arrays.<@Nullable Object[]>asList(
              new @Nullable Object[] {7L, 2.5, null, "Rome", 10.0, true, Long.MAX_VALUE}));

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          1 + 2 * 3 - 4 / 8                                   | 6.5
          (1 + 2) * -3                                        | -9
          a % 4 + b                                           | 5.5
          - -a                                                | 7
          `net price` / a * 7                                 | 10
          big + big                                           | 1.8446744073709552E19
          1 / 0                                               | Infinity
          none + 1                                            | null
          coalesce(none, null_free, b)                        | error
          coalesce(none, a, b)                                | 7
          if(a > 5, 1, 2)                                     | 1
          case when a < 5 then 1 when none > 1 then 2 else 3 end | 3
          case when a < 5 then 1 end                          | null
          a > 5 and b < 3                                     | 1
          a > 5 and none < 3                                  | null
          a > 5 or none < 3                                   | 1
          not a > 5                                           | 0
          none is null and a is not null                      | 1
          a between 7 and 8 and b not between 3 and 4         | 1
          city = 'Rome'                                       | 1
          'Rome' <> city                                      | 0
          city in ('Paris', 'Rome')                           | 1
          a in (1, 2, 3)                                      | 0
          on                                                  | 1
          on and true                                         | 1
          abs(-a) + sqrt(16) + floor(2.7) + ceil(2.1) + sign(-3) | 15
          round(2.5) + round(-2.5)                            | 0
          least(a, b, none) + greatest(a, b, none)            | 9.5
          nullif(a, 7)                                        | null
          nullif(a, 8)                                        | 7
          pow(2, 10) + exp(0) + ln(1) + log1p(0)              | 1025
          length(upper(trim(' ab ')))                         | 2
          cast('12.5' as double) + cast(b as bigint)          | 14.5
          1e3 + .5                                            | 1000.5
          """)
  void computes(String sql, String expected) {
    if (expected.equals("error")) {
      assertThatThrownBy(() -> SqlExpr.parse(sql).expr().over(ROW))
          .hasMessageContaining("null_free");
      return;
    }
    Column out = SqlExpr.parse(sql).expr().over(ROW);
    String value = out.isNull(0) ? "null" : Double.toString(out.getDouble(0));
    assertThat(value)
        .isEqualTo(expected.equals("null") ? "null" : Double.toString(parse(expected)));
  }

  private static double parse(String text) {
    return text.equals("Infinity") ? Double.POSITIVE_INFINITY : Double.parseDouble(text);
  }

  @Test
  void textsComeOutAsTexts() {
    Column out =
        SqlExpr.parse("case when a > 5 then 'it''s big' else lower(city) end").expr().over(ROW);
    assertThat(out.type()).isEqualTo(ColumnType.STRING);
    assertThat(out.getString(0)).isEqualTo("it's big");
  }

  @Test
  void itsColumnsAreKnown() {
    assertThat(SqlExpr.parse("IF(`net price` > 0, A.b, a) + abs(b)").columns())
        .containsExactlyInAnyOrder("net price", "A.b", "a", "b");
  }

  @Test
  void whatIsWrongIsSaidAndWhere() {
    for (List<String> wrong :
        List.of(
            List.of("a +", "character 4", "expected a value", "the end"),
            List.of("a b", "character 3", "operator"),
            List.of("sqroot(a)", "character 1", "sqroot", "sqrt"),
            List.of("sqrt(a, b)", "sqrt", "2 arguments"),
            List.of("cast(a as text)", "text", "string"),
            List.of("case a end", "expected when"),
            List.of("city < 'x'", "= and <>"),
            List.of("a ; b", "character 2", "cannot read"),
            List.of("(a", "expected )"),
            List.of("'open", "cannot read"),
            List.of("(".repeat(500) + "a", "200 deep"))) {
      assertThatThrownBy(() -> SqlExpr.parse(wrong.get(0)))
          .as(wrong.get(0))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContainingAll(wrong.subList(1, wrong.size()).toArray(new String[0]));
    }
  }
}
