package dev.arrowmill.arrow.ipc;

import dev.arrowmill.arrow.DecodedDictionaries;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.arrow.flatbuf.DictionaryBatch;
import org.apache.arrow.flatbuf.RecordBatch;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.util.AutoCloseables;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.dictionary.Dictionary;
import org.apache.arrow.vector.types.pojo.DictionaryEncoding;
import org.apache.arrow.vector.types.pojo.Field;

/**
 * The dictionaries of one file as they are before a record batch: in a stream, later messages
 * replace or extend them. Loaded when a batch needs them, kept while they stay the same.
 */
final class IpcDictionaries implements AutoCloseable {
  private final IpcFile file;
  private final Set<Long> wanted;
  private final IpcBatches.Bodies bodies;
  private final BufferAllocator allocator;
  private final DecodedDictionaries current = new DecodedDictionaries();
  private final Map<Long, List<Integer>> loaded = new HashMap<>();
  private final Map<Long, FieldVector> vectors = new HashMap<>();

  IpcDictionaries(
      IpcFile file, Set<Long> wanted, IpcBatches.Bodies bodies, BufferAllocator allocator) {
    this.file = file;
    this.wanted = wanted;
    this.bodies = bodies;
    this.allocator = allocator;
  }

  Body body(IpcBlock block) {
    return bodies.open(block, allocator);
  }

  /** The dictionaries that the first {@code count} dictionary messages make. */
  DecodedDictionaries after(int count) {
    for (long id : wanted) {
      List<Integer> parts = parts(id, count);
      if (!parts.isEmpty() && !parts.equals(loaded.get(id))) {
        load(id, parts);
      }
    }
    return current;
  }

  private List<Integer> parts(long id, int count) {
    List<Integer> parts = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      IpcFile.Part p = file.dictionaries().get(i);
      if (p.dictionary() == id) {
        if (!p.isDelta()) {
          parts.clear();
        }
        parts.add(i);
      }
    }
    return parts;
  }

  private void load(long id, List<Integer> parts) {
    Field field = file.dictionaryFields().get(id);
    if (field == null) {
      return;
    }
    FieldVector all = part(field, parts.get(0));
    try {
      if (parts.size() > 1) {
        all = joined(field, all, parts);
      }
    } catch (RuntimeException e) {
      all.close();
      throw e;
    }
    FieldVector before = vectors.put(id, all);
    if (before != null) {
      before.close();
    }
    loaded.put(id, parts);
    current.put(new Dictionary(all, new DictionaryEncoding(id, false, null)));
  }

  /** Deltas after the values that they extend; {@code first} is closed on success. */
  private FieldVector joined(Field field, FieldVector first, List<Integer> parts) {
    FieldVector all = field.createVector(allocator);
    try {
      int rows = append(first, all, 0);
      for (int i = 1; i < parts.size(); i++) {
        try (FieldVector next = part(field, parts.get(i))) {
          rows = append(next, all, rows);
        }
      }
      first.close();
      return all;
    } catch (RuntimeException e) {
      all.close();
      throw e;
    }
  }

  private static int append(FieldVector from, FieldVector to, int rows) {
    for (int i = 0; i < from.getValueCount(); i++) {
      to.copyFromSafe(i, rows + i, from);
    }
    to.setValueCount(rows + from.getValueCount());
    return rows + from.getValueCount();
  }

  private FieldVector part(Field field, int number) {
    IpcFile.Part p = file.dictionaries().get(number);
    var header = (DictionaryBatch) p.block().message().header(new DictionaryBatch());
    RecordBatch data = header == null ? null : header.data();
    if (data == null) {
      throw new IllegalStateException("dictionary " + number + " was checked when it was found");
    }
    try (Body body = body(p.block())) {
      BatchLoader loader =
          new BatchLoader(
              file.file().path(),
              "dictionary " + p.dictionary(),
              data,
              p.block().message().version(),
              body,
              p.block().bodyBytes(),
              allocator);
      Map<String, FieldVector> one = loader.load(List.of(field), Set.of(field.getName()), current);
      return one.values().iterator().next();
    }
  }

  @Override
  public void close() {
    AutoCloseables.closeNoChecked(() -> vectors.values().forEach(FieldVector::close));
    vectors.clear();
  }
}
