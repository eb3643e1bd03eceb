package dev.arrowmill.tensor.io;

import dev.arrowmill.tensor.DType;
import dev.arrowmill.tensor.Shape;
import dev.arrowmill.tensor.Tensor;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * A safetensors file: named tensors and string metadata. Everything is checked on opening: header
 * length, JSON, names, types, shapes, and that the tensors' bytes cover the data without gap or
 * overlap. Immutable.
 */
public final class SafeTensors {
  private final String source;
  private final ByteBuffer data;
  private final Map<String, Header.Entry> entries;
  private final Map<String, String> metadata;

  private SafeTensors(String source, ByteBuffer data, Header header) {
    this.source = source;
    this.data = data;
    this.entries = header.entries();
    this.metadata = header.metadata();
  }

  /**
   * Reads a file.
   *
   * @throws TensorFormatException when it breaks the format
   */
  public static SafeTensors read(Path file) throws IOException {
    return parse(Files.readAllBytes(file), file.toString());
  }

  /**
   * Reads bytes, for example of an object store.
   *
   * @param source the name used in errors
   */
  public static SafeTensors parse(byte[] bytes, String source) throws TensorFormatException {
    if (bytes.length < 8) {
      throw new TensorFormatException(source, bytes.length + " bytes are too few for a header");
    }
    ByteBuffer all = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    long length = all.getLong(0);
    if (length < 2 || length > bytes.length - 8) {
      throw new TensorFormatException(
          source,
          "header length " + length + " does not fit the file's " + bytes.length + " bytes");
    }
    int start = 8 + (int) length;
    Header header = Header.parse(source, bytes, (int) length, bytes.length - start);
    ByteBuffer data = all.slice(start, bytes.length - start).order(ByteOrder.LITTLE_ENDIAN);
    return new SafeTensors(source, data, header);
  }

  /** The names, in the file's order. */
  public Set<String> names() {
    return entries.keySet();
  }

  /** The free metadata of the header. */
  public Map<String, String> metadata() {
    return metadata;
  }

  /**
   * A copy of one tensor.
   *
   * @throws TensorFormatException when there is none, or its type is not one of ours
   */
  public Tensor tensor(String name) throws TensorFormatException {
    Header.Entry e = entries.get(name);
    if (e == null) {
      throw new TensorFormatException(source, "has no tensor '" + name + "'");
    }
    DType type = Header.dtype(e.dtype());
    if (type == null) {
      throw new TensorFormatException(
          source, "tensor '" + name + "' has the unsupported type " + e.dtype());
    }
    Shape shape = Shape.of(e.shape());
    Object a = type.allocate(shape.numel());
    ByteBuffer part = data.slice(e.begin(), e.end() - e.begin()).order(ByteOrder.LITTLE_ENDIAN);
    switch (type) {
      case FLOAT32 -> part.asFloatBuffer().get((float[]) a);
      case FLOAT64 -> part.asDoubleBuffer().get((double[]) a);
      case INT32 -> part.asIntBuffer().get((int[]) a);
      case INT64 -> part.asLongBuffer().get((long[]) a);
      case INT16, FLOAT16, BFLOAT16 -> part.asShortBuffer().get((short[]) a);
      case INT8, UINT8 -> part.get((byte[]) a);
      case BOOL -> bools(name, part, (byte[]) a);
    }
    return Tensor.wrap(type, a, 0, shape);
  }

  private void bools(String name, ByteBuffer part, byte[] to) throws TensorFormatException {
    part.get(to);
    for (byte b : to) {
      if (b != 0 && b != 1) {
        throw new TensorFormatException(source, "bool tensor '" + name + "' holds the byte " + b);
      }
    }
  }

  /** Copies of all tensors, in the file's order. */
  public Map<String, Tensor> tensors() throws TensorFormatException {
    Map<String, Tensor> out = new LinkedHashMap<>();
    for (String name : entries.keySet()) {
      out.put(name, tensor(name));
    }
    return out;
  }

  /** Writes a file; the same input gives the same bytes. */
  public static void write(Path file, Map<String, Tensor> tensors, Map<String, String> metadata)
      throws IOException {
    try (OutputStream out = Files.newOutputStream(file)) {
      write(out, tensors, metadata);
    }
  }

  /** Writes to a stream, in the map's order; does not close it. */
  public static void write(
      OutputStream out, Map<String, Tensor> tensors, Map<String, String> metadata)
      throws IOException {
    byte[] header = Header.bytes(tensors, metadata);
    out.write(ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(header.length).array());
    out.write(header);
    for (Tensor t : tensors.values()) {
      out.write(bytes(t));
    }
  }

  /** The elements row-major, little-endian, as a file holds them. */
  public static byte[] bytes(Tensor tensor) {
    Tensor t = tensor.detach().contiguous();
    int n = t.numel();
    byte[] raw = new byte[Math.multiplyExact(n, t.dtype().bytes())];
    ByteBuffer b = ByteBuffer.wrap(raw).order(ByteOrder.LITTLE_ENDIAN);
    Object a = t.storage();
    if (a instanceof float[] f) {
      b.asFloatBuffer().put(f, t.offset(), n);
    } else if (a instanceof double[] d) {
      b.asDoubleBuffer().put(d, t.offset(), n);
    } else if (a instanceof int[] i) {
      b.asIntBuffer().put(i, t.offset(), n);
    } else if (a instanceof long[] l) {
      b.asLongBuffer().put(l, t.offset(), n);
    } else if (a instanceof short[] s) {
      b.asShortBuffer().put(s, t.offset(), n);
    } else {
      b.put((byte[]) a, t.offset(), n);
    }
    return raw;
  }
}
