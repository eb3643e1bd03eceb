package dev.arrowmill.arrow.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.arrowmill.arrow.ColumnBatches;
import dev.arrowmill.arrow.ColumnType;
import dev.arrowmill.arrow.ColumnsAssert;
import dev.arrowmill.arrow.HeapColumns;
import dev.arrowmill.arrow.OwnedColumns;
import dev.arrowmill.arrow.RandomColumns;
import dev.arrowmill.arrow.ReadRequest;
import dev.arrowmill.arrow.SourceRows;
import dev.arrowmill.arrow.UnsupportedColumnException;
import dev.arrowmill.arrow.ipc.IpcSource;
import dev.arrowmill.arrow.ipc.IpcWriter;
import dev.arrowmill.arrow.orc.OrcSource;
import dev.arrowmill.arrow.text.CsvSource;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.stream.LongStream;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SparkSourcesTest {
  private static SparkSession spark;

  @TempDir Path folder;
  private final BufferAllocator allocator = new RootAllocator();

  /** Tasks have 16 MB of memory outside the heap in all. */
  @BeforeAll
  static void start() {
    spark =
        SparkSession.builder()
            .master("local[1]")
            .config("spark.ui.enabled", "false")
            .config("spark.driver.host", "127.0.0.1")
            .config("spark.driver.bindAddress", "127.0.0.1")
            .config("spark.memory.offHeap.enabled", "true")
            .config("spark.memory.offHeap.size", "16m")
            .config("spark.sql.session.timeZone", "UTC")
            .config("spark.sql.shuffle.partitions", "2")
            .config("spark.hadoop.fs.other.impl", OtherFiles.class.getName())
            .getOrCreate();
  }

  @AfterAll
  static void stop() {
    spark.stop();
  }

  @AfterEach
  void nothingIsLeft() {
    assertThat(allocator.getAllocatedMemory()).isZero();
    allocator.close();
  }

  private static Dataset<Row> numbers(int rows, int partitions) {
    return spark
        .range(0, rows, 1, partitions)
        .selectExpr("id", "id / 4.0D AS x", "IF(id % 3 = 0, NULL, concat('s', id)) AS s");
  }

  private static List<@Nullable Object> row(long i) {
    return Arrays.asList(i, i / 4.0, i % 3 == 0 ? null : "s" + i);
  }

  @Test
  void rowsOfAQueryComePartitionByPartition() {
    DataFrameSource source = DataFrameSource.of(numbers(1_000, 3));
    assertThat(source.splits()).hasSize(3);
    assertThat(source.rows()).isEqualTo(-1);
    assertThat(source.isColumnar(source.columns())).isFalse();
    List<List<@Nullable Object>> expected = new ArrayList<>();
    for (long i = 0; i < 1_000; i++) {
      expected.add(row(i));
    }
    assertThat(SourceRows.rows(source, source.columns(), allocator)).isEqualTo(expected);
    assertThat(source.identity()).isEqualTo(DataFrameSource.of(numbers(1_000, 3)).identity());
    assertThat(source.identity()).isNotEqualTo(DataFrameSource.of(numbers(999, 3)).identity());
  }

  @Test
  void columnsOfAScanStayColumns() {
    String path = folder.resolve("t").toString();
    numbers(5_000, 2).write().parquet(path);
    DataFrameSource source = DataFrameSource.of(spark.read().parquet(path));
    assertThat(source.isColumnar(List.of("s", "id"))).isTrue();
    List<List<@Nullable Object>> rows = SourceRows.rows(source, List.of("s", "id"), allocator);
    assertThat(rows).hasSize(5_000);
    for (List<@Nullable Object> r : rows) {
      assertThat(r.get(0)).isEqualTo(row((Long) r.get(1)).get(2));
    }
  }

  @Test
  void readingBeginsAnywhereInAPartition() {
    DataFrameSource source = DataFrameSource.of(numbers(1_000, 2));
    ReadRequest request = new ReadRequest(List.of("id"), source.splits(), 321, List.of(), 100);
    long next = 321;
    try (ColumnBatches batches = source.open(request, allocator)) {
      while (batches.hasNext()) {
        try (OwnedColumns batch = batches.next()) {
          assertThat(batch.rows()).isBetween(1, 100);
          assertThat(batch.firstRow()).isEqualTo(next % 500);
          for (int r = 0; r < batch.rows(); r++) {
            assertThat(batch.column(0).getLong(r)).isEqualTo(next++);
          }
        }
      }
    }
    assertThat(next).isEqualTo(1_000);
  }

  @Test
  void arraysAreListsAndOtherNestedTypesAreNamed() {
    Dataset<Row> frame =
        spark.sql(
            "SELECT array(1, NULL, 3) AS i, array('a') AS s, array(1.5F) AS x, array(DATE'1970-01-02')"
                + " AS d, array(true) AS b, CAST(NULL AS array<bigint>) AS n, named_struct('a', 1) AS o");
    DataFrameSource source = DataFrameSource.of(frame);
    List<List<@Nullable Object>> expected =
        List.of(
            Arrays.asList(
                Arrays.asList(1L, null, 3L),
                List.of("a"),
                List.of(1.5),
                List.of(1L),
                List.of(1L),
                null));
    List<String> columns = List.of("i", "s", "x", "d", "b", "n");
    assertThat(SourceRows.rows(source, columns, allocator)).isEqualTo(expected);
    assertThatThrownBy(() -> source.schema(List.of("o")))
        .isInstanceOf(UnsupportedColumnException.class)
        .hasMessageContaining("column o has type struct<a:int>");
    List<Row> local = frame.collectAsList();
    RowSource rows = RowSource.of(frame.schema(), local::iterator);
    assertThat(rows.schema(List.of("d")).field(0).type()).isEqualTo(ColumnType.LONG_LIST);
    assertThat(SourceRows.rows(rows, columns, allocator)).isEqualTo(expected);
  }

  @Test
  void shuffledQueriesAreReadToo() {
    Dataset<Row> frame = numbers(100, 4).groupBy("s").count().orderBy("s");
    DataFrameSource source = DataFrameSource.of(frame);
    assertThat(SourceRows.rows(source, List.of("s", "count"), allocator)).hasSize(67);
  }

  @Test
  void misuseIsNamed() {
    DataFrameSource source = DataFrameSource.of(numbers(10, 1));
    assertThatThrownBy(() -> source.schema(List.of("nope")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("dataframe: no column nope; there are [id, x, s]");
    assertThatThrownBy(() -> DataFrameSource.of(spark.sql("SELECT 1 AS a, 2 AS a")))
        .hasMessageContaining("a column name appears twice in [a, a]");
    StructType schema = new StructType().add("n", DataTypes.LongType);
    RowSource once = RowSource.once(schema, List.of(RowFactory.create(7L)).iterator());
    assertThat(SourceRows.rows(once, List.of("n"), allocator)).containsExactly(List.of(7L));
    assertThatThrownBy(() -> SourceRows.rows(once, List.of("n"), allocator))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("rows: this iterator was read before");
    assertThatThrownBy(TaskMemory::allocator)
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("task memory: no Spark task runs on this thread");
  }

  /** The local disk under another name, so that nothing takes it for local. */
  public static final class OtherFiles extends RawLocalFileSystem {
    @Override
    public URI getUri() {
      return URI.create("other:///");
    }
  }

  @Test
  void everyFileSourceReadsAHadoopFileSystem() throws IOException {
    HeapColumns table = RandomColumns.of(300, 6);
    try (IpcWriter w = IpcWriter.create(folder.resolve("t.arrow"), table.schema(), allocator)) {
      w.write(table);
      w.finish();
    }
    IpcSource arrow = IpcSource.of("other://" + folder + "/*.arrow");
    assertThat(arrow.splits().get(0).file()).startsWith("other:");
    assertThat(SourceRows.rows(arrow, List.of("c_STRING_LIST", "c_LONG"), allocator))
        .isEqualTo(ColumnsAssert.rows(table.select(List.of("c_STRING_LIST", "c_LONG"))));
    Files.writeString(folder.resolve("t.csv"), "a,b\n1,x\n2,y\n");
    CsvSource csv = CsvSource.of("other://" + folder + "/t.csv");
    assertThat(SourceRows.rows(csv, csv.columns(), allocator))
        .containsExactly(List.of(1L, "x"), List.of(2L, "y"));
    String orc = folder.resolve("orc").toString();
    numbers(10, 1).write().orc(orc);
    OrcSource stripes = OrcSource.of("other://" + orc);
    assertThat(SourceRows.rows(stripes, stripes.columns(), allocator))
        .isEqualTo(LongStream.range(0, 10).mapToObj(SparkSourcesTest::row).toList());
  }

  /** Reads its partition inside a task. */
  static final class ReadInTask implements FlatMapFunction<Iterator<Row>, Long> {
    private static final long serialVersionUID = 1L;
    private final StructType schema;

    ReadInTask(StructType schema) {
      this.schema = schema;
    }

    @Override
    public Iterator<Long> call(Iterator<Row> rows) {
      RowSource source = RowSource.once(schema, rows);
      long sum = 0;
      try (BufferAllocator memory = TaskMemory.allocator();
          ColumnBatches batches = source.open(List.of("id"), source.splits(), memory)) {
        while (batches.hasNext()) {
          try (OwnedColumns batch = batches.next()) {
            for (Object v : ColumnsAssert.cells(batch.column(0))) {
              sum += (Long) v;
            }
          }
        }
      }
      return List.of(sum).iterator();
    }
  }

  @Test
  void aTaskReadsItsPartition() {
    Dataset<Row> frame = numbers(1_000, 2);
    JavaRDD<Long> sums = frame.javaRDD().mapPartitions(new ReadInTask(frame.schema()));
    assertThat(sums.collect()).containsExactly(124_750L, 374_750L);
  }

  /** Takes memory piece by piece, gives half of it back, and leaves the rest to the task's end. */
  static final class TakeMemory implements FlatMapFunction<Iterator<Long>, String> {
    private static final long serialVersionUID = 1L;
    private final int pieces;

    TakeMemory(int pieces) {
      this.pieces = pieces;
    }

    @Override
    public Iterator<String> call(Iterator<Long> rows) {
      BufferAllocator memory = TaskMemory.allocator();
      List<org.apache.arrow.memory.ArrowBuf> held = new ArrayList<>();
      try {
        for (int i = 0; i < pieces; i++) {
          held.add(memory.buffer(1 << 20));
        }
      } catch (TaskMemoryException e) {
        held.forEach(org.apache.arrow.memory.ArrowBuf::close);
        memory.close();
        return List.of(e.bytes() + " " + e.getMessage()).iterator();
      }
      held.subList(0, pieces / 2).forEach(org.apache.arrow.memory.ArrowBuf::close);
      return List.of("took " + pieces).iterator();
    }
  }

  private static List<String> take(int pieces) {
    return spark.range(0, 1, 1, 1).javaRDD().mapPartitions(new TakeMemory(pieces)).collect();
  }

  @Test
  void memoryIsTheTasksAndComesBackWithItsEnd() {
    for (int i = 0; i < 5; i++) {
      assertThat(take(10)).containsExactly("took 10");
    }
    String refused = take(40).get(0);
    assertThat(refused)
        .startsWith("1048576 stage ")
        .contains("partition 0, attempt 0: asked Spark for 1048576 bytes of task memory");
    assertThat(take(14)).containsExactly("took 14");
  }
}
