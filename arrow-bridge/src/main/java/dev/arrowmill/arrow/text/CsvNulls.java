package dev.arrowmill.arrow.text;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Set;

/** The unquoted fields that mean null. */
final class CsvNulls {
  private final byte[][] tokens;

  CsvNulls(Set<String> tokens) {
    this.tokens =
        tokens.stream().map(t -> t.getBytes(StandardCharsets.UTF_8)).toArray(byte[][]::new);
  }

  boolean isNull(CsvRecords records, int field) {
    if (records.isQuoted(field)) {
      return false;
    }
    int start = records.start(field);
    int end = records.end(field);
    for (byte[] t : tokens) {
      if (t.length == end - start && Arrays.equals(t, 0, t.length, records.bytes(), start, end)) {
        return true;
      }
    }
    return false;
  }
}
