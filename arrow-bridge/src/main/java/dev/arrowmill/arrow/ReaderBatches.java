package dev.arrowmill.arrow;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.ipc.ArrowReader;
import org.apache.arrow.vector.util.TransferPair;
import org.jspecify.annotations.Nullable;

/** The batches of an Arrow reader, checked; each is moved out of the reader's vectors. */
public final class ReaderBatches implements ColumnBatches {
  private final ArrowReader reader;
  private final String source;
  private @Nullable ColumnBatch ready;
  private boolean done;
  private boolean closed;

  private ReaderBatches(ArrowReader reader, String source) {
    this.reader = reader;
    this.source = source;
  }

  /**
   * Takes over a reader.
   *
   * @param source what messages call the origin
   */
  public static ReaderBatches of(ArrowReader reader, String source) {
    return new ReaderBatches(reader, source);
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
        source, "its stream failed (" + e.getMessage() + ")", "check where it comes from", e);
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
