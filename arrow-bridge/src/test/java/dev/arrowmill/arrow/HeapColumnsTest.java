package dev.arrowmill.arrow;

import static dev.arrowmill.arrow.ColumnsAssert.assertSame;
import static dev.arrowmill.arrow.ColumnsAssert.rows;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HeapColumnsTest {
  private static final ColumnSchema SCHEMA =
      ColumnSchema.of(
          new ColumnField("b", ColumnType.BOOLEAN),
          new ColumnField("i", ColumnType.LONG),
          new ColumnField("x", ColumnType.DOUBLE),
          new ColumnField("s", ColumnType.STRING),
          new ColumnField("d", ColumnType.DATE),
          new ColumnField("t", ColumnType.TIMESTAMP));

  private static HeapColumns sample() {
    return HeapColumns.ofRows(
        SCHEMA,
        List.of(
            new Object[] {true, 7, 0.5, "a", LocalDate.EPOCH, Instant.EPOCH},
            new Object[6],
            new Object[] {
              false,
              (byte) -1,
              new BigDecimal("1.25"),
              "",
              LocalDate.ofEpochDay(-2),
              Instant.ofEpochSecond(-1, 5_999)
            }));
  }

  @Test
  void valuesOfEveryTypeAreKept() {
    assertThat(rows(sample()))
        .containsExactly(
            Arrays.asList(1L, 7L, 0.5, "a", 0L, 0L),
            Arrays.asList(new Object[6]),
            Arrays.asList(0L, -1L, 1.25, "", -2L, -999_995L));
  }

  @Test
  void copiesAndSlicesEqualTheOriginal() {
    HeapColumns batch = sample();
    HeapColumns copy = HeapColumns.copyOf(batch);
    assertSame(copy, batch);
    assertSame(copy.slice(1, 2), batch.slice(1, 2));
    assertSame(copy.slice(0, 3), batch);
    copy.append(batch.slice(2, 1));
    assertSame(copy.slice(3, 1), batch.slice(2, 1));
    assertThatThrownBy(() -> copy.append(batch.select(List.of("b"))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("b: BOOLEAN");
  }

  @Test
  void clearForgetsRowsAndOldValues() {
    HeapColumns batch = sample();
    batch.clear();
    assertThat(batch.rows()).isZero();
    batch.addRow();
    assertThat(rows(batch)).containsExactly(Arrays.asList(new Object[6]));
  }

  @Test
  void itGrowsBeyondItsCapacity() {
    HeapColumns batch = new HeapColumns(SCHEMA, 0);
    for (int i = 0; i < 100; i++) {
      batch.setLong(batch.addRow(), 1, i);
    }
    assertThat(batch.column("i").getLong(99)).isEqualTo(99);
    assertThat(batch.column("x").isNull(99)).isTrue();
  }

  @Test
  void oneRowByName() {
    Map<String, Object> row = new HashMap<>();
    row.put("x", 2);
    row.put("b", null);
    assertThat(rows(HeapColumns.ofRow(SCHEMA, row)))
        .containsExactly(Arrays.asList(null, null, 2.0, null, null, null));
  }

  @Test
  void everyJavaTimeIsTheSameInstant() {
    Instant instant = Instant.parse("2024-02-29T12:34:56.789012Z");
    LocalDateTime local = LocalDateTime.ofInstant(instant, ZoneOffset.UTC);
    for (Object value :
        List.of(
            instant,
            local,
            ZonedDateTime.of(local, ZoneOffset.UTC),
            OffsetDateTime.of(local, ZoneOffset.UTC),
            Timestamp.from(instant))) {
      Column t = HeapColumns.ofRow(SCHEMA, Map.of("t", value)).column("t");
      assertThat(t.getLong(0)).as(value.getClass().getName()).isEqualTo(1_709_210_096_789_012L);
    }
    Object sqlDate = java.sql.Date.valueOf(LocalDate.of(1970, 1, 3));
    assertThat(HeapColumns.ofRow(SCHEMA, Map.of("d", sqlDate)).column("d").getLong(0)).isEqualTo(2);
  }

  @Test
  void valuesThatDoNotFitAreNamed() {
    Map.of("b", 1, "i", 1.5, "x", "no", "s", 3, "d", "2024", "t", 5L)
        .forEach(
            (column, value) ->
                assertThatThrownBy(() -> HeapColumns.ofRow(SCHEMA, Map.of(column, value)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("column " + column)
                    .hasMessageContaining(value.toString()));
    assertThatThrownBy(() -> HeapColumns.ofRows(SCHEMA, List.<Object[]>of(new Object[] {1})))
        .hasMessageContaining("1 values")
        .hasMessageContaining("schema 6");
  }

  @Test
  void schemasHaveUniqueNames() {
    ColumnField f = new ColumnField("a", ColumnType.LONG);
    assertThatThrownBy(() -> ColumnSchema.of(f, new ColumnField("a", ColumnType.DOUBLE)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("twice: a");
    assertThat(ColumnSchema.of(f).find("a")).contains(f);
    assertThat(ColumnSchema.of(f).find("b")).isEmpty();
    assertThat(ColumnSchema.of(f)).isEqualTo(ColumnSchema.of(List.of(f))).hasToString("[a: LONG]");
  }

  @Test
  void decimalsRoundOnce() {
    for (String text :
        List.of("0.1", "-0.3", "123456789012345.678", "9007199254740993", "0.000000000000000001")) {
      BigDecimal d = new BigDecimal(text);
      double expected = Double.parseDouble(text);
      assertThat(Decimals.toDouble(d)).isEqualTo(expected);
      assertThat(Decimals.toDouble(d.unscaledValue().longValueExact(), d.scale()))
          .isEqualTo(expected);
    }
    assertThat(Decimals.toDouble(Long.MIN_VALUE, 3)).isEqualTo(-9223372036854775.808);
    assertThat(Decimals.toDouble(5, -2)).isEqualTo(500);
  }
}
