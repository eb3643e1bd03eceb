package dev.arrowmill.data.op;

import dev.arrowmill.arrow.BatchSource;
import dev.arrowmill.arrow.ColumnSchema;
import dev.arrowmill.arrow.Columns;
import dev.arrowmill.arrow.HeapColumns;
import dev.arrowmill.arrow.ipc.IpcWriter;
import dev.arrowmill.arrow.ipc.MatrixRows;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes all elements of a node to one Arrow file, which appears whole or not at all. */
final class SnapshotWriter {
  private static final int ROWS = BatchSource.BATCH_ROWS;

  private final Path file;
  private final Context context;

  SnapshotWriter(Path file, Context context) {
    this.file = file;
    this.context = context;
  }

  /** Whether a snapshot has no rows, and so no columns: it is an empty file. */
  static boolean isEmpty(Path file) {
    try {
      return Files.size(file) == 0;
    } catch (IOException e) {
      throw new UncheckedIOException("snapshot: " + file + " cannot be read", e);
    }
  }

  void write(Node input) {
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
    } catch (IOException e) {
      throw new UncheckedIOException("snapshot: cannot make the directory of " + file, e);
    }
    Context first = context.firstEpoch().packed(context.packed());
    try (Cursor cursor = new Cursor(input.open(first))) {
      if (cursor.available() == 0) {
        Files.write(file, new byte[0]);
      } else if (context.packed()) {
        packed(cursor);
      } else {
        columns(cursor);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("snapshot: " + file + " cannot be written", e);
    }
  }

  private void packed(Cursor cursor) {
    Arrangement arrangement = context.session().arrangement();
    SnapshotLayout layout = SnapshotLayout.of(cursor.chunk().layout(arrangement));
    try (IpcWriter out = create(layout.rest(), layout)) {
      while (cursor.available() > 0) {
        Rows rows = Rows.take(cursor, ROWS, arrangement);
        List<MatrixRows> matrices = new ArrayList<>();
        for (int p = 0; p < layout.names().size(); p++) {
          Part part = layout.layout().parts().get(p);
          if (part instanceof MatrixPart || part instanceof TensorPart) {
            matrices.add(new MatrixRows(rows.store().array(p), 0));
          }
        }
        out.write(layout.rest(rows), rows.count(), matrices);
      }
      out.finish();
    }
  }

  private void columns(Cursor cursor) {
    ColumnSchema schema = cursor.chunk().columns("snapshot").schema();
    try (IpcWriter out = create(schema, null)) {
      for (int n = cursor.available(); n > 0; n = cursor.available()) {
        Columns rows = cursor.chunk().columns("snapshot").slice(cursor.position(), n);
        if (n >= ROWS / 8) {
          out.write(rows);
          cursor.use(n);
        } else {
          out.write(gather(cursor, schema));
        }
      }
      out.finish();
    }
  }

  private static Columns gather(Cursor cursor, ColumnSchema schema) {
    HeapColumns out = new HeapColumns(schema, ROWS / 8);
    for (int n = cursor.available(); n > 0 && out.rows() < ROWS / 8; n = cursor.available()) {
      int take = Math.min(n, ROWS / 8 - out.rows());
      out.append(cursor.chunk().columns("snapshot").slice(cursor.position(), take));
      cursor.use(take);
    }
    return out;
  }

  private IpcWriter create(ColumnSchema schema, @Nullable SnapshotLayout layout) {
    return layout == null
        ? IpcWriter.create(file, schema, context.memory().get())
        : IpcWriter.create(
            file,
            schema,
            layout.matrices(),
            Map.of(SnapshotLayout.KEY, layout.toJson()),
            context.memory().get());
  }
}
