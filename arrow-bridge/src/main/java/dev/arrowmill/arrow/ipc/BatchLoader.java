package dev.arrowmill.arrow.ipc;

import dev.arrowmill.arrow.ArrowCheck;
import dev.arrowmill.arrow.TableFormatException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.arrow.flatbuf.MetadataVersion;
import org.apache.arrow.flatbuf.RecordBatch;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.BufferLayout;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.TypeLayout;
import org.apache.arrow.vector.dictionary.DictionaryProvider;
import org.apache.arrow.vector.ipc.message.ArrowFieldNode;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.jspecify.annotations.Nullable;

/**
 * The vectors of one record batch. Walks the schema and the batch's list of buffers side by side;
 * buffers of columns that were not asked for are passed over unread. A buffer is loaded once it is
 * known to be long enough for its rows.
 */
final class BatchLoader {
  private final String file;
  private final String place;
  private final RecordBatch batch;
  private final Body body;
  private final long bodyBytes;
  private final boolean old;
  private final BufferAllocator allocator;
  private final @Nullable BufferCodec codec;
  private int node;
  private int buffer;
  private int variadic;

  /**
   * @param place what messages call the batch, e.g. {@code record batch 3}
   */
  BatchLoader(
      String file,
      String place,
      RecordBatch batch,
      short version,
      Body body,
      long bodyBytes,
      BufferAllocator allocator) {
    this.file = file;
    this.place = place;
    this.batch = batch;
    this.body = body;
    this.bodyBytes = bodyBytes;
    this.old = version == MetadataVersion.V4;
    this.allocator = allocator;
    try {
      this.codec = BufferCodec.of(batch.compression());
    } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
      throw new TableFormatException(
          file, place + " has an unknown " + e.getMessage(), "write it with lz4 or zstd", e);
    }
  }

  /**
   * Loads some columns.
   *
   * @return the vectors by name, which the caller closes
   * @throws TableFormatException if the batch is damaged; then nothing is left open
   */
  Map<String, FieldVector> load(
      List<Field> fields, Set<String> wanted, @Nullable DictionaryProvider dictionaries) {
    Map<String, FieldVector> out = new HashMap<>();
    String name = "";
    try {
      for (Field f : fields) {
        name = f.getName();
        if (wanted.contains(name)) {
          FieldVector v = f.createVector(allocator);
          out.put(name, v);
          load(v, f, batch.length());
          ArrowCheck.check(v, dictionaries, file, place + ", column " + name);
        } else {
          skip(f);
        }
      }
      if (node != batch.nodesLength() || buffer != batch.buffersLength()) {
        throw new IllegalArgumentException(
            batch.nodesLength()
                + " nodes and "
                + batch.buffersLength()
                + " buffers, the schema needs "
                + node
                + " and "
                + buffer);
      }
      return out;
    } catch (TableFormatException | org.apache.arrow.memory.OutOfMemoryException e) {
      out.values().forEach(FieldVector::close);
      throw e;
    } catch (IOException | RuntimeException e) {
      out.values().forEach(FieldVector::close);
      throw new TableFormatException(
          file,
          place + ", column " + name + " is damaged (" + e.getMessage() + ")",
          "write the file again",
          e);
    }
  }

  private void skip(Field f) {
    node++;
    buffer += buffers(f.getType());
    for (Field child : f.getChildren()) {
      skip(child);
    }
  }

  /** How many buffers a node of a type has. */
  private int buffers(ArrowType type) {
    if (type instanceof ArrowType.Utf8View || type instanceof ArrowType.BinaryView) {
      long more = variadicCount();
      return Math.toIntExact(2 + more);
    }
    boolean oldUnion = old && type instanceof ArrowType.Union;
    return TypeLayout.getTypeBufferCount(type) + (oldUnion ? 1 : 0);
  }

  private long variadicCount() {
    require(variadic < batch.variadicBufferCountsLength(), "no count of text buffers");
    long more = batch.variadicBufferCounts(variadic++);
    require(more >= 0 && more <= batch.buffersLength(), more + " text buffers");
    return more;
  }

  private void load(FieldVector v, Field f, long expected) throws IOException {
    require(node < batch.nodesLength(), "no node " + node + " of " + batch.nodesLength());
    var n = batch.nodes(node++);
    long rows = n.length();
    require(rows >= 0 && rows <= Integer.MAX_VALUE, rows + " rows");
    require(expected < 0 || rows == expected, rows + " rows, the batch has " + expected);
    require(n.nullCount() >= 0 && n.nullCount() <= rows, n.nullCount() + " nulls of " + rows);
    int count = buffers(f.getType());
    require(buffer + count <= batch.buffersLength(), "only " + batch.buffersLength() + " buffers");
    List<ArrowBuf> buffers = new ArrayList<>();
    try {
      for (int i = 0; i < count; i++) {
        buffers.add(read(batch.buffers(buffer + i)));
      }
      require(f.getType(), buffers, rows, n.nullCount());
      v.loadFieldBuffers(new ArrowFieldNode(rows, n.nullCount()), buffers);
    } finally {
      buffers.forEach(ArrowBuf::close);
    }
    buffer += count;
    for (int i = 0; i < f.getChildren().size(); i++) {
      load(v.getChildrenFromFields().get(i), f.getChildren().get(i), -1);
    }
  }

  private ArrowBuf read(org.apache.arrow.flatbuf.Buffer b) throws IOException {
    long at = b.offset();
    long count = b.length();
    require(
        at >= 0 && count >= 0 && count <= bodyBytes - at,
        "a buffer of " + count + " bytes at " + at + " of a body of " + bodyBytes);
    if (count == 0) {
      return allocator.getEmpty();
    }
    ArrowBuf stored = body.slice(at, count);
    if (codec == null) {
      return stored;
    }
    try {
      return codec.plain(stored, allocator);
    } finally {
      stored.close();
    }
  }

  /** Vectors ask for memory by their number of rows, so the buffers must justify it before. */
  private static void require(ArrowType type, List<ArrowBuf> buffers, long rows, long nulls) {
    List<BufferLayout> layouts = TypeLayout.getTypeLayout(type).getBufferLayouts();
    for (int i = 0; i < layouts.size() && i < buffers.size(); i++) {
      BufferLayout layout = layouts.get(i);
      long bits = layout.getTypeBitWidth();
      long needed =
          switch (layout.getType()) {
            case VALIDITY -> nulls > 0 ? (rows + 7) / 8 : 0;
            case OFFSET -> rows == 0 ? 0 : (rows + offsets(type)) * (bits / 8);
            case DATA -> type instanceof ArrowType.Binary || isText(type) ? 0 : bytes(rows, bits);
            default -> bytes(rows, bits);
          };
      long there = buffers.get(i).capacity();
      require(there >= needed, there + " bytes of " + layout.getType() + ", needs " + needed);
    }
  }

  /** List views have one offset per row, the others one more. */
  private static int offsets(ArrowType type) {
    return type instanceof ArrowType.ListView || type instanceof ArrowType.LargeListView ? 0 : 1;
  }

  private static boolean isText(ArrowType type) {
    return type instanceof ArrowType.Utf8
        || type instanceof ArrowType.LargeUtf8
        || type instanceof ArrowType.LargeBinary;
  }

  private static long bytes(long rows, long bits) {
    return (Math.multiplyExact(rows, bits) + 7) / 8;
  }

  private static void require(boolean holds, String problem) {
    if (!holds) {
      throw new IllegalArgumentException(problem);
    }
  }
}
