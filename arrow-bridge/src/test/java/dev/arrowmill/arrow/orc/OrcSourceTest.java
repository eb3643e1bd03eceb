package dev.arrowmill.arrow.orc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.arrowmill.arrow.ColumnBatches;
import dev.arrowmill.arrow.ColumnType;
import dev.arrowmill.arrow.OwnedColumns;
import dev.arrowmill.arrow.ReadRequest;
import dev.arrowmill.arrow.SourceRows;
import dev.arrowmill.arrow.TableFormatException;
import dev.arrowmill.arrow.UnsupportedColumnException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.hive.common.type.HiveDecimal;
import org.apache.hadoop.hive.ql.exec.vector.BytesColumnVector;
import org.apache.hadoop.hive.ql.exec.vector.DecimalColumnVector;
import org.apache.hadoop.hive.ql.exec.vector.DoubleColumnVector;
import org.apache.hadoop.hive.ql.exec.vector.ListColumnVector;
import org.apache.hadoop.hive.ql.exec.vector.LongColumnVector;
import org.apache.hadoop.hive.ql.exec.vector.TimestampColumnVector;
import org.apache.hadoop.hive.ql.exec.vector.VectorizedRowBatch;
import org.apache.orc.OrcFile;
import org.apache.orc.TypeDescription;
import org.apache.orc.Writer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class OrcSourceTest {
  private static final TypeDescription SCHEMA =
      TypeDescription.fromString(
          "struct<b:boolean,i:int,x:float,d:decimal(20,3),s:string,day:date,t:timestamp,"
              + "l:array<bigint>,m:map<string,int>>");
  private static final List<String> COLUMNS = List.of("b", "i", "x", "d", "s", "day", "t", "l");

  @TempDir Path folder;
  private final BufferAllocator allocator = new RootAllocator();

  @AfterEach
  void nothingIsLeft() {
    assertThat(allocator.getAllocatedMemory()).isZero();
    allocator.close();
  }

  /** Row i of the file; every seventh is null but for i. */
  private static List<@Nullable Object> row(long i) {
    if (i % 7 == 6) {
      return Arrays.asList(null, i, null, null, null, null, null, null);
    }
    return Arrays.asList(
        i % 2, i, i / 4.0, i + 0.125, "s" + i % 10, i - 50, i * 1_000_001L + 7, List.of(i, -i));
  }

  private Path write(String name, int rows) throws IOException {
    Path file = folder.resolve(name);
    try (Writer w =
        OrcFile.createWriter(
            new org.apache.hadoop.fs.Path(file.toUri()),
            OrcFile.writerOptions(new Configuration())
                .setSchema(SCHEMA)
                .stripeSize(20_000)
                .useUTCTimestamp(true))) {
      VectorizedRowBatch batch = SCHEMA.createRowBatch(500);
      for (int i = 0; i < rows; i++) {
        fill(batch, batch.size++, i);
        if (batch.size == 500) {
          w.addRowBatch(batch);
          batch.reset();
        }
      }
      w.addRowBatch(batch);
    }
    Files.delete(folder.resolve("." + name + ".crc"));
    return file;
  }

  private static void fill(VectorizedRowBatch batch, int r, long i) {
    ((LongColumnVector) batch.cols[1]).vector[r] = i;
    if (i % 7 == 6) {
      for (int c : new int[] {0, 2, 3, 4, 5, 6, 7, 8}) {
        batch.cols[c].noNulls = false;
        batch.cols[c].isNull[r] = true;
      }
      return;
    }
    ((LongColumnVector) batch.cols[0]).vector[r] = i % 2;
    ((DoubleColumnVector) batch.cols[2]).vector[r] = i / 4.0;
    ((DecimalColumnVector) batch.cols[3]).set(r, HiveDecimal.create(i + ".125"));
    byte[] text = ("s" + i % 10).getBytes(StandardCharsets.UTF_8);
    ((BytesColumnVector) batch.cols[4]).setVal(r, text);
    ((LongColumnVector) batch.cols[5]).vector[r] = i - 50;
    long micros = i * 1_000_001L + 7;
    TimestampColumnVector t = (TimestampColumnVector) batch.cols[6];
    t.time[r] = Math.floorDiv(micros, 1_000L);
    t.nanos[r] = (int) Math.floorMod(micros, 1_000_000L) * 1_000;
    ListColumnVector l = (ListColumnVector) batch.cols[7];
    l.offsets[r] = l.childCount;
    l.lengths[r] = 2;
    l.childCount += 2;
    l.child.ensureSize(l.childCount, true);
    ((LongColumnVector) l.child).vector[(int) l.offsets[r]] = i;
    ((LongColumnVector) l.child).vector[(int) l.offsets[r] + 1] = -i;
  }

  @Test
  void everyTypeIsReadFromEveryStripe() throws IOException {
    OrcSource source = OrcSource.of(write("t.orc", 20_000).toString());
    assertThat(source.splits()).hasSizeGreaterThan(2);
    assertThat(source.rows()).isEqualTo(20_000);
    assertThat(source.schema(COLUMNS).fields())
        .extracting(f -> f.type())
        .containsExactly(
            ColumnType.BOOLEAN,
            ColumnType.LONG,
            ColumnType.DOUBLE,
            ColumnType.DOUBLE,
            ColumnType.STRING,
            ColumnType.DATE,
            ColumnType.TIMESTAMP,
            ColumnType.LONG_LIST);
    List<List<@Nullable Object>> expected = new ArrayList<>();
    for (long i = 0; i < 20_000; i++) {
      expected.add(row(i));
    }
    assertThat(SourceRows.rows(source, COLUMNS, allocator)).isEqualTo(expected);
    assertThatThrownBy(() -> source.schema(List.of("m")))
        .isInstanceOf(UnsupportedColumnException.class)
        .hasMessageContaining("column m has type map<string,int>");
  }

  @Test
  void readingBeginsAnywhereInAStripe() throws IOException {
    OrcSource source = OrcSource.of(write("t.orc", 20_000).toString());
    long before = source.splits().get(0).rows();
    ReadRequest request =
        new ReadRequest(List.of("i"), source.splits().subList(1, 3), 777, List.of(), 900);
    long next = before + 777;
    long inSplit = 777;
    try (ColumnBatches batches = source.open(request, allocator)) {
      while (batches.hasNext()) {
        try (OwnedColumns batch = batches.next()) {
          inSplit = batch.firstRow() == 0 ? 0 : inSplit;
          assertThat(batch.firstRow()).isEqualTo(inSplit);
          assertThat(batch.rows()).isLessThanOrEqualTo(900);
          for (int r = 0; r < batch.rows(); r++) {
            assertThat(batch.column(0).getLong(r)).isEqualTo(next++);
          }
          inSplit += batch.rows();
        }
      }
    }
    assertThat(next)
        .isEqualTo(before + source.splits().get(1).rows() + source.splits().get(2).rows());
  }

  private void readOrRefused(byte[] bytes) throws IOException {
    Path file = Files.write(folder.resolve("bad.orc"), bytes);
    try {
      SourceRows.rows(OrcSource.of(file.toString()), COLUMNS, allocator);
    } catch (TableFormatException e) {
      assertThat(e).hasMessageContaining("bad.orc: ");
    } catch (IllegalArgumentException e) {
      // A flipped bit may rename or retype a column.
      assertThat(e).hasMessageContaining("bad.orc: ");
    }
    assertThat(allocator.getAllocatedMemory()).isZero();
  }

  @Test
  @Timeout(60)
  void damagedFilesAreReadOrRefused() throws IOException {
    byte[] all = Files.readAllBytes(write("t.orc", 3_000));
    Random random = new Random(4);
    for (int i = 0; i < 150; i++) {
      byte[] bad = all.clone();
      bad[i % 2 == 0 ? random.nextInt(bad.length) : bad.length - 1 - random.nextInt(400)] ^=
          (byte) (1 << random.nextInt(8));
      readOrRefused(bad);
    }
    for (int n : new int[] {0, 3, 10, all.length / 2, all.length - 1}) {
      Path file = Files.write(folder.resolve("cut.orc"), Arrays.copyOf(all, n));
      assertThatThrownBy(() -> OrcSource.of(file.toString()))
          .isInstanceOf(TableFormatException.class)
          .hasMessageContaining("cut.orc: ");
    }
  }
}
