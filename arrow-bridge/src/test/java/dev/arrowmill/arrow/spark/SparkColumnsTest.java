package dev.arrowmill.arrow.spark;

import static dev.arrowmill.arrow.ColumnsAssert.assertSame;
import static dev.arrowmill.arrow.ColumnsAssert.rows;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.arrowmill.arrow.ColumnType;
import dev.arrowmill.arrow.HeapColumns;
import dev.arrowmill.arrow.UnsupportedColumnException;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.UnsafeProjection;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.Metadata;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.vectorized.ColumnarBatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SparkColumnsTest {
  private static final List<InternalRow> ROWS = SparkFixtures.ROWS;

  @Test
  void rowsKeepEveryValue() {
    HeapColumns batch = RowColumns.of(SparkFixtures.ALL_TYPES, 1).fill(ROWS.iterator(), 100);
    assertThat(rows(batch))
        .containsExactly(
            Arrays.asList(
                1L,
                -7L,
                300L,
                -70_000L,
                1L << 40,
                1.5,
                -0.1,
                1234567.89,
                99999999999999.9999,
                1234567890123456789012345678.0123456789,
                "naïve ☃",
                19_000L,
                1_700_000_000_123_456L,
                -1L),
            Arrays.asList(new Object[14]),
            Arrays.asList(
                0L,
                127L,
                -1L,
                0L,
                Long.MIN_VALUE,
                Double.NaN,
                Double.NEGATIVE_INFINITY,
                -0.01,
                0.0001,
                -0.1,
                "",
                -1L,
                0L,
                Long.MAX_VALUE));
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void vectorsEqualRows(boolean offHeap) {
    HeapColumns expected = RowColumns.of(SparkFixtures.ALL_TYPES, 4).fill(ROWS.iterator(), 100);
    try (ColumnarBatch batch = SparkFixtures.vectors(ROWS, offHeap)) {
      assertSame(SparkColumns.of(SparkFixtures.ALL_TYPES, batch), expected);
    }
  }

  @Test
  void vectorsWithoutNullsTakeTheBulkPath() {
    List<InternalRow> full = List.of(ROWS.get(0), ROWS.get(2), ROWS.get(0));
    HeapColumns expected = RowColumns.of(SparkFixtures.ALL_TYPES, 4).fill(full.iterator(), 100);
    try (ColumnarBatch batch = SparkFixtures.vectors(full, false)) {
      assertSame(SparkColumns.of(SparkFixtures.ALL_TYPES, batch), expected);
    }
  }

  @Test
  void unsafeRowsAreCopiedBeforeSparkReusesThem() {
    UnsafeProjection projection = UnsafeProjection.create(SparkFixtures.ALL_TYPES);
    RowColumns filler = RowColumns.of(SparkFixtures.ALL_TYPES, 1);
    for (InternalRow row : ROWS) {
      filler.add(projection.apply(row));
    }
    assertSame(
        filler.batch(), RowColumns.of(SparkFixtures.ALL_TYPES, 8).fill(ROWS.iterator(), 100));
  }

  @Test
  void fillTakesAtMostTheAskedRowsAndForgetsTheLast() {
    RowColumns filler = RowColumns.of(SparkFixtures.ALL_TYPES, 2);
    var rows = ROWS.iterator();
    assertThat(filler.fill(rows, 2).rows()).isEqualTo(2);
    assertThat(filler.fill(rows, 2).rows()).isEqualTo(1);
    assertThat(filler.fill(rows, 2).rows()).isZero();
  }

  @Test
  void resetPointsTheSameViewAtTheNextBatch() {
    try (ColumnarBatch a = SparkFixtures.vectors(ROWS, false);
        ColumnarBatch b = SparkFixtures.vectors(ROWS.subList(0, 1), false)) {
      SparkColumns view = SparkColumns.of(SparkFixtures.ALL_TYPES, a);
      assertThat(view.rows()).isEqualTo(3);
      assertThat(view.reset(b).rows()).isEqualTo(1);
      assertThat(view.column("i64").rows()).isEqualTo(1);
    }
  }

  @Test
  void viewWithoutBatchSaysSo() {
    SparkColumns view = SparkColumns.of(SparkFixtures.ALL_TYPES);
    assertThat(view.rows()).isZero();
    assertThatThrownBy(() -> view.column("i64").getLong(0))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("i64");
  }

  @Test
  void aBatchOfAnotherWidthIsRefused() {
    try (ColumnarBatch batch = SparkFixtures.vectors(ROWS, false)) {
      StructType narrow = new StructType().add("a", DataTypes.LongType);
      assertThatThrownBy(() -> SparkColumns.of(narrow, batch))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("14 columns")
          .hasMessageContaining("schema 1");
    }
  }

  @Test
  void typesWithoutAColumnTypeAreNamed() {
    List<DataType> bad =
        List.of(
            DataTypes.BinaryType,
            DataTypes.createArrayType(DataTypes.IntegerType),
            DataTypes.createMapType(DataTypes.StringType, DataTypes.IntegerType),
            new StructType().add("x", DataTypes.LongType),
            DataTypes.CalendarIntervalType,
            DataTypes.createDayTimeIntervalType(),
            DataTypes.NullType);
    for (DataType type : bad) {
      StructType schema = new StructType().add("ok", DataTypes.LongType).add("bad", type);
      assertThatThrownBy(() -> SparkSchemas.of(schema))
          .isInstanceOfSatisfying(
              UnsupportedColumnException.class,
              e -> {
                assertThat(e.column()).isEqualTo("bad");
                assertThat(e.columnType()).isEqualTo(type.catalogString());
              })
          .hasMessageContaining("bad")
          .hasMessageContaining("exclude it");
    }
  }

  @Test
  void charAndVarcharAreText() {
    StructType schema =
        new StructType(
            new StructField[] {
              new StructField("c", DataTypes.createCharType(3), true, Metadata.empty()),
              new StructField("v", DataTypes.createVarcharType(9), true, Metadata.empty())
            });
    assertThat(SparkSchemas.of(schema).fields())
        .allSatisfy(f -> assertThat(f.type()).isEqualTo(ColumnType.STRING));
  }
}
