package dev.arrowmill.data;

import static dev.arrowmill.data.Expr.col;
import static dev.arrowmill.data.Expr.lit;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.arrowmill.arrow.ColumnField;
import dev.arrowmill.arrow.ColumnSchema;
import dev.arrowmill.arrow.ColumnType;
import dev.arrowmill.data.op.Tables;
import dev.arrowmill.tensor.Tensor;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.apache.arrow.memory.RootAllocator;
import org.junit.jupiter.api.Test;

/** Cases that a review of the whole found wrong once. */
class AuditedTest {
  private static List<Long> values(Dataset ds) {
    try (DatasetIterator it = ds.batch(7).iterator()) {
      return Tables.longs(it, "value");
    }
  }

  @Test
  void columnsBesideAShuffledWindowGiveItsMemoryBack() {
    try (RootAllocator memory = new RootAllocator()) {
      Dataset tensors = Dataset.fromTensorSlices(Map.of("x", Tensor.of(new float[210], 210)));
      for (Dataset ds :
          List.of(
              tensors.shuffle(32).withColumn("y", col("x").plus(1.0)),
              tensors.shuffle(32).enumerate(),
              Dataset.of(Tables.arrow(60))
                  .batch(5)
                  .unbatch()
                  .shuffle(16)
                  .withColumn("y", col("x")))) {
        try (DatasetIterator it = ds.batch(13).allocator(memory).iterator()) {
          it.forEachRemaining(b -> assertThat(b.rows()).isPositive());
        }
        assertThat(memory.getAllocatedMemory()).isZero();
      }
    }
  }

  @Test
  void longRangesTakeNoMemory() {
    assertThat(values(Dataset.range(3_000_000_000L).skip(2_999_999_998L)))
        .containsExactly(2_999_999_998L, 2_999_999_999L);
    assertThat(values(Dataset.range(Long.MAX_VALUE).take(2))).containsExactly(0L, 1L);
    assertThat(Dataset.range(1L << 40).cardinality()).isEqualTo(1L << 40);
    assertThat(values(Dataset.range(5, -4, -3))).containsExactly(5L, 2L, -1L);
    assertThat(values(Dataset.range(5, 5, 2))).isEmpty();
    assertThat(values(Dataset.range(Long.MAX_VALUE, Long.MIN_VALUE, 1))).isEmpty();
    assertThatThrownBy(() -> Dataset.range(Long.MIN_VALUE, Long.MAX_VALUE, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("are more than 2^63 numbers");
    assertThatThrownBy(() -> Dataset.range(1, 5, 0)).hasMessageContaining("range: step is 0");
  }

  @Test
  void integersAreComparedExactly() {
    long big = (1L << 53) + 1;
    assertThat(values(Dataset.range(big - 3, big + 3, 1).filter(col("value").eq(lit(big)))))
        .containsExactly(big);
    assertThat(values(Dataset.range(big - 3, big + 3, 1).filter(col("value").gt(lit(big)))))
        .containsExactly(big + 1, big + 2);
  }

  @Test
  void aValueNamedTwiceIsOneOfThem() {
    Dataset ds = Dataset.of(Tables.rows(9)).filter(col("s").in("s1", "s1", "s2"));
    try (DatasetIterator it = ds.batch(9).iterator()) {
      assertThat(it.next().rows()).isEqualTo(6);
    }
  }

  @Test
  void rowsBeforeOneThatWaitAreGiven() {
    CountDownLatch gate = new CountDownLatch(1);
    ColumnSchema result = ColumnSchema.of(new ColumnField("value", ColumnType.LONG));
    Dataset ds =
        Dataset.range(10)
            .map(
                result,
                (in, out) -> {
                  if (in.getLong("value") == 5) {
                    await(gate);
                  }
                  out.set("value", in.getLong("value"));
                })
            .batch(1)
            .prefetch(3);
    try (DatasetIterator it = ds.iterator()) {
      for (long v = 0; v < 5; v++) {
        assertThat(it.next().tensor("value").toLongs()).containsExactly(v);
      }
      gate.countDown();
      assertThat(Tables.longs(it, "value")).containsExactly(5L, 6L, 7L, 8L, 9L);
    }
  }

  private static void await(CountDownLatch gate) {
    try {
      gate.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @Test
  void mistakesAreRefusedWhereTheyAreMade() {
    assertThatThrownBy(() -> Dataset.range(5).select("nope"))
        .hasMessage("select: no column matches nope; there are [value]");
    assertThatThrownBy(() -> Dataset.range(5).shard(0, 0))
        .hasMessage("shard: shards must be at least 1, got 0 of 0");
    assertThatThrownBy(() -> Dataset.parquet(""))
        .hasMessage("files: a path is empty; give a file, a folder or a pattern");
    Dataset ds = Dataset.of(Tables.arrow(60)).batch(5).seed(1);
    try (DatasetIterator it = ds.iterator();
        DatasetIterator fresh = ds.iterator()) {
      it.next();
      String damaged = it.state().json().replaceFirst("\"split\":\\d+", "\"split\":99");
      assertThatThrownBy(() -> fresh.restore(new IteratorState(damaged)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("restore: split 99, row ");
    }
  }
}
