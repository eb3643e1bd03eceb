package dev.arrowmill.arrow.ipc;

import dev.arrowmill.arrow.TableFormatException;
import dev.arrowmill.arrow.file.InputFiles;
import dev.arrowmill.arrow.file.RangeReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.apache.arrow.flatbuf.Message;
import org.apache.arrow.flatbuf.MetadataVersion;
import org.jspecify.annotations.Nullable;

/** Reads messages of one file: nothing larger than the file is ever asked for. */
final class IpcMessages {
  private static final int CONTINUATION = 0xffffffff;

  private final String file;
  private final RangeReader reader;
  private final long length;

  IpcMessages(String file, RangeReader reader) {
    this.file = file;
    this.reader = reader;
    try {
      this.length = reader.length();
    } catch (IOException e) {
      throw InputFiles.unreadable(file, e);
    }
  }

  long length() {
    return length;
  }

  TableFormatException damaged(String problem) {
    return new TableFormatException(file, problem, "write the file again");
  }

  /** Bytes of the file, in its byte order. */
  ByteBuffer bytes(long at, long count, String what) {
    if (at < 0 || count < 0 || count > length - at || count > Integer.MAX_VALUE - 8) {
      throw damaged(
          what + " is said to be " + count + " bytes at " + at + " of a file of " + length);
    }
    try {
      return ByteBuffer.wrap(reader.read(at, (int) count)).order(ByteOrder.LITTLE_ENDIAN);
    } catch (IOException e) {
      throw InputFiles.unreadable(file, e);
    }
  }

  /** The message that begins at a place; null where the stream ends. */
  @Nullable IpcBlock at(long at, String what) {
    if (length - at < 4) {
      return null;
    }
    int first = bytes(at, 4, what).getInt();
    int prefix = 4;
    int size = first;
    if (first == CONTINUATION) {
      prefix = 8;
      if (length - at < 8) {
        throw damaged(what + " is cut short at byte " + length);
      }
      size = bytes(at + 4, 4, what).getInt();
    }
    if (size == 0) {
      return null;
    }
    ByteBuffer metadata = bytes(at + prefix, size, "the metadata of " + what);
    return block(metadata, at + prefix + size, what);
  }

  private IpcBlock block(ByteBuffer metadata, long body, String what) {
    long bodyBytes;
    try {
      Message m = Message.getRootAsMessage(metadata.duplicate().order(ByteOrder.LITTLE_ENDIAN));
      requireVersion(m.version(), what);
      bodyBytes = m.bodyLength();
    } catch (IndexOutOfBoundsException | IllegalArgumentException | AssertionError e) {
      throw damaged("the metadata of " + what + " is damaged (" + e + ")");
    }
    if (bodyBytes < 0 || bodyBytes > length - body) {
      throw damaged(
          "the body of "
              + what
              + " is said to be "
              + bodyBytes
              + " bytes, but only "
              + (length - body)
              + " follow");
    }
    return new IpcBlock(metadata, body, bodyBytes);
  }

  private void requireVersion(short version, String what) {
    if (version != MetadataVersion.V4 && version != MetadataVersion.V5) {
      throw damaged(
          what + " has metadata version V" + (version + 1) + "; only V4 and V5 can be read");
    }
  }
}
