package dev.arrowmill.arrow;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Batches of a column of each type, named {@code c_} and the type. */
public final class RandomColumns {
  private static final ColumnSchema ALL =
      ColumnSchema.of(
          Arrays.stream(ColumnType.values()).map(t -> new ColumnField("c_" + t, t)).toList());

  private RandomColumns() {}

  /** Rows of every type, about a fifth of the cells null, lists of 0 to 3 with null elements. */
  public static HeapColumns of(int rows, long seed) {
    Random r = new Random(seed);
    HeapColumns out = new HeapColumns(ALL, 4);
    for (int i = 0; i < rows; i++) {
      int row = out.addRow();
      for (int c = 0; c < ALL.size(); c++) {
        ColumnType type = ALL.field(c).type();
        if (r.nextInt(5) > 0) {
          out.set(row, c, type.isList() ? list(type.element(), r) : value(type, r));
        }
      }
    }
    return out;
  }

  private static List<@Nullable Object> list(ColumnType element, Random r) {
    @Nullable Object[] out = new @Nullable Object[r.nextInt(4)];
    for (int i = 0; i < out.length; i++) {
      out[i] = r.nextInt(4) == 0 ? null : value(element, r);
    }
    return Arrays.asList(out);
  }

  private static Object value(ColumnType type, Random r) {
    return switch (type) {
      case BOOLEAN -> r.nextBoolean();
      case LONG -> r.nextLong();
      case DOUBLE -> r.nextGaussian();
      case STRING -> "t☃" + r.nextInt(100);
      case DATE -> java.time.LocalDate.ofEpochDay(r.nextInt(60_000) - 30_000);
      case TIMESTAMP -> java.time.Instant.ofEpochSecond(r.nextInt(), 123_456_000);
      default -> throw new AssertionError(type);
    };
  }
}
