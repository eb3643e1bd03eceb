package dev.arrowmill.arrow.parquet;

import dev.arrowmill.arrow.ColumnType;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** One element of a footer's schema: a column, or a group with children. */
final class SchemaElement {
  private static final String[] PHYSICAL = {
    "BOOLEAN", "INT32", "INT64", "INT96", "FLOAT", "DOUBLE", "BYTE_ARRAY", "FIXED_LEN_BYTE_ARRAY"
  };
  private static final String[] CONVERTED = {
    "UTF8",
    "MAP",
    "MAP_KEY_VALUE",
    "LIST",
    "ENUM",
    "DECIMAL",
    "DATE",
    "TIME_MILLIS",
    "TIME_MICROS",
    "TIMESTAMP_MILLIS",
    "TIMESTAMP_MICROS",
    "UINT_8",
    "UINT_16",
    "UINT_32",
    "UINT_64",
    "INT_8",
    "INT_16",
    "INT_32",
    "INT_64",
    "JSON",
    "BSON",
    "INTERVAL"
  };
  private static final String[] LOGICAL = {
    "",
    "STRING",
    "MAP",
    "LIST",
    "ENUM",
    "DECIMAL",
    "DATE",
    "TIME",
    "TIMESTAMP",
    "",
    "INTEGER",
    "UNKNOWN",
    "JSON",
    "BSON",
    "UUID",
    "FLOAT16",
    "VARIANT",
    "GEOMETRY",
    "GEOGRAPHY"
  };
  private static final int REPEATED = 2;
  private static final int MAX_DECIMAL_DIGITS = 38;

  private int physical = -1;
  private int repetition;
  private int children;
  private int precision;
  private String converted = "";
  private String logical = "";
  private boolean unsigned64;
  private String name = "";

  static SchemaElement read(ThriftReader in) {
    SchemaElement e = new SchemaElement();
    in.struct(id -> e.field(in, id));
    return e;
  }

  private void field(ThriftReader in, int id) {
    switch (id) {
      case 1 -> physical = in.i32();
      case 3 -> repetition = in.i32();
      case 4 -> name = in.string();
      case 5 -> children = in.i32();
      case 6 -> converted = nameOf(CONVERTED, in.i32());
      case 8 -> precision = in.i32();
      case 10 -> in.struct(kind -> logical(in, kind));
      default -> in.skip();
    }
  }

  private void logical(ThriftReader in, int kind) {
    logical = nameOf(LOGICAL, kind);
    if (kind == 10) {
      in.struct(id -> integer(in, id));
    } else {
      in.skip();
    }
  }

  private int bits;

  private void integer(ThriftReader in, int id) {
    switch (id) {
      case 1 -> bits = in.i8();
      case 2 -> unsigned64 = bits == 64 && !in.bool();
      default -> in.skip();
    }
  }

  private static String nameOf(String[] names, int i) {
    return i >= 0 && i < names.length ? names[i] : "type " + i;
  }

  String name() {
    return name;
  }

  int children() {
    return children;
  }

  ParquetField toField() {
    return new ParquetField(name, type(), describe());
  }

  private String describe() {
    if (physical < 0) {
      String kind = annotation().isEmpty() ? "struct" : annotation().toLowerCase(Locale.ROOT);
      return "group (" + kind + ")";
    }
    String text = nameOf(PHYSICAL, physical) + (annotation().isEmpty() ? "" : " " + annotation());
    return repetition == REPEATED ? "repeated " + text : text;
  }

  private String annotation() {
    return logical.isEmpty() ? converted : logical;
  }

  private @Nullable ColumnType type() {
    if (physical < 0 || children > 0 || repetition == REPEATED) {
      return null;
    }
    return switch (physical) {
      case 0 -> ColumnType.BOOLEAN;
      case 1, 2 -> integral();
      case 3 -> ColumnType.TIMESTAMP;
      case 4, 5 -> ColumnType.DOUBLE;
      case 6 -> bytes();
      case 7 -> isDecimal() ? ColumnType.DOUBLE : null;
      default -> null;
    };
  }

  private boolean isDecimal() {
    return annotation().equals("DECIMAL") && precision <= MAX_DECIMAL_DIGITS;
  }

  private @Nullable ColumnType integral() {
    return switch (annotation()) {
      case "", "INTEGER", "INT_8", "INT_16", "INT_32", "INT_64", "UINT_8", "UINT_16", "UINT_32" ->
          unsigned64 ? ColumnType.DOUBLE : ColumnType.LONG;
      case "UINT_64" -> ColumnType.DOUBLE;
      case "DECIMAL" -> isDecimal() ? ColumnType.DOUBLE : null;
      case "DATE" -> ColumnType.DATE;
      case "TIMESTAMP", "TIMESTAMP_MILLIS", "TIMESTAMP_MICROS" -> ColumnType.TIMESTAMP;
      default -> null;
    };
  }

  private @Nullable ColumnType bytes() {
    return switch (annotation()) {
      case "UTF8", "STRING", "ENUM", "JSON" -> ColumnType.STRING;
      case "DECIMAL" -> isDecimal() ? ColumnType.DOUBLE : null;
      default -> null;
    };
  }
}
