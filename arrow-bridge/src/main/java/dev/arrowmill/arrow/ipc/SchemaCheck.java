package dev.arrowmill.arrow.ipc;

import org.apache.arrow.flatbuf.Field;
import org.apache.arrow.flatbuf.KeyValue;
import org.apache.arrow.flatbuf.Schema;

/**
 * Walks a schema's flatbuffer before it becomes objects: tables that point at each other cannot
 * make it deeper, and lengths cannot make it larger, than the bytes that are there allow.
 */
final class SchemaCheck {
  private static final int MOST_DEPTH = 64;

  private final long most;
  private long work;

  private SchemaCheck(int bytes) {
    this.most = 4L * bytes;
  }

  /**
   * @param bytes size of the flatbuffer
   * @throws IllegalArgumentException if the schema cannot be that of so few bytes
   */
  static void check(Schema schema, int bytes) {
    SchemaCheck check = new SchemaCheck(bytes);
    check.count(schema.fieldsLength());
    for (int i = 0; i < schema.fieldsLength(); i++) {
      check.field(schema.fields(i), 0);
    }
    check.count(schema.customMetadataLength());
    for (int i = 0; i < schema.customMetadataLength(); i++) {
      check.pair(schema.customMetadata(i));
    }
  }

  private void field(Field f, int depth) {
    if (depth > MOST_DEPTH) {
      throw new IllegalArgumentException("fields are nested deeper than " + MOST_DEPTH);
    }
    var name = f.nameAsByteBuffer();
    count(name == null ? 0 : name.remaining());
    count(f.childrenLength());
    for (int i = 0; i < f.childrenLength(); i++) {
      field(f.children(i), depth + 1);
    }
    count(f.customMetadataLength());
    for (int i = 0; i < f.customMetadataLength(); i++) {
      pair(f.customMetadata(i));
    }
  }

  private void pair(KeyValue pair) {
    var key = pair.keyAsByteBuffer();
    var value = pair.valueAsByteBuffer();
    count(key == null ? 0 : key.remaining());
    count(value == null ? 0 : value.remaining());
  }

  private void count(int n) {
    work += n + 1L;
    if (n < 0 || work > most) {
      throw new IllegalArgumentException("lengths exceed the metadata");
    }
  }
}
