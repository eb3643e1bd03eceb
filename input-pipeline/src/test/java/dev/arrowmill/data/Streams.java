package dev.arrowmill.data;

import static org.assertj.core.api.Assertions.assertThat;

import dev.arrowmill.arrow.ColumnField;
import dev.arrowmill.arrow.ColumnSchema;
import dev.arrowmill.arrow.ColumnType;
import dev.arrowmill.arrow.HeapColumns;
import dev.arrowmill.data.op.Tables;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.LongStream;

/** What datasets give, for tests. */
final class Streams {
  private Streams() {}

  /** All values of {@code value}; the end is asked for twice. */
  static List<Long> values(Dataset ds) {
    return longs(ds, "value");
  }

  static List<Long> longs(Dataset ds, String name) {
    try (DatasetIterator it = ds.iterator()) {
      List<Long> out = Tables.longs(it, name);
      assertThat(it.hasNext()).isFalse();
      assertThat(it.hasNext()).isFalse();
      return out;
    }
  }

  /** All values of {@code value}, batch by batch. */
  static List<List<Long>> batches(Dataset ds) {
    List<List<Long>> out = new ArrayList<>();
    try (DatasetIterator it = ds.iterator()) {
      it.forEachRemaining(
          b -> out.add(Arrays.stream(b.tensor("value").toLongs()).boxed().toList()));
    }
    return out;
  }

  static List<Long> upTo(long n) {
    return LongStream.range(0, n).boxed().toList();
  }

  static List<Long> list(long... values) {
    return Arrays.stream(values).boxed().toList();
  }

  /** All elements as text. */
  static List<String> texts(Dataset ds) {
    try (DatasetIterator it = ds.iterator()) {
      return Tables.texts(it);
    }
  }

  /** What an iterator gives, with the messages of errors in their places. */
  static List<String> withErrors(Dataset ds, String name) {
    List<String> out = new ArrayList<>();
    try (DatasetIterator it = ds.iterator()) {
      while (true) {
        try {
          if (!it.hasNext()) {
            return out;
          }
          Arrays.stream(it.next().tensor(name).toLongs()).forEach(v -> out.add("" + v));
        } catch (ArithmeticException e) {
          out.add("error");
        }
      }
    }
  }

  /** The value, or an error where it is divisible by {@code k} and not 0. */
  static Dataset failing(long n, long k) {
    return Dataset.range(n).map(VALUE, (in, out) -> out.set("value", checked(in, k)));
  }

  static long checked(Row in, long k) {
    long v = in.getLong("value");
    if (v % k == 0 && v > 0) {
      throw new ArithmeticException("value " + v);
    }
    return v;
  }

  static final ColumnSchema VALUE = ColumnSchema.of(new ColumnField("value", ColumnType.LONG));

  /** Rows of lists of these lengths; row i holds i, i, ... */
  static Dataset lists(int... lengths) {
    HeapColumns rows =
        new HeapColumns(
            ColumnSchema.of(new ColumnField("value", ColumnType.LONG_LIST)), lengths.length);
    for (int i = 0; i < lengths.length; i++) {
      long v = i;
      rows.set(rows.addRow(), 0, LongStream.range(0, lengths[i]).map(k -> v).toArray());
    }
    return Dataset.of(rows);
  }

  /** Restores a fresh iterator at every step of the stream and compares the rest. */
  static void assertResumes(Supplier<Dataset> dataset) {
    List<String> whole = texts(dataset.get());
    for (int k = 0; k <= whole.size() + 1; k++) {
      try (DatasetIterator a = dataset.get().iterator();
          DatasetIterator b = dataset.get().iterator()) {
        for (int i = 0; i < Math.min(k, whole.size()); i++) {
          a.next();
        }
        if (k > whole.size()) {
          assertThat(a.hasNext()).isFalse();
        }
        IteratorState state = a.state();
        assertThat(state.json().length()).isLessThan(1_024);
        b.restore(state);
        assertThat(Tables.texts(b))
            .as("after %d", k)
            .isEqualTo(whole.subList(Math.min(k, whole.size()), whole.size()));
        assertThat(b.hasNext()).isFalse();
      }
    }
  }
}
