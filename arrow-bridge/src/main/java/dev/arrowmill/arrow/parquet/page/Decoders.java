package dev.arrowmill.arrow.parquet.page;

import dev.arrowmill.arrow.parquet.meta.Damaged;
import dev.arrowmill.arrow.parquet.meta.Encoding;
import dev.arrowmill.arrow.parquet.meta.Leaf;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/** Chooses the decoder of a page by physical type and encoding, and what makes its lane of it. */
final class Decoders {
  private static final int INT96_BYTES = 12;

  private final byte[] data;
  private final int from;
  private final int end;
  private final int count;

  private Decoders(byte[] data, int from, int end, int count) {
    this.data = data;
    this.from = from;
    this.end = end;
    this.count = count;
  }

  /**
   * Decodes the values from {@code from} to {@code end}, at most {@code count}, to the store's
   * lane.
   */
  static Values of(Leaf.Store store, Encoding e, byte[] data, int from, int end, int count) {
    Values stored = new Decoders(data, from, end, count).stored(store, e);
    return Conversions.of(store, stored);
  }

  private Values stored(Leaf.Store store, Encoding e) {
    @Nullable Values v =
        switch (store.physical()) {
          case BOOLEAN -> booleans(e);
          case INT32 -> integers(e, 4);
          case INT64 -> integers(e, 8);
          case INT96 -> e == Encoding.PLAIN ? new FixedBytes(data, from, end, INT96_BYTES) : null;
          case FLOAT -> reals(e, 4);
          case DOUBLE -> reals(e, 8);
          case BYTE_ARRAY -> bytes(e);
          case FIXED_LEN_BYTE_ARRAY -> fixed(e, store.length());
        };
    if (v == null) {
      throw new Damaged("values of " + store.physical() + " in encoding " + e);
    }
    return v;
  }

  private @Nullable Values booleans(Encoding e) {
    return switch (e) {
      case PLAIN -> new Booleans(HybridReader.packed(data, from, end, 1, count));
      case RLE -> new Booleans(new HybridReader(data, from + 4, prefixedEnd(), 1));
      default -> null;
    };
  }

  private int prefixedEnd() {
    if (end - from < 4) {
      throw Values.ended();
    }
    int size = ByteBuffer.wrap(data).order(ByteOrder.LITTLE_ENDIAN).getInt(from);
    if (size < 0 || size > end - from - 4) {
      throw new Damaged("runs of " + size + " bytes where " + (end - from - 4) + " are left");
    }
    return from + 4 + size;
  }

  private @Nullable Values integers(Encoding e, int size) {
    return switch (e) {
      case PLAIN -> new PlainNumbers(data, from, end, size);
      case DELTA_BINARY_PACKED -> new DeltaNumbers(data, from, end, size == 4);
      case BYTE_STREAM_SPLIT -> new SplitBytes(data, from, end, size);
      default -> null;
    };
  }

  private @Nullable Values reals(Encoding e, int size) {
    return switch (e) {
      case PLAIN -> new PlainNumbers(data, from, end, size);
      case BYTE_STREAM_SPLIT -> new SplitBytes(data, from, end, size);
      default -> null;
    };
  }

  private @Nullable Values bytes(Encoding e) {
    return switch (e) {
      case PLAIN -> new PlainBytes(data, from, end);
      case DELTA_LENGTH_BYTE_ARRAY -> new DeltaLengthBytes(data, from, end);
      case DELTA_BYTE_ARRAY -> new DeltaBytes(data, from, end);
      default -> null;
    };
  }

  private @Nullable Values fixed(Encoding e, int size) {
    return switch (e) {
      case PLAIN -> new FixedBytes(data, from, end, size);
      case DELTA_BYTE_ARRAY -> new DeltaBytes(data, from, end);
      case BYTE_STREAM_SPLIT -> new SplitBytes(data, from, end, size);
      default -> null;
    };
  }
}
