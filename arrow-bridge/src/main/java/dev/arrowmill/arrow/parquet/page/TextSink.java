package dev.arrowmill.arrow.parquet.page;

import dev.arrowmill.arrow.parquet.meta.Damaged;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Copies byte strings one behind the other, to be read as UTF-8. */
public final class TextSink extends Sink {
  private static final int MOST_BYTES = Integer.MAX_VALUE - 64;

  private final int[] starts;
  private final int[] sizes;
  private byte[] bytes;
  private int used;

  /** Room for {@code count} texts. */
  public TextSink(int count) {
    this.starts = new int[count];
    this.sizes = new int[count];
    this.bytes = new byte[Math.min(1 << 16, count * 8)];
  }

  /** The text of a slot; empty where none came. Bytes that are no UTF-8 are replaced. */
  public String text(int slot) {
    return new String(bytes, starts[slot], sizes[slot], StandardCharsets.UTF_8);
  }

  /** Bytes of all arrays. */
  public long size() {
    return bytes.length + 8L * starts.length;
  }

  private static IllegalStateException noText() {
    return new IllegalStateException("numbers where text is wanted");
  }

  @Override
  void ints(int[] values, int[] slots, int count) {
    throw noText();
  }

  @Override
  void longs(long[] values, int[] slots, int count) {
    throw noText();
  }

  @Override
  void floats(float[] values, int[] slots, int count) {
    throw noText();
  }

  @Override
  void doubles(double[] values, int[] slots, int count) {
    throw noText();
  }

  @Override
  void slices(Slices values, int[] slots, int count) {
    for (int i = 0; i < count; i++) {
      add(values.bytes, values.starts[i], values.sizes[i], slots[i]);
    }
  }

  @Override
  void ids(Dictionary dictionary, int[] ids, int[] slots, int count) {
    dictionary.check(ids, count);
    for (int i = 0; i < count; i++) {
      dictionary.copy(ids[i], this, slots[i]);
    }
  }

  /** Copies one of these texts to another sink. */
  void copy(int slot, TextSink to, int toSlot) {
    to.add(bytes, starts[slot], sizes[slot], toSlot);
  }

  void add(byte[] from, int start, int size, int slot) {
    if (slot < 0) {
      return;
    }
    if (size > bytes.length - used) {
      grow(size);
    }
    System.arraycopy(from, start, bytes, used, size);
    starts[slot] = used;
    sizes[slot] = size;
    used += size;
  }

  private void grow(int size) {
    long wanted = (long) used + size;
    if (wanted > MOST_BYTES) {
      throw new Damaged("texts of more than 2 GB in one batch; read smaller batches");
    }
    bytes = Arrays.copyOf(bytes, (int) Math.min(MOST_BYTES, Math.max(wanted, bytes.length * 2L)));
  }

  @Override
  void nulls(int[] slots, int count) {}
}
