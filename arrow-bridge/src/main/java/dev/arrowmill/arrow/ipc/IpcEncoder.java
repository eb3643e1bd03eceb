package dev.arrowmill.arrow.ipc;

import com.google.flatbuffers.FlatBufferBuilder;
import java.nio.ByteBuffer;
import java.util.List;
import org.apache.arrow.flatbuf.Block;
import org.apache.arrow.flatbuf.Buffer;
import org.apache.arrow.flatbuf.DictionaryBatch;
import org.apache.arrow.flatbuf.FieldNode;
import org.apache.arrow.flatbuf.Footer;
import org.apache.arrow.flatbuf.Message;
import org.apache.arrow.flatbuf.MessageHeader;
import org.apache.arrow.flatbuf.MetadataVersion;
import org.apache.arrow.flatbuf.RecordBatch;
import org.apache.arrow.vector.ipc.message.ArrowFieldNode;
import org.apache.arrow.vector.types.pojo.Schema;

/** The flatbuffers of an Arrow file. */
final class IpcEncoder {
  /** The place of a message that was written. */
  record Place(long offset, int metadata, long body) {}

  private IpcEncoder() {}

  static ByteBuffer schema(Schema schema) {
    FlatBufferBuilder b = new FlatBufferBuilder();
    return message(b, MessageHeader.Schema, schema.getSchema(b), 0);
  }

  static ByteBuffer recordBatch(long rows, IpcBody body) {
    FlatBufferBuilder b = new FlatBufferBuilder();
    return message(b, MessageHeader.RecordBatch, batch(b, rows, body), body.bytes());
  }

  static ByteBuffer dictionary(long id, long rows, IpcBody body) {
    FlatBufferBuilder b = new FlatBufferBuilder();
    int data = batch(b, rows, body);
    int header = DictionaryBatch.createDictionaryBatch(b, id, data, false);
    return message(b, MessageHeader.DictionaryBatch, header, body.bytes());
  }

  private static int batch(FlatBufferBuilder b, long rows, IpcBody body) {
    List<ArrowFieldNode> nodes = body.nodes();
    RecordBatch.startNodesVector(b, nodes.size());
    for (int i = nodes.size() - 1; i >= 0; i--) {
      FieldNode.createFieldNode(b, nodes.get(i).getLength(), nodes.get(i).getNullCount());
    }
    int nodesAt = b.endVector();
    long[] lengths = body.lengths();
    long at = body.bytes();
    RecordBatch.startBuffersVector(b, lengths.length);
    for (int i = lengths.length - 1; i >= 0; i--) {
      at -= IpcBody.aligned(lengths[i]);
      Buffer.createBuffer(b, at, lengths[i]);
    }
    int buffersAt = b.endVector();
    RecordBatch.startRecordBatch(b);
    RecordBatch.addLength(b, rows);
    RecordBatch.addNodes(b, nodesAt);
    RecordBatch.addBuffers(b, buffersAt);
    return RecordBatch.endRecordBatch(b);
  }

  private static ByteBuffer message(FlatBufferBuilder b, byte type, int header, long body) {
    Message.startMessage(b);
    Message.addHeaderType(b, type);
    Message.addHeader(b, header);
    Message.addVersion(b, MetadataVersion.V5);
    Message.addBodyLength(b, body);
    b.finish(Message.endMessage(b));
    return b.dataBuffer();
  }

  static ByteBuffer footer(Schema schema, List<Place> dictionaries, List<Place> batches) {
    FlatBufferBuilder b = new FlatBufferBuilder();
    int schemaAt = schema.getSchema(b);
    Footer.startDictionariesVector(b, dictionaries.size());
    int dictionariesAt = blocks(b, dictionaries);
    Footer.startRecordBatchesVector(b, batches.size());
    int batchesAt = blocks(b, batches);
    Footer.startFooter(b);
    Footer.addSchema(b, schemaAt);
    Footer.addDictionaries(b, dictionariesAt);
    Footer.addRecordBatches(b, batchesAt);
    Footer.addVersion(b, MetadataVersion.V5);
    b.finish(Footer.endFooter(b));
    return b.dataBuffer();
  }

  private static int blocks(FlatBufferBuilder b, List<Place> places) {
    for (int i = places.size() - 1; i >= 0; i--) {
      Place p = places.get(i);
      Block.createBlock(b, p.offset(), p.metadata(), p.body());
    }
    return b.endVector();
  }
}
