package dev.arrowmill.arrow.spark;

import dev.arrowmill.arrow.BatchSlice;
import dev.arrowmill.arrow.ColumnBatch;
import dev.arrowmill.arrow.ColumnBatches;
import dev.arrowmill.arrow.ColumnSchema;
import dev.arrowmill.arrow.HeapLease;
import dev.arrowmill.arrow.OwnedColumns;
import dev.arrowmill.arrow.ReadRequest;
import dev.arrowmill.arrow.ReaderBatches;
import dev.arrowmill.arrow.TableFormatException;
import java.io.ByteArrayInputStream;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.NoSuchElementException;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.ipc.ArrowStreamReader;
import org.apache.spark.api.java.JavaRDD;
import org.jspecify.annotations.Nullable;

/** The batches of one partition after the other, each partition computed by a job of its own. */
final class PartitionBatches implements ColumnBatches {
  private final JavaRDD<byte[]> batches;
  private final ReadRequest request;
  private final ColumnSchema schema;
  private final BufferAllocator allocator;
  private final Deque<byte[]> partition = new ArrayDeque<>();
  private final Deque<OwnedColumns> ready = new ArrayDeque<>();
  private @Nullable HeapLease lease;
  private int next;
  private long row;
  private boolean closed;

  PartitionBatches(
      JavaRDD<byte[]> batches,
      ReadRequest request,
      ColumnSchema schema,
      BufferAllocator allocator) {
    this.batches = batches;
    this.request = request;
    this.schema = schema;
    this.allocator = allocator;
  }

  @Override
  public boolean hasNext() {
    try {
      while (!closed && ready.isEmpty()) {
        if (!partition.isEmpty()) {
          ColumnBatch batch = decode(partition.removeFirst());
          int rows = batch.rows();
          ready.addAll(BatchSlice.cut(batch.startingAt(row), 0, request.batchRows()));
          row += rows;
        } else if (next < request.splits().size()) {
          compute(request.splits().get(next++).rowGroup());
        } else {
          break;
        }
      }
      return !ready.isEmpty();
    } catch (RuntimeException e) {
      close();
      throw e;
    }
  }

  private void compute(int number) {
    giveBack();
    partition.addAll(batches.collectPartitions(new int[] {number})[0]);
    lease = HeapLease.of(allocator, partition.stream().mapToLong(b -> b.length).sum());
    row = 0;
  }

  private ColumnBatch decode(byte[] bytes) {
    try (ReaderBatches one =
        ReaderBatches.of(
            new ArrowStreamReader(new ByteArrayInputStream(bytes), allocator), "dataframe")) {
      if (!one.hasNext()) {
        throw new TableFormatException("dataframe", "a batch has no rows", "report this");
      }
      ColumnBatch batch = inOrder((ColumnBatch) one.next());
      if (!batch.schema().equals(schema)) {
        batch.close();
        throw new TableFormatException(
            "dataframe", "has " + batch.schema() + ", expected " + schema, "read it anew");
      }
      return batch;
    }
  }

  /** The same vectors in the order in which they were asked for. */
  private ColumnBatch inOrder(ColumnBatch batch) {
    List<FieldVector> vectors = new ArrayList<>();
    for (String name : schema.names()) {
      vectors.add(batch.root().getVector(name));
    }
    VectorSchemaRoot root = new VectorSchemaRoot(vectors);
    root.setRowCount(batch.rows());
    return ColumnBatch.of(root, null, "dataframe");
  }

  private void giveBack() {
    partition.clear();
    if (lease != null) {
      lease.close();
      lease = null;
    }
  }

  @Override
  public OwnedColumns next() {
    if (!hasNext()) {
      throw new NoSuchElementException("no more batches");
    }
    return ready.removeFirst();
  }

  @Override
  public void close() {
    closed = true;
    ready.forEach(OwnedColumns::close);
    ready.clear();
    giveBack();
  }
}
