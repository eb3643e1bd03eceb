package dev.arrowmill.arrow.parquet;

import dev.arrowmill.arrow.ColumnBatch;
import dev.arrowmill.arrow.ColumnBatches;
import dev.arrowmill.arrow.ColumnSchema;
import dev.arrowmill.arrow.OwnedColumns;
import dev.arrowmill.arrow.TableFormatException;
import dev.arrowmill.arrow.file.InputFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.arrow.dataset.file.FileFormat;
import org.apache.arrow.dataset.file.FileSystemDatasetFactory;
import org.apache.arrow.dataset.jni.NativeMemoryPool;
import org.apache.arrow.dataset.scanner.ScanOptions;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.util.AutoCloseables;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.ipc.ArrowReader;
import org.apache.arrow.vector.util.TransferPair;
import org.jspecify.annotations.Nullable;

/**
 * A file scanned from front to back by Arrow's native reader. Each scanned batch is cut where a row
 * group ends; rows of row groups that were not asked for are dropped, and the scan stops after the
 * last one that was.
 */
final class NativeBatches implements ColumnBatches {
  private final InputFile file;
  private final List<Long> rows;
  private final Set<Integer> wanted;
  private final int last;
  private final ColumnSchema schema;
  private final Deque<AutoCloseable> open = new ArrayDeque<>();
  private final Deque<ColumnBatch> ready = new ArrayDeque<>();
  private final ArrowReader reader;
  private int group;
  private long left;

  NativeBatches(ReadPlan plan, BufferAllocator allocator) {
    this.file = plan.file();
    this.rows = plan.footer().rowGroups();
    this.schema = plan.schema();
    TreeSet<Integer> set = new TreeSet<>(plan.rowGroups());
    this.wanted = set;
    this.last = set.last();
    this.left = rows.get(0);
    try {
      var factory =
          keep(
              new FileSystemDatasetFactory(
                  allocator,
                  NativeMemoryPool.getDefault(),
                  FileFormat.PARQUET,
                  Path.of(file.path()).toUri().toString()));
      var dataset = keep(factory.finish());
      var options =
          new ScanOptions(plan.batchRows(), Optional.of(schema.names().toArray(new String[0])));
      reader = keep(keep(dataset.newScan(options)).scanBatches());
    } catch (RuntimeException e) {
      close();
      throw undecodable(e);
    }
  }

  private <T extends AutoCloseable> T keep(T resource) {
    open.push(resource);
    return resource;
  }

  private TableFormatException undecodable(Exception e) {
    return new TableFormatException(
        file.path(),
        "row group " + group + " cannot be decoded (" + e.getMessage() + ")",
        "write the file again",
        e);
  }

  @Override
  public boolean hasNext() {
    while (ready.isEmpty() && group <= last && !open.isEmpty()) {
      load();
    }
    return !ready.isEmpty();
  }

  private void load() {
    try {
      if (!reader.loadNextBatch()) {
        throw new IOException("the scan ended early");
      }
      cut(reader.getVectorSchemaRoot());
    } catch (IOException | RuntimeException e) {
      close();
      throw e instanceof TableFormatException t ? t : undecodable(e);
    }
  }

  /** Shares the rows of a scanned batch among the row groups they belong to. */
  private void cut(VectorSchemaRoot scanned) {
    int start = 0;
    int count = scanned.getRowCount();
    while (start < count) {
      skipFinishedGroups();
      if (group == rows.size()) {
        throw new TableFormatException(
            file.path(), "has more rows than its footer says", "write the file again");
      }
      int n = (int) Math.min(left, count - start);
      if (wanted.contains(group)) {
        ready.add(own(scanned, start, n));
      }
      start += n;
      left -= n;
    }
    skipFinishedGroups();
  }

  private void skipFinishedGroups() {
    while (left == 0 && group < rows.size()) {
      group++;
      left = group < rows.size() ? rows.get(group) : 0;
    }
  }

  private ColumnBatch own(VectorSchemaRoot scanned, int start, int count) {
    List<FieldVector> vectors = new ArrayList<>();
    for (String name : schema.names()) {
      FieldVector v = scanned.getVector(name);
      TransferPair pair = v.getTransferPair(v.getAllocator());
      if (count == scanned.getRowCount()) {
        pair.transfer();
      } else {
        pair.splitAndTransfer(start, count);
      }
      vectors.add((FieldVector) pair.getTo());
    }
    VectorSchemaRoot root = new VectorSchemaRoot(vectors);
    root.setRowCount(count);
    return ColumnBatch.of(root, dictionaries(), file.path(), schema);
  }

  private @Nullable ArrowReader dictionaries() {
    return reader;
  }

  @Override
  public OwnedColumns next() {
    if (!hasNext()) {
      throw new NoSuchElementException(file.path());
    }
    return ready.remove();
  }

  @Override
  public void close() {
    ready.forEach(ColumnBatch::close);
    ready.clear();
    List<AutoCloseable> all = new ArrayList<>(open);
    open.clear();
    try {
      AutoCloseables.close(all);
    } catch (Exception e) {
      throw new IllegalStateException(file.path() + ": closing the native scan failed", e);
    }
  }
}
