package dev.arrowmill.arrow.ipc;

import dev.arrowmill.arrow.TableFormatException;
import dev.arrowmill.arrow.file.InputFile;
import dev.arrowmill.arrow.file.InputFiles;
import dev.arrowmill.arrow.file.RangeReader;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.arrow.flatbuf.DictionaryBatch;
import org.apache.arrow.flatbuf.Endianness;
import org.apache.arrow.flatbuf.Footer;
import org.apache.arrow.flatbuf.MessageHeader;
import org.apache.arrow.flatbuf.RecordBatch;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;
import org.jspecify.annotations.Nullable;

/** What an Arrow file consists of: its schema and the places of its messages. Immutable. */
final class IpcFile {
  private static final byte[] MAGIC = "ARROW1".getBytes(StandardCharsets.US_ASCII);
  private static final int HEAD = 8;
  private static final int TAIL = 4 + MAGIC.length;

  /**
   * A message with rows.
   *
   * @param dictionary the dictionary's number, -1 for a record batch
   * @param isDelta whether it adds to the dictionary
   */
  record Part(IpcBlock block, long rows, long dictionary, boolean isDelta) {}

  /**
   * A record batch.
   *
   * @param dictionaries the number of {@link #dictionaries} before it that count for it
   */
  record Batch(IpcBlock block, long rows, int dictionaries) {}

  private final InputFile file;
  private final IpcMessages messages;
  private final List<IpcField> fields = new ArrayList<>();
  private final Map<Long, Field> dictionaryFields = new HashMap<>();
  private final Map<String, String> metadata = new LinkedHashMap<>();
  private final Set<Long> seen = new HashSet<>();
  private final List<Part> dictionaries = new ArrayList<>();
  private final List<Batch> batches = new ArrayList<>();

  private IpcFile(InputFile file, IpcMessages messages) {
    this.file = file;
    this.messages = messages;
  }

  /**
   * Reads the schema and the places of all messages.
   *
   * @throws TableFormatException if the file is no whole Arrow file
   */
  static IpcFile read(InputFile file) {
    try (RangeReader reader = InputFiles.open(file)) {
      IpcFile f = new IpcFile(file, new IpcMessages(file.path(), reader));
      f.parse();
      return f;
    }
  }

  private void parse() {
    long length = messages.length();
    if (length < HEAD) {
      throw messages.damaged("has " + length + " bytes, too few for an Arrow file or stream");
    }
    ByteBuffer head = messages.bytes(0, HEAD, "the head");
    try {
      if (startsWith(head, MAGIC)) {
        footer(length);
      } else if (startsWith(head, "FEA1".getBytes(StandardCharsets.US_ASCII))) {
        throw messages.damaged("is Feather version 1, which has no Arrow messages");
      } else {
        stream();
      }
    } catch (IndexOutOfBoundsException
        | IllegalArgumentException
        | UnsupportedOperationException
        | NullPointerException
        | ClassCastException
        | IllegalStateException
        | AssertionError e) {
      throw new TableFormatException(
          file.path(), "its metadata cannot be read (" + e + ")", "write the file again", e);
    }
  }

  private static boolean startsWith(ByteBuffer bytes, byte[] magic) {
    return ByteBuffer.wrap(bytes.array(), 0, magic.length).equals(ByteBuffer.wrap(magic));
  }

  private void footer(long length) {
    if (length < HEAD + TAIL) {
      throw messages.damaged("is cut short: it has " + length + " bytes and no footer");
    }
    ByteBuffer tail = messages.bytes(length - TAIL, TAIL, "the tail");
    int size = tail.getInt();
    if (!tail.equals(ByteBuffer.wrap(MAGIC))) {
      throw messages.damaged("is cut short or damaged: it does not end with ARROW1");
    }
    if (size <= 0 || size > length - TAIL - HEAD) {
      throw messages.damaged("its footer is said to be " + size + " bytes in a file of " + length);
    }
    ByteBuffer bytes = messages.bytes(length - TAIL - size, size, "the footer");
    Footer footer = Footer.getRootAsFooter(bytes.duplicate().order(ByteOrder.LITTLE_ENDIAN));
    schema(footer.schema(), size);
    requireCount(footer.dictionariesLength(), size, "dictionaries");
    for (int i = 0; i < footer.dictionariesLength(); i++) {
      addDictionary(block(footer.dictionaries(i).offset(), "dictionary " + i), true);
    }
    requireCount(footer.recordBatchesLength(), size, "record batches");
    for (int i = 0; i < footer.recordBatchesLength(); i++) {
      addBatch(block(footer.recordBatches(i).offset(), "record batch " + i));
    }
  }

