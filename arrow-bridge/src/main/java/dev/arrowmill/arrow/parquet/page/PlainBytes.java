package dev.arrowmill.arrow.parquet.page;

import dev.arrowmill.arrow.parquet.meta.Damaged;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** PLAIN byte strings, each behind its size in 4 bytes. */
final class PlainBytes extends Values {
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

  private final byte[] data;
  private final int end;
  private int at;

  PlainBytes(byte[] data, int from, int end) {
    this.data = data;
    this.at = from;
    this.end = end;
  }

  @Override
  void slices(Slices out, int count) {
    out.bytes = data;
    for (int i = 0; i < count; i++) {
      int size = size();
      out.starts[i] = at;
      out.sizes[i] = size;
      at += size;
    }
  }

  private int size() {
    if (end - at < 4) {
      throw ended();
    }
    int size = (int) INT.get(data, at);
    at += 4;
    if (size < 0 || size > end - at) {
      throw new Damaged("a value of " + size + " bytes where " + (end - at) + " are left");
    }
    return size;
  }

  @Override
  void skip(int count) {
    for (int i = 0; i < count; i++) {
      int size = size();
      at += size;
    }
  }
}
