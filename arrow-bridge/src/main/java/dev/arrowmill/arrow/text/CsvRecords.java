package dev.arrowmill.arrow.text;

import dev.arrowmill.arrow.TableFormatException;
import dev.arrowmill.arrow.file.InputFile;
import dev.arrowmill.arrow.file.RangeStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Cuts a file into records and fields by RFC 4180: fields may be quoted, quoted fields may hold
 * delimiters, line ends and doubled quotes. Blank lines are passed over. The bytes of the current
 * record stay in one buffer; a quoted field is unescaped in place.
 */
final class CsvRecords implements AutoCloseable {
  private static final int FIRST_BUFFER = 1 << 16;
  private static final int MOST_RECORD = 1 << 26;
  private static final int QUOTE = '"';

  private final String file;
  private final InputStream in;
  private final int delimiter;
  private byte[] buffer = new byte[FIRST_BUFFER];
  private int at;
  private int end;
  private boolean finished;
  private long nextLine = 1;
  private long line;
  private int fields;
  private int[] starts = new int[16];
  private int[] ends = new int[16];
  private boolean[] quoted = new boolean[16];

  CsvRecords(InputFile file, char delimiter) {
    this.file = file.path();
    this.delimiter = delimiter;
    try {
      this.in = RangeStream.open(file);
    } catch (IOException e) {
      throw unreadable(e);
    }
    if (has(2) && buffer[0] == (byte) 0xef && buffer[1] == (byte) 0xbb) {
      at = buffer[2] == (byte) 0xbf ? 3 : 0;
    }
  }

  private TableFormatException unreadable(IOException e) {
    return new TableFormatException(
        file, "line " + nextLine + ": cannot be read (" + e + ")", "check the file", e);
  }

  TableFormatException wrong(String problem, String fix) {
    return new TableFormatException(file, "line " + line + ": " + problem, fix);
  }

  String file() {
    return file;
  }

  /** The line on which the current record begins, from 1. */
  long line() {
    return line;
  }

  int fields() {
    return fields;
  }

  byte[] bytes() {
    return buffer;
  }

  int start(int field) {
    return starts[field];
  }

  int end(int field) {
    return ends[field];
  }

  boolean isQuoted(int field) {
    return quoted[field];
  }

  String text(int field) {
    return new String(buffer, starts[field], ends[field] - starts[field], StandardCharsets.UTF_8);
  }

  /** Goes to the next record; false at the end of the file. */
  boolean next() {
    while (true) {
      compact();
      if (!has(at)) {
        return false;
      }
      line = nextLine;
      int blank = lineEnd(at);
      if (blank == 0) {
        parse();
        return true;
      }
      at += blank;
      nextLine++;
    }
  }

  /** Only between records do bytes move. */
  private void compact() {
    if (at > buffer.length / 2 || at == end) {
      System.arraycopy(buffer, at, buffer, 0, end - at);
      end -= at;
      at = 0;
    }
  }

  /** Whether there is a byte at a place. */
  private boolean has(int p) {
    while (p >= end) {
      if (!more()) {
        return false;
      }
    }
    return true;
  }

  private boolean more() {
    if (finished) {
      return false;
    }
    if (end == buffer.length) {
      if (buffer.length >= MOST_RECORD) {
        throw wrong(
            "a record of more than " + MOST_RECORD + " bytes", "check that all quotes are closed");
      }
      buffer = Arrays.copyOf(buffer, buffer.length * 2);
    }
    try {
      int n = in.read(buffer, end, buffer.length - end);
      finished = n < 0;
      end += Math.max(0, n);
      return n > 0;
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  /** Bytes of the line end at a place, 0 if there is none. */
  private int lineEnd(int p) {
    if (buffer[p] == '\n') {
      return 1;
    }
    if (buffer[p] != '\r') {
      return 0;
    }
    return has(p + 1) && buffer[p + 1] == '\n' ? 2 : 1;
  }

  private void parse() {
    fields = 0;
    int p = at;
    boolean open = true;
    while (open) {
      if (fields == starts.length) {
        starts = Arrays.copyOf(starts, fields * 2);
        ends = Arrays.copyOf(ends, fields * 2);
        quoted = Arrays.copyOf(quoted, fields * 2);
      }
      p = has(p) && buffer[p] == QUOTE ? quotedField(p + 1) : plainField(p);
      fields++;
      if (has(p) && buffer[p] == delimiter) {
        p++;
      } else {
        open = false;
        if (has(p)) {
          p += lineEnd(p);
        }
        nextLine++;
      }
    }
    at = p;
  }

  private int plainField(int from) {
    int p = from;
    do {
      byte[] bytes = buffer;
      int last = end;
      while (p < last && !isEnd(bytes[p])) {
        p++;
      }
    } while (p == end && has(p));
    starts[fields] = from;
    ends[fields] = p;
    quoted[fields] = false;
    return p;
  }

  private boolean isEnd(byte b) {
    return b == delimiter || b == '\n' || b == '\r';
  }

  /** Moves the content over the quotes that were doubled. */
  private int quotedField(int from) {
    int p = from;
    int to = from;
    while (true) {
      if (!has(p)) {
        throw wrong("field " + (fields + 1) + " has no closing quote", "close it, or double it");
      }
      byte b = buffer[p++];
      if (b == QUOTE) {
        if (!has(p) || buffer[p] != QUOTE) {
          break;
        }
        p++;
      } else if (b == '\n' || (b == '\r' && !(has(p) && buffer[p] == '\n'))) {
        nextLine++;
      }
      buffer[to++] = b;
    }
    starts[fields] = from;
    ends[fields] = to;
    quoted[fields] = true;
    if (has(p) && buffer[p] != delimiter && lineEnd(p) == 0) {
      throw wrong(
          "field " + (fields + 1) + " has text after its closing quote", "double inner quotes");
    }
    return p;
  }

  @Override
  public void close() {
    try {
      in.close();
    } catch (IOException e) {
      throw unreadable(e);
    }
  }
}
