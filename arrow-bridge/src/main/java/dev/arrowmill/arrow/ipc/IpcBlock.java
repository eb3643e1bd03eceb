package dev.arrowmill.arrow.ipc;

import java.nio.ByteBuffer;
import org.apache.arrow.flatbuf.Message;

/**
 * A message of a file whose place and size have been checked.
 *
 * @param metadata the flatbuffer
 * @param body where its body begins in the file
 * @param bodyBytes the body's size
 */
record IpcBlock(ByteBuffer metadata, long body, long bodyBytes) {
  Message message() {
    return Message.getRootAsMessage(metadata.duplicate().order(metadata.order()));
  }
}
