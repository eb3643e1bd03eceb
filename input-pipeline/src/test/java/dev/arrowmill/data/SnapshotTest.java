package dev.arrowmill.data;

import static dev.arrowmill.data.op.Tables.texts;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.arrowmill.arrow.ColumnField;
import dev.arrowmill.arrow.ColumnSchema;
import dev.arrowmill.arrow.ColumnType;
import dev.arrowmill.arrow.HeapColumns;
import dev.arrowmill.data.op.Tables;
import dev.arrowmill.tensor.DType;
import dev.arrowmill.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.apache.arrow.memory.RootAllocator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SnapshotTest {
  @TempDir Path dir;

  private static List<String> run(Dataset ds) {
    try (RootAllocator memory = new RootAllocator();
        DatasetIterator it = ds.allocator(memory).iterator()) {
      List<String> out = texts(it);
      assertThat(memory.getAllocatedMemory()).isZero();
      return out;
    }
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> all = Files.list(dir)) {
      return all.sorted().toList();
    }
  }

  private String at() {
    return dir.toString();
  }

  @Test
  void laterPassesDoNotRunWhatCameBefore() throws IOException {
    AtomicInteger calls = new AtomicInteger();
    Dataset ds =
        Dataset.of(Tables.arrow(60))
            .map(
                c -> {
                  calls.addAndGet(c.rows());
                  return c;
                })
            .snapshot(at())
            .batch(7);
    List<String> expected = run(Dataset.of(Tables.rows(60)).batch(7));
    assertThat(run(ds)).isEqualTo(expected);
    assertThat(run(ds)).isEqualTo(expected);
    assertThat(calls).hasValue(60);
    assertThat(files()).hasSize(1);
  }

  @Test
  void packedRowsShuffleAnewEachEpoch() {
    Dataset ds =
        Dataset.of(Tables.arrow(60))
            .pack("ids", DType.INT32, "id")
            .snapshot(at())
            .shuffle(20)
            .repeat(2)
            .batch(6)
            .seed(4);
    List<String> plain =
        run(
            Dataset.of(Tables.rows(60))
                .pack("ids", DType.INT32, "id")
                .skip(0)
                .shuffle(20)
                .repeat(2)
                .batch(6)
                .seed(4));
    assertThat(run(ds)).isEqualTo(plain);
  }

  @Test
  void listsTextAndNullsComeBack() {
    ColumnSchema schema =
        ColumnSchema.of(
            new ColumnField("id", ColumnType.LONG),
            new ColumnField("t", ColumnType.LONG_LIST),
            new ColumnField("w", ColumnType.STRING_LIST),
            new ColumnField("s", ColumnType.STRING));
    HeapColumns rows = new HeapColumns(schema, 9);
    for (int i = 0; i < 9; i++) {
      rows.addRow();
      rows.setLong(i, 0, i);
      rows.set(i, 1, i % 3 == 0 ? null : List.of((long) i, i + 1L));
      rows.set(i, 2, List.of("a" + i));
      rows.set(i, 3, i % 4 == 0 ? null : "é" + i);
    }
    for (Dataset ds :
        List.of(
            Dataset.of(rows).snapshot(at()).shuffle(4).batch(3).seed(1),
            Dataset.of(rows).snapshot(at()).filter(r -> true).batch(3))) {
      List<String> seen = new ArrayList<>();
      for (Batch b : ds) {
        for (int r = 0; r < b.rows(); r++) {
          long id = b.tensor("id").contiguous().toLongs()[r];
          assertThat(b.strings("s")[r]).isEqualTo(id % 4 == 0 ? null : "é" + id);
          assertThat(b.ragged("t").length(r)).isEqualTo(id % 3 == 0 ? 0 : 2);
          assertThat(b.ragged("w").strings()[r]).isEqualTo("a" + id);
          seen.add("" + id);
        }
      }
      assertThat(seen).hasSize(9).doesNotHaveDuplicates();
    }
  }

  @Test
  void tensorsComeBackWithTheirShape() {
    Dataset ds =
        Dataset.fromTensorSlices(Map.of("x", Tensor.arange(24).reshape(4, 3, 2)))
            .snapshot(at())
            .batch(2);
    assertThat(run(ds))
        .isEqualTo(
            run(
                Dataset.fromTensorSlices(Map.of("x", Tensor.arange(24).reshape(4, 3, 2)))
                    .batch(2)));
  }

  @Test
  void anotherInputGetsAnotherFile() throws IOException {
    run(Dataset.of(Tables.arrow(60)).snapshot(at()).batch(7));
    run(Dataset.of(Tables.arrow(61)).snapshot(at()).batch(7));
    assertThat(files()).hasSize(2);
    run(Dataset.of(Tables.arrow(60)).take(9).snapshot(at()).batch(7));
    run(Dataset.of(Tables.rows(60)).snapshot(at()).batch(7));
    run(Dataset.of(Tables.rows(59)).snapshot(at()).batch(7));
    run(Dataset.of(Tables.arrow(60)).shuffle(5).snapshot(at()).batch(7).seed(1));
    run(Dataset.of(Tables.arrow(60)).shuffle(5).snapshot(at()).batch(7).seed(2));
    assertThat(files()).hasSize(7);
  }

  @Test
  void aFailureLeavesNoFile() throws IOException {
    Dataset ds =
        Dataset.of(Tables.arrow(60))
            .map(
                c -> {
                  if (c.column("id").getLong(0) > 30) {
                    throw new IllegalStateException("row 30");
                  }
                  return c;
                })
            .snapshot(at())
            .batch(7);
    assertThatThrownBy(() -> run(ds)).hasMessage("row 30");
    assertThat(files()).isEmpty();
  }

  @Test
  void anEmptyInputStaysEmpty() {
    Dataset ds = Dataset.of(Tables.arrow(60)).filter(r -> false).snapshot(at()).batch(7);
    assertThat(run(ds)).isEmpty();
    assertThat(run(ds)).isEmpty();
  }

  @Test
  void endlessInputsAreRefused() {
    assertThatThrownBy(() -> Dataset.of(Tables.arrow(60)).repeat().snapshot(at()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("snapshot: the input never ends");
  }

  @Test
  void aDamagedSnapshotIsOneTypedError() throws IOException {
    Dataset ds = Dataset.of(Tables.arrow(60)).snapshot(at()).batch(7);
    run(ds);
    Path file = files().get(0);
    byte[] bytes = Files.readAllBytes(file);
    Files.delete(file);
    Files.write(file, java.util.Arrays.copyOf(bytes, bytes.length / 2));
    assertThatThrownBy(() -> run(ds))
        .isInstanceOf(dev.arrowmill.arrow.TableFormatException.class)
        .hasMessageContaining(file.getFileName().toString());
  }
}
