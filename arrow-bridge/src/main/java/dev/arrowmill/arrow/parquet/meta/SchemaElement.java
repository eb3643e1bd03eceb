package dev.arrowmill.arrow.parquet.meta;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** One element of a footer's schema: a column, or a group with children. */
final class SchemaElement {
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
  private static final String[] UNITS = {"", "MILLIS", "MICROS", "NANOS"};
  private static final int OPTIONAL = 1;
  private static final int REPEATED = 2;
  private static final int MAX_DECIMAL_DIGITS = 38;

  private int physical = -1;
  private int length;
  private int repetition;
  private int children;
  private int scale;
  private int precision;
  private int bits;
  private boolean signed = true;
  private String unit = "";
  private String converted = "";
  private String logical = "";
  private String name = "";

  static SchemaElement read(ThriftReader in) {
    SchemaElement e = new SchemaElement();
    in.struct(id -> e.field(in, id));
    return e;
  }

  private void field(ThriftReader in, int id) {
    switch (id) {
      case 1 -> physical = in.i32();
      case 2 -> length = in.i32();
      case 3 -> repetition = in.i32();
      case 4 -> name = in.string();
      case 5 -> children = in.i32();
      case 6 -> converted = nameOf(CONVERTED, in.i32());
      case 7 -> scale = in.i32();
      case 8 -> precision = in.i32();
      case 10 -> in.struct(kind -> logical(in, kind));
      default -> in.skip();
    }
  }

  private void logical(ThriftReader in, int kind) {
    logical = nameOf(LOGICAL, kind);
    switch (kind) {
      case 5 -> in.struct(id -> decimal(in, id));
      case 8 -> in.struct(id -> timestamp(in, id));
      case 10 -> in.struct(id -> integer(in, id));
      default -> in.skip();
    }
  }

  private void decimal(ThriftReader in, int id) {
    switch (id) {
      case 1 -> scale = in.i32();
      case 2 -> precision = in.i32();
      default -> in.skip();
    }
  }

  private void timestamp(ThriftReader in, int id) {
    if (id == 2) {
      in.struct(
          u -> {
            unit = nameOf(UNITS, u);
            in.skip();
          });
    } else {
      in.skip();
    }
  }

  private void integer(ThriftReader in, int id) {
    switch (id) {
      case 1 -> bits = in.i8();
      case 2 -> signed = in.bool();
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

  int length() {
    return length;
  }

  int scale() {
    return scale;
  }

  boolean isGroup() {
    return physical < 0;
  }

  boolean isRepeated() {
    return repetition == REPEATED;
  }

  boolean isOptional() {
    return repetition == OPTIONAL;
  }

  boolean isList() {
    return isGroup() && annotation().equals("LIST");
  }

  /** Whether this is a struct and nothing else. */
  boolean isStruct() {
    return isGroup() && annotation().isEmpty() && !isRepeated();
  }

  Physical physical() {
    return Physical.values()[physical];
  }

  String describe() {
    if (isGroup()) {
      String kind = annotation().isEmpty() ? "struct" : annotation().toLowerCase(Locale.ROOT);
      return "group (" + kind + ")";
    }
    String text = Physical.nameOf(physical) + (annotation().isEmpty() ? "" : " " + annotation());
    return isRepeated() ? "repeated " + text : text;
  }

  private String annotation() {
    return logical.isEmpty() ? converted : logical;
  }

  /** What the values mean, null where they have no column type. */
  @Nullable Kind kind() {
    if (isGroup() || children > 0 || physical >= Physical.values().length) {
      return null;
    }
    return switch (physical()) {
      case BOOLEAN -> Kind.BOOLEAN;
      case INT32 -> int32();
      case INT64 -> int64();
      case INT96 -> Kind.INT96;
      case FLOAT -> Kind.FLOAT;
      case DOUBLE -> Kind.DOUBLE;
      case BYTE_ARRAY -> bytes();
      case FIXED_LEN_BYTE_ARRAY -> fixed();
    };
  }

  private boolean isDecimal() {
    return precision <= MAX_DECIMAL_DIGITS && scale >= 0 && scale <= MAX_DECIMAL_DIGITS;
  }

  private @Nullable Kind int32() {
    return switch (annotation()) {
      case "", "INT_32" -> Kind.INT32;
      case "INT_8" -> Kind.INT8;
      case "INT_16" -> Kind.INT16;
      case "UINT_8" -> Kind.UINT8;
      case "UINT_16" -> Kind.UINT16;
      case "UINT_32" -> Kind.UINT32;
      case "INTEGER" -> integer();
      case "DECIMAL" -> isDecimal() ? Kind.DECIMAL32 : null;
      case "DATE" -> Kind.DATE;
      default -> null;
    };
  }

  private @Nullable Kind integer() {
    return switch (bits) {
      case 8 -> signed ? Kind.INT8 : Kind.UINT8;
      case 16 -> signed ? Kind.INT16 : Kind.UINT16;
      case 32 -> signed ? Kind.INT32 : Kind.UINT32;
      default -> null;
    };
  }

  private @Nullable Kind int64() {
    return switch (annotation()) {
      case "", "INT_64" -> Kind.INT64;
      case "UINT_64" -> Kind.UINT64;
      case "INTEGER" -> bits != 64 ? null : signed ? Kind.INT64 : Kind.UINT64;
      case "DECIMAL" -> isDecimal() ? Kind.DECIMAL64 : null;
      case "TIMESTAMP_MILLIS" -> Kind.MILLIS;
      case "TIMESTAMP_MICROS" -> Kind.MICROS;
      case "TIMESTAMP" -> timestamp();
      default -> null;
    };
  }

  private @Nullable Kind timestamp() {
    return switch (unit) {
      case "MILLIS" -> Kind.MILLIS;
      case "MICROS" -> Kind.MICROS;
      case "NANOS" -> Kind.NANOS;
      default -> null;
    };
  }

  private @Nullable Kind bytes() {
    return switch (annotation()) {
      case "UTF8", "STRING", "ENUM", "JSON" -> Kind.TEXT;
      case "DECIMAL" -> isDecimal() ? Kind.DECIMAL_BYTES : null;
      default -> null;
    };
  }

  private @Nullable Kind fixed() {
    return switch (annotation()) {
      case "DECIMAL" -> isDecimal() && length > 0 ? Kind.DECIMAL_FIXED : null;
      case "FLOAT16" -> length == 2 ? Kind.HALF : null;
      default -> null;
    };
  }
}
