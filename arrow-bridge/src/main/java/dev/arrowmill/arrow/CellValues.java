package dev.arrowmill.arrow;

import java.lang.reflect.Array;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Puts Java objects into heap cells, or says exactly why one does not fit. */
final class CellValues {
  private CellValues() {}

  static void set(HeapColumns.Cells cell, int row, @Nullable Object value) {
    if (value == null) {
      return;
    }
    switch (cell.type()) {
      case BOOLEAN -> cell.setLong(row, toBoolean(cell, value));
      case LONG -> cell.setLong(row, toLong(cell, value));
      case DOUBLE -> cell.setDouble(row, toDouble(cell, value));
      case STRING -> cell.setString(row, toText(cell, value));
      case DATE -> cell.setLong(row, toDays(cell, value));
      case TIMESTAMP -> cell.setLong(row, toMicros(cell, value));
      case LONG_LIST, DOUBLE_LIST, STRING_LIST -> cell.setList(row, toList(cell, value));
    }
  }

  private static Iterable<? extends @Nullable Object> toList(Column cell, Object value) {
    if (value instanceof Iterable<?> i) {
      return i;
    }
    if (!value.getClass().isArray()) {
      throw misfit(cell, value);
    }
    List<@Nullable Object> out = new ArrayList<>();
    for (int i = 0; i < Array.getLength(value); i++) {
      out.add(Array.get(value, i));
    }
    return out;
  }

  private static long toBoolean(Column cell, Object value) {
    if (value instanceof Boolean b) {
      return b ? 1 : 0;
    }
    throw misfit(cell, value);
  }

  private static long toLong(Column cell, Object value) {
    if (value instanceof Long
        || value instanceof Integer
        || value instanceof Short
        || value instanceof Byte) {
      return ((Number) value).longValue();
    }
    throw misfit(cell, value);
  }

  private static double toDouble(Column cell, Object value) {
    if (value instanceof Float f) {
      return f;
    }
    if (value instanceof BigDecimal d) {
      return d.doubleValue();
    }
    if (value instanceof Number n) {
      return n.doubleValue();
    }
    throw misfit(cell, value);
  }

  private static String toText(Column cell, Object value) {
    if (value instanceof CharSequence s) {
      return s.toString();
    }
    throw misfit(cell, value);
  }

  private static long toDays(Column cell, Object value) {
    if (value instanceof LocalDate d) {
      return d.toEpochDay();
    }
    if (value instanceof java.sql.Date d) {
      return d.toLocalDate().toEpochDay();
    }
    throw misfit(cell, value);
  }

  private static long toMicros(Column cell, Object value) {
    if (value instanceof Instant i) {
      return micros(i);
    }
    if (value instanceof java.sql.Timestamp t) {
      return micros(t.toInstant());
    }
    if (value instanceof LocalDateTime t) {
      return micros(t.toInstant(ZoneOffset.UTC));
    }
    if (value instanceof ZonedDateTime t) {
      return micros(t.toInstant());
    }
    if (value instanceof OffsetDateTime t) {
      return micros(t.toInstant());
    }
    throw misfit(cell, value);
  }

  private static long micros(Instant i) {
    return Math.addExact(
        Math.multiplyExact(i.getEpochSecond(), 1_000_000L),
        TimeUnit.NANOSECONDS.toMicros(i.getNano()));
  }

  private static IllegalArgumentException misfit(Column cell, Object value) {
    return new IllegalArgumentException(
        "column "
            + cell.name()
            + ": expected "
            + cell.type()
            + ", got "
            + value.getClass().getSimpleName()
            + " "
            + value);
  }
}
