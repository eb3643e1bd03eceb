package dev.arrowmill.arrow.tfrecord;

import dev.arrowmill.arrow.Column;
import dev.arrowmill.arrow.ColumnType;
import dev.arrowmill.arrow.Columns;
import dev.arrowmill.arrow.file.OutputFile;
import dev.arrowmill.arrow.file.Packing;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;

/**
 * Writes batches as a TFRecord file of {@code tf.train.Example}: integral columns as int64 lists,
 * DOUBLE as float lists (32 bits is all they have), text as bytes lists; a null is a feature left
 * out, a null within a list an error. Compressed by the file's name, {@code .gz} or {@code .zlib}.
 *
 * <p>The file appears under its name when {@link #finish} is called. Not thread-safe.
 */
public final class TfRecordWriter implements AutoCloseable {
  private final OutputFile file;
  private final OutputStream out;

  private TfRecordWriter(OutputFile file, OutputStream out) {
    this.file = file;
    this.out = out;
  }

  /**
   * Begins a file.
   *
   * @throws java.io.UncheckedIOException if it cannot be written there
   */
  public static TfRecordWriter create(Path path) {
    OutputFile file = OutputFile.create(path);
    OutputStream plain =
        new BufferedOutputStream(Channels.newOutputStream(file.channel()), 1 << 16);
    try {
      OutputStream out =
          switch (Packing.of(path.toString())) {
            case NONE -> plain;
            case GZIP -> new GZIPOutputStream(plain, 1 << 16);
            case ZLIB -> new DeflaterOutputStream(plain);
          };
      return new TfRecordWriter(file, out);
    } catch (IOException e) {
      file.close();
      throw file.failed(e);
    }
  }

  /**
   * Writes all rows.
   *
   * @throws IllegalArgumentException for a null within a list; it names column and row
   * @throws java.io.UncheckedIOException if the disk is full or gone
   */
  public void write(Columns batch) {
    for (int row = 0; row < batch.rows(); row++) {
      WireWriter features = new WireWriter();
      for (int c = 0; c < batch.schema().size(); c++) {
        Column column = batch.column(c);
        if (!column.isNull(row)) {
          WireWriter entry = new WireWriter();
          entry.bytes(1, column.name().getBytes(StandardCharsets.UTF_8));
          entry.message(2, feature(column, row));
          features.message(1, entry);
        }
      }
      WireWriter example = new WireWriter();
      example.message(1, features);
      frame(example.toBytes());
    }
  }

  private static WireWriter feature(Column column, int row) {
    boolean list = column.type().isList();
    Column values = list ? column.elements() : column;
    int start = list ? column.listStart(row) : row;
    int end = list ? column.listEnd(row) : row + 1;
    ColumnType type = list ? column.type().element() : column.type();
    WireWriter packed = new WireWriter();
    WireWriter texts = new WireWriter();
    for (int i = start; i < end; i++) {
      if (values.isNull(i)) {
        throw new IllegalArgumentException(
            "tfrecord: column " + column.name() + ", row " + row + ": a null within its list");
      }
      if (type == ColumnType.STRING) {
        texts.bytes(1, values.getString(i).getBytes(StandardCharsets.UTF_8));
      } else if (type == ColumnType.DOUBLE) {
        packed.fixed32(Float.floatToRawIntBits((float) values.getDouble(i)));
      } else {
        packed.varint(values.getLong(i));
      }
    }
    WireWriter feature = new WireWriter();
    if (type == ColumnType.STRING) {
      feature.message(1, texts);
    } else {
      WireWriter numbers = new WireWriter();
      numbers.message(1, packed);
      feature.message(type == ColumnType.DOUBLE ? 2 : 3, numbers);
    }
    return feature;
  }

  private void frame(byte[] record) {
    ByteBuffer head = ByteBuffer.allocate(12).order(ByteOrder.LITTLE_ENDIAN);
    head.putLong(record.length).putInt(Frames.maskedCrc(head.array(), 0, 8));
    ByteBuffer tail = ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN);
    tail.putInt(Frames.maskedCrc(record, 0, record.length));
    try {
      out.write(head.array());
      out.write(record);
      out.write(tail.array());
    } catch (IOException e) {
      throw file.failed(e);
    }
  }

  /** Puts the file in its place, over one that was there. */
  public void finish() {
    try {
      if (out instanceof DeflaterOutputStream packed) {
        packed.finish();
      }
      out.flush();
      file.commit();
    } catch (IOException e) {
      throw file.failed(e);
    }
  }

  /** Removes what was written, unless it was finished. */
  @Override
  public void close() {
    file.close();
  }
}
