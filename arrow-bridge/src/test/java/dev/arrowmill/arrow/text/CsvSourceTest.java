package dev.arrowmill.arrow.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.arrowmill.arrow.ColumnBatches;
import dev.arrowmill.arrow.ColumnField;
import dev.arrowmill.arrow.ColumnSchema;
import dev.arrowmill.arrow.ColumnType;
import dev.arrowmill.arrow.OwnedColumns;
import dev.arrowmill.arrow.ReadRequest;
import dev.arrowmill.arrow.SourceRows;
import dev.arrowmill.arrow.TableFormatException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.zip.GZIPOutputStream;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CsvSourceTest {
  @TempDir Path folder;
  private final BufferAllocator allocator = new RootAllocator();

  @AfterEach
  void nothingIsLeft() {
    assertThat(allocator.getAllocatedMemory()).isZero();
    allocator.close();
  }

  private String file(String name, String text) throws IOException {
    return Files.write(folder.resolve(name), text.getBytes(StandardCharsets.UTF_8)).toString();
  }

  private List<List<@Nullable Object>> rows(CsvSource source) {
    return SourceRows.rows(source, source.columns(), allocator);
  }

  private List<List<@Nullable Object>> rows(String text, CsvOptions options) throws IOException {
    return rows(CsvSource.of(List.of(file("t.csv", text)), options));
  }

  private void refused(String text, CsvOptions options, String message) {
    assertThatThrownBy(() -> rows(text, options))
        .isInstanceOf(TableFormatException.class)
        .hasMessageContaining("t.csv: ")
        .hasMessageContaining(message);
    assertThat(allocator.getAllocatedMemory()).isZero();
  }

  @Test
  void typesAreFoundAndValuesRead() throws IOException {
    CsvSource source =
        CsvSource.of(
            file(
                "t.csv",
                """
                yes,n,x,day,at,text
                true,1,2.5,2024-02-29,2024-02-29T01:00:00Z,a
                FALSE,-7,-1e3,1969-12-31,1970-01-01 00:00:00.000001,"b ""q"", c"
                ,,,,,
                """));
    assertThat(source.schema().fields())
        .extracting(ColumnField::type)
        .containsExactly(
            ColumnType.BOOLEAN,
            ColumnType.LONG,
            ColumnType.DOUBLE,
            ColumnType.DATE,
            ColumnType.TIMESTAMP,
            ColumnType.STRING);
    assertThat(rows(source))
        .containsExactly(
            Arrays.asList(1L, 1L, 2.5, 19_782L, 1_709_168_400_000_000L, "a"),
            Arrays.asList(0L, -7L, -1000.0, -1L, 1L, "b \"q\", c"),
            Arrays.asList(null, null, null, null, null, null));
    assertThat(source.rows()).isEqualTo(-1);
  }

  @Test
  void quotesLineEndsMarksAndBlankLines() throws IOException {
    String text = "\ufeffa,b\r\n\"x\r\ny\",1\r\n\r\n\"\",2\rz,3\n\n\"w\nv\",4";
    assertThat(rows(text, CsvOptions.DEFAULT))
        .containsExactly(
            List.of("x\r\ny", 1L), List.of("", 2L), List.of("z", 3L), List.of("w\nv", 4L));
  }

  @Test
  void delimitersNamesAndNullsAreOptions() throws IOException {
    CsvOptions options =
        CsvOptions.DEFAULT.withDelimiter(';').withNames(List.of("p", "q")).withNulls(Set.of("NA"));
    assertThat(rows("1;x\nNA;NA\n2;\"NA\"\n", options))
        .containsExactly(List.of(1L, "x"), Arrays.asList(null, null), List.of(2L, "NA"));
    CsvSource source =
        CsvSource.of(List.of(file("u.csv", "1,2\n3,4\n")), CsvOptions.DEFAULT.withoutHeader());
    assertThat(source.columns()).containsExactly("c0", "c1");
    assertThat(rows(source)).containsExactly(List.of(1L, 2L), List.of(3L, 4L));
  }

  @Test
  void aGivenSchemaChoosesAndTypesColumns() throws IOException {
    ColumnSchema schema =
        ColumnSchema.of(
            new ColumnField("b", ColumnType.DOUBLE), new ColumnField("a", ColumnType.STRING));
    assertThat(rows("a,b,c\n1,2,x\n", CsvOptions.DEFAULT.withSchema(schema)))
        .containsExactly(List.of(2.0, "1"));
    ColumnSchema lists = ColumnSchema.of(new ColumnField("a", ColumnType.LONG_LIST));
    assertThatThrownBy(() -> rows("a\n1\n", CsvOptions.DEFAULT.withSchema(lists)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("csv: column a cannot be LONG_LIST");
  }

  @Test
  void filesAreReadInOrderAndColumnsByName() throws IOException {
    file("p1.csv", "a,b\n1,x\n");
    ByteArrayOutputStream zipped = new ByteArrayOutputStream();
    try (OutputStream out = new GZIPOutputStream(zipped)) {
      out.write("b,a\ny,2\n".getBytes(StandardCharsets.UTF_8));
    }
    Files.write(folder.resolve("p2.csv.gz"), zipped.toByteArray());
    CsvSource source = CsvSource.of(folder.toString());
    assertThat(source.splits()).hasSize(2);
    assertThat(rows(source)).containsExactly(List.of(1L, "x"), List.of(2L, "y"));
    Files.write(folder.resolve("p2.csv.gz"), Arrays.copyOf(zipped.toByteArray(), 15));
    assertThatThrownBy(() -> rows(CsvSource.of(folder.toString())))
        .isInstanceOf(TableFormatException.class)
        .hasMessageContaining("p2.csv.gz: line 2: cannot be read");
  }

  @Test
  void wrongValuesNameLineAndColumn() {
    CsvOptions few = CsvOptions.DEFAULT.withSampleRows(1);
    refused("n,s\n1,a\n\"2\n\",b\n", few, "line 3: column n: \"2\n\" is no LONG");
    refused("n,s\n1,a\n1.5,b\n", few, "line 3: column n: \"1.5\" is no LONG; mend it");
    refused("n\n1\n9223372036854775808\n", few, "line 3: column n");
    refused("d\n2024-01-01\n2024-02-30\n", few, "\"2024-02-30\" is no DATE");
    refused("a,b\n1,2\n3\n", few, "line 3: has 1 fields, expected 2");
    refused("a,b\n1,2\n3,4,5\n", few, "line 3: has 3 fields, expected 2");
    refused("a,b\n1,\"2\n3,4\n", CsvOptions.DEFAULT, "line 2: field 2 has no closing quote");
    refused("a,b\n\"1\"x,2\n", CsvOptions.DEFAULT, "line 2: field 1 has text after its closing");
    refused("a,a\n1,2\n", CsvOptions.DEFAULT, "line 1: column name appears twice: a");
    refused("a,,c\n1,2,3\n", CsvOptions.DEFAULT, "line 1: column 2 has no name");
    refused("", CsvOptions.DEFAULT, "is empty: no columns");
  }

  @Test
  void aFileWithoutAColumnIsNamed() throws IOException {
    file("p1.csv", "a,b\n1,x\n");
    file("p2.csv", "a,c\n1,x\n");
    assertThatThrownBy(() -> rows(CsvSource.of(folder.toString())))
        .isInstanceOf(TableFormatException.class)
        .hasMessageContaining("p2.csv: has no column b; its header is [a, c]");
  }

  @Test
  void readingBeginsAnywhereAndBatchesAreBounded() throws IOException {
    StringBuilder text = new StringBuilder("i,s\n");
    for (int i = 0; i < 10_000; i++) {
      text.append(i).append(",\"row ").append(i).append("\"\n");
    }
    CsvSource source = CsvSource.of(file("t.csv", text.toString()));
    ReadRequest request =
        new ReadRequest(List.of("s", "i"), source.splits(), 4_321, List.of(), 1_000);
    long next = 4_321;
    try (ColumnBatches batches = source.open(request, allocator)) {
      while (batches.hasNext()) {
        try (OwnedColumns batch = batches.next()) {
          assertThat(batch.firstRow()).isEqualTo(next);
          assertThat(batch.rows()).isLessThanOrEqualTo(1_000);
          assertThat(allocator.getAllocatedMemory()).isEqualTo(batch.bytes()).isPositive();
          for (int r = 0; r < batch.rows(); r++, next++) {
            assertThat(batch.column("i").getLong(r)).isEqualTo(next);
            assertThat(batch.column("s").getString(r)).isEqualTo("row " + next);
          }
        }
      }
    }
    assertThat(next).isEqualTo(10_000);
  }
}
