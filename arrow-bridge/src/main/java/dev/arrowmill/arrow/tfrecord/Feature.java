package dev.arrowmill.arrow.tfrecord;

import dev.arrowmill.arrow.ColumnType;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The values of one feature of one Example.
 *
 * @param kind LONG, DOUBLE or STRING; null where the feature has no kind, which is an empty one
 */
record Feature(@Nullable ColumnType kind, List<Object> values) {
  private static final int BYTES_LIST = 1;
  private static final int FLOAT_LIST = 2;
  private static final int INT64_LIST = 3;

  /** A text that is none. */
  static final class NotText extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    NotText() {
      super("bytes that are no UTF-8 text");
    }
  }

  /** Takes the values of a {@code Feature} message, of which the last kind counts. */
  static Feature parse(WireReader in) {
    ColumnType kind = null;
    List<Object> values = new ArrayList<>();
    while (in.next()) {
      ColumnType next =
          switch (in.field()) {
            case BYTES_LIST -> ColumnType.STRING;
            case FLOAT_LIST -> ColumnType.DOUBLE;
            case INT64_LIST -> ColumnType.LONG;
            default -> null;
          };
      if (next == null) {
        in.skip();
      } else {
        if (kind != next) {
          values.clear();
        }
        kind = next;
        values(kind, in.message(), values);
      }
    }
    return new Feature(kind, values);
  }

  private static void values(ColumnType kind, WireReader list, List<Object> out) {
    while (list.next()) {
      if (list.field() != 1) {
        list.skip();
      } else if (kind == ColumnType.STRING) {
        out.add(list.message());
      } else if (list.type() == WireReader.BYTES) {
        packed(kind, list.message(), out);
      } else if (kind == ColumnType.LONG) {
        out.add(longValue(list));
      } else {
        out.add(floatValue(list));
      }
    }
  }

  private static void packed(ColumnType kind, WireReader in, List<Object> out) {
    while (in.hasMore()) {
      if (kind == ColumnType.LONG) {
        out.add(in.varint());
      } else {
        out.add((double) Float.intBitsToFloat(in.fixed32()));
      }
    }
  }

  private static Long longValue(WireReader in) {
    if (in.type() != WireReader.VARINT) {
      throw new IllegalArgumentException("an int64 of wire type " + in.type());
    }
    return in.varint();
  }

  private static Double floatValue(WireReader in) {
    if (in.type() != WireReader.FIXED32) {
      throw new IllegalArgumentException("a float of wire type " + in.type());
    }
    return (double) Float.intBitsToFloat(in.fixed32());
  }

  /**
   * A value as Long, Double or String.
   *
   * @throws NotText if it is bytes that are no text
   */
  Object value(int i) {
    Object v = values.get(i);
    return v instanceof WireReader bytes ? text(bytes) : v;
  }

  private static String text(WireReader bytes) {
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(bytes.bytes, bytes.start(), bytes.end() - bytes.start()))
          .toString();
    } catch (CharacterCodingException e) {
      throw new NotText();
    }
  }
}