  private void requireCount(int count, int bytes, String what) {
    if (count < 0 || count > bytes / 24) {
      throw messages.damaged("its footer of " + bytes + " bytes names " + count + " " + what);
    }
  }

  private IpcBlock block(long offset, String what) {
    if (offset < HEAD || offset > messages.length() - HEAD) {
      throw messages.damaged(what + " is said to be at byte " + offset);
    }
    IpcBlock block = messages.at(offset, what);
    if (block == null) {
      throw messages.damaged(what + " has no message at byte " + offset);
    }
    return block;
  }

  private void stream() {
    long at = 0;
    boolean schema = false;
    for (int n = 0; ; n++) {
      IpcBlock block = messages.at(at, "message " + n);
      if (block == null) {
        break;
      }
      byte type = block.message().headerType();
      if (!schema && type != MessageHeader.Schema) {
        throw messages.damaged("is neither an Arrow file nor a stream: it begins with no schema");
      }
      switch (type) {
        case MessageHeader.Schema -> {
          if (schema) {
            throw messages.damaged("message " + n + " is a second schema");
          }
          schema = true;
          var header = new org.apache.arrow.flatbuf.Schema();
          schema(
              (org.apache.arrow.flatbuf.Schema) block.message().header(header),
              block.metadata().capacity());
        }
        case MessageHeader.DictionaryBatch -> addDictionary(block, false);
        case MessageHeader.RecordBatch -> addBatch(block);
        default -> throw messages.damaged("message " + n + " is of type " + type + ", no table");
      }
      at = block.body() + block.bodyBytes();
    }
    if (!schema) {
      throw messages.damaged("has no schema");
    }
  }

  private void schema(org.apache.arrow.flatbuf.@Nullable Schema schema, int bytes) {
    if (schema == null) {
      throw messages.damaged("has no schema");
    }
    if (schema.endianness() == Endianness.Big) {
      throw new TableFormatException(
          file.path(), "is big-endian", "write it on a little-endian machine");
    }
    SchemaCheck.check(schema, bytes);
    Schema converted = Schema.convertSchema(schema);
    Set<String> names = new HashSet<>();
    for (Field f : converted.getFields()) {
      IpcField field = IpcField.of(f, dictionaryFields);
      if (!names.add(field.name())) {
        throw new TableFormatException(
            file.path(),
            "column name appears twice: " + field.name(),
            "write it with one name per column");
      }
      fields.add(field);
    }
    if (converted.getCustomMetadata() != null) {
      metadata.putAll(converted.getCustomMetadata());
    }
  }

  private void addDictionary(IpcBlock block, boolean once) {
    var header = block.message().header(new DictionaryBatch());
    if (block.message().headerType() != MessageHeader.DictionaryBatch
        || !(header instanceof DictionaryBatch d)) {
      throw messages.damaged("dictionary " + dictionaries.size() + " is no dictionary message");
    }
    RecordBatch data = d.data();
    if (data == null || !dictionaryFields.containsKey(d.id())) {
      throw messages.damaged(
          data == null
              ? "dictionary " + d.id() + " has no values"
              : "has a dictionary " + d.id() + " that no column refers to");
    }
    boolean again = !seen.add(d.id());
    if (once && again && !d.isDelta()) {
      throw messages.damaged("has dictionary " + d.id() + " twice, which only streams may");
    }
    dictionaries.add(new Part(block, rows(data, "dictionary " + d.id()), d.id(), d.isDelta()));
  }

  private void addBatch(IpcBlock block) {
    var header = block.message().header(new RecordBatch());
    if (block.message().headerType() != MessageHeader.RecordBatch
        || !(header instanceof RecordBatch b)) {
      throw messages.damaged("record batch " + batches.size() + " is no record batch message");
    }
    batches.add(new Batch(block, rows(b, "record batch " + batches.size()), dictionaries.size()));
  }

  private long rows(RecordBatch b, String what) {
    if (b.length() < 0 || b.length() > Integer.MAX_VALUE) {
      throw messages.damaged(what + " has " + b.length() + " rows");
    }
    return b.length();
  }

  InputFile file() {
    return file;
  }

  List<IpcField> fields() {
    return fields;
  }

  Map<Long, Field> dictionaryFields() {
    return dictionaryFields;
  }

  List<Part> dictionaries() {
    return dictionaries;
  }

  List<Batch> batches() {
    return batches;
  }

  Map<String, String> metadata() {
    return metadata;
  }
}
