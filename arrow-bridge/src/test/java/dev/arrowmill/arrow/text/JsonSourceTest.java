package dev.arrowmill.arrow.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.arrowmill.arrow.ColumnField;
import dev.arrowmill.arrow.ColumnSchema;
import dev.arrowmill.arrow.ColumnType;
import dev.arrowmill.arrow.SourceRows;
import dev.arrowmill.arrow.TableFormatException;
import dev.arrowmill.arrow.UnsupportedColumnException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JsonSourceTest {
  @TempDir Path folder;
  private final BufferAllocator allocator = new RootAllocator();

  @AfterEach
  void nothingIsLeft() {
    assertThat(allocator.getAllocatedMemory()).isZero();
    allocator.close();
  }

  private JsonSource source(String text, JsonOptions options) throws IOException {
    return JsonSource.of(
        List.of(Files.writeString(folder.resolve("t.jsonl"), text).toString()), options);
  }

  private List<List<@Nullable Object>> rows(JsonSource source) {
    return SourceRows.rows(source, SourceRows.supported(source), allocator);
  }

  private void refused(String text, JsonOptions options, String message) {
    assertThatThrownBy(() -> rows(source(text, options)))
        .isInstanceOf(TableFormatException.class)
        .hasMessageContaining("t.jsonl: ")
        .hasMessageContaining(message);
    assertThat(allocator.getAllocatedMemory()).isZero();
  }

  @Test
  void typesAreFoundMissingIsNullAndLongsWiden() throws IOException {
    JsonSource source =
        source(
            """
            {"i": 1, "x": 1, "s": "a", "b": true, "l": [1, null], "e": []}
            {"x": 2.5, "s": null, "l": [], "t": ["p", "q"], "d": [1, 2.5], "n": null}

            {"i": -9223372036854775808, "o": {"deep": [1]}, "ll": [[1]], "b": false}
            """,
            JsonOptions.DEFAULT);
    assertThat(source.columns())
        .containsExactly("i", "x", "s", "b", "l", "e", "t", "d", "n", "o", "ll");
    assertThat(rows(source))
        .containsExactly(
            Arrays.asList(1L, 1.0, "a", 1L, Arrays.asList(1L, null), List.of(), null, null, null),
            Arrays.asList(
                null, 2.5, null, null, List.of(), null, List.of("p", "q"), List.of(1.0, 2.5), null),
            Arrays.asList(Long.MIN_VALUE, null, null, 0L, null, null, null, null, null));
    assertThatThrownBy(() -> source.schema(List.of("o")))
        .isInstanceOf(UnsupportedColumnException.class)
        .hasMessageContaining("column o has type object");
    assertThatThrownBy(() -> source.schema(List.of("ll")))
        .hasMessageContaining("column ll has type array of arrays");
  }

  @Test
  void aGivenSchemaReadsDatesToo() throws IOException {
    ColumnSchema schema =
        ColumnSchema.of(
            new ColumnField("d", ColumnType.DATE), new ColumnField("t", ColumnType.TIMESTAMP));
    JsonSource source =
        source(
            "{\"t\":\"1970-01-01T00:00:01Z\",\"d\":\"1970-01-03\",\"other\":[{}]}",
            JsonOptions.DEFAULT.withSchema(schema));
    assertThat(rows(source)).containsExactly(List.of(2L, 1_000_000L));
  }

  @Test
  void wrongValuesNameLineAndColumn() {
    JsonOptions few = JsonOptions.DEFAULT.withSampleRows(1);
    refused("{\"a\":1}\n{\"a\":\"x\"}\n", few, "line 2: column a: x is no LONG");
    refused("{\"a\":1}\n{\"a\":1.5}\n", few, "line 2: column a: 1.5 is no LONG");
    refused("{\"a\":[1]}\n{\"a\":1}\n", few, "line 2: column a: 1 is no LONG_LIST");
    refused("{\"a\":1}\n{\"a\":{}}\n", few, "line 2: column a: { is no LONG");
    refused("{\"a\":1}\n{\"a\":1,\"a\":2}\n", few, "line 2: column a appears twice");
    refused("{\"a\":1}\n{\"a\":\n", few, "is no JSON");
    refused("{\"a\":1}\n[1]\n", few, "line 2: begins with START_ARRAY");
    refused("{\"a\":1}\n{\"a\":\"x\"}\n", JsonOptions.DEFAULT, "has values of LONG and of STRING");
    refused("{\"a\":1}\n{\"a\":[2]}\n", JsonOptions.DEFAULT, "line 2: column a is a list here");
    refused("", JsonOptions.DEFAULT, "is empty: no columns");
  }
}
