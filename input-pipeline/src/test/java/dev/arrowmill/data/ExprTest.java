package dev.arrowmill.data;

import static dev.arrowmill.data.Streams.values;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.arrowmill.arrow.ColumnType;
import dev.arrowmill.data.op.Tables;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Columns made of expressions. */
class ExprTest {
  @Test
  void expressionsMakeColumnsNullAsInSql() {
    Dataset t = Dataset.of(Tables.rows(10));
    Dataset ds =
        t.withColumn("sum", Expr.col("x").plus(Expr.col("id")))
            .withColumn("half", Expr.col("id").div(2))
            .withColumn("big", Expr.of(Expr.col("sum").gt(Expr.col("half"))))
            .withColumn("text", Expr.col("id").cast(ColumnType.STRING))
            .withColumn("back", Expr.col("text").cast(ColumnType.LONG).negate())
            .withColumn("id", Expr.col("id").times(10).minus(1))
            .withColumn(
                "kind", Expr.when(Expr.col("x").gt(0.3), Expr.lit("big"), Expr.lit("small")))
            .withColumn("filled", Expr.col("x").ifNull(Expr.lit(-1.0)))
            .withColumn("log", Expr.col("x").log1p());
    List<List<Object>> rows =
        ds.reduce(
            new ArrayList<List<Object>>(),
            (all, r) -> {
              List<Object> row = new ArrayList<>();
              r.names().forEach(n -> row.add(r.get(n) == null ? "null" : r.get(n)));
              all.add(row);
              return all;
            });
    assertThat(rows.get(1))
        .containsExactly(
            9L, 0.4, "s1", 1.4, 0.5, true, "1", -1L, "big", 0.4, StrictMath.log1p(0.4));
    assertThat(rows.get(4))
        .containsExactly(39L, "null", "s1", "null", 2.0, "null", "4", -4L, "small", -1.0, "null");
    assertThat(ds.elementSpec())
        .hasToString(
            "Optional[[id: int64[], x: float32[], s: text[], sum: float32[], half: float32[],"
                + " big: float32[], text: text[], back: int64[], kind: text[], filled: float32[],"
                + " log: float32[]]]");
    assertThatThrownBy(() -> t.withColumn("y", Expr.col("s").plus(1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll("(s + 1)", "s is STRING");
    assertThatThrownBy(() -> t.withColumn("y", Expr.col("nope").abs()))
        .hasMessageContaining("nope");
    assertThatThrownBy(
            () -> values(Dataset.range(1).withColumn("value", Expr.lit(Long.MAX_VALUE).plus(1))))
        .hasMessageContaining("leave the range of LONG");
  }
}
