package dev.arrowmill.arrow.c;

import dev.arrowmill.arrow.ArrowCheck;
import dev.arrowmill.arrow.ColumnBatch;
import dev.arrowmill.arrow.ColumnBatches;
import dev.arrowmill.arrow.OwnedColumns;
import dev.arrowmill.arrow.TableFormatException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.ipc.ArrowReader;
import org.apache.arrow.vector.util.TransferPair;
import org.jspecify.annotations.Nullable;

/** The batches of a C stream; each is moved out of the reader's vectors. */
final class ImportedBatches implements ColumnBatches {
  private final ArrowReader reader;
  private final String source;
  private @Nullable ColumnBatch ready;
  private boolean done;
  private boolean closed;

  ImportedBatches(ArrowReader reader, String source) {
    this.reader = reader;
    this.source = source;
  }

  @Override
  public boolean hasNext() {
    try {
      while (!done && ready == null) {
        if (reader.loadNextBatch()) {
          ready = take();
        } else {
          done = true;
        }
      }
      return ready != null;
    } catch (IOException e) {
      close();
      throw failed(e);
    } catch (RuntimeException e) {
      close();
      throw e instanceof TableFormatException || e instanceof IllegalArgumentException
          ? e
          : failed(e);
    }
  }

  private TableFormatException failed(Exception e) {
    return new TableFormatException(
        source, "its stream failed (" + e.getMessage() + ")", "check the exporter", e);
  }

  /** The next batch; null for one without rows. */
  private @Nullable ColumnBatch take() throws IOException {
    VectorSchemaRoot root = reader.getVectorSchemaRoot();
    List<FieldVector> vectors = new ArrayList<>();
    try {
      for (FieldVector v : root.getFieldVectors()) {
        ArrowCheck.check(v, reader, source, "column " + v.getName());
        TransferPair move = v.getTransferPair(v.getAllocator());
        move.transfer();
        vectors.add((FieldVector) move.getTo());
      }
    } catch (RuntimeException e) {
      vectors.forEach(FieldVector::close);
      throw e;
    }
    int rows = root.getRowCount();
    VectorSchemaRoot moved = new VectorSchemaRoot(vectors);
    moved.setRowCount(rows);
    ColumnBatch batch = ColumnBatch.of(moved, reader, source);
    if (rows == 0) {
      batch.close();
      return null;
    }
    return batch;
  }

  @Override
  public OwnedColumns next() {
    if (!hasNext() || ready == null) {
      throw new NoSuchElementException("no more batches");
    }
    ColumnBatch b = ready;
    ready = null;
    return b;
  }

  @Override
  public void close() {
    done = true;
    if (ready != null) {
      ready.close();
      ready = null;
    }
    if (closed) {
      return;
    }
    closed = true;
    try {
      reader.close();
    } catch (IOException e) {
      throw failed(e);
    }
  }
}
