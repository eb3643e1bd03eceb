package dev.arrowmill.arrow.orc;

import dev.arrowmill.arrow.ColumnBatches;
import dev.arrowmill.arrow.ColumnSchema;
import dev.arrowmill.arrow.HeapBatch;
import dev.arrowmill.arrow.HeapColumns;
import dev.arrowmill.arrow.OwnedColumns;
import dev.arrowmill.arrow.ReadRequest;
import dev.arrowmill.arrow.Split;
import dev.arrowmill.arrow.TableFormatException;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.hadoop.hive.ql.exec.vector.VectorizedRowBatch;
import org.apache.orc.Reader;
import org.apache.orc.RecordReader;
import org.apache.orc.StripeInformation;
import org.apache.orc.TypeDescription;
import org.jspecify.annotations.Nullable;

/** The rows of some stripes; one is open at a time. */
final class OrcBatches implements ColumnBatches {
  private static final int READ_ROWS = 1_024;

  private final Map<String, OrcTable> tables;
  private final ReadRequest request;
  private final ColumnSchema schema;
  private final BufferAllocator allocator;
  private int nextSplit;
  private @Nullable Stripe open;
  private @Nullable OwnedColumns ready;
  private boolean closed;

  /** A stripe that is being read. */
  private static final class Stripe {
    final OrcTable table;
    final String place;
    final Reader reader;
    final RecordReader rows;
    final VectorizedRowBatch batch;
    final int[] columns;
    final long length;
    long row;
    int used;

    Stripe(
        OrcTable table, Split split, Reader reader, RecordReader rows, int[] columns, long first) {
      this.table = table;
      this.place = "stripe " + split.rowGroup();
      this.reader = reader;
      this.rows = rows;
      this.columns = columns;
      this.length = split.rows();
      this.row = first;
      this.batch = table.schema().createRowBatch(READ_ROWS);
    }

    /** Whether rows that are read are left, reading more if there are. */
    boolean fill() throws IOException {
      if (used == batch.size) {
        used = 0;
        batch.size = 0;
        if (row >= length || !rows.nextBatch(batch)) {
          batch.size = 0;
        }
      }
      return used < batch.size;
    }
  }

  OrcBatches(
      Map<String, OrcTable> tables,
      ReadRequest request,
      ColumnSchema schema,
      BufferAllocator allocator) {
    this.tables = tables;
    this.request = request;
    this.schema = schema;
    this.allocator = allocator;
  }

  @Override
  public boolean hasNext() {
    try {
      while (!closed && ready == null && (open != null || nextSplit < request.splits().size())) {
        Stripe stripe = open == null ? begin() : open;
        open = stripe;
        ready = OrcTable.guard(stripe.table.file(), stripe.place, () -> batch(stripe)).orElse(null);
        if (ready == null) {
          closeStripe();
        }
      }
      return ready != null;
    } catch (RuntimeException e) {
      close();
      throw e;
    }
  }

  private Stripe begin() {
    Split split = request.splits().get(nextSplit);
    long first = nextSplit++ == 0 ? request.firstRow() : 0;
    OrcTable table = tables.get(split.file());
    if (table == null) {
      throw new IllegalStateException("splits are checked when the source is opened");
    }
    TypeDescription type = table.schema();
    boolean[] include = new boolean[type.getMaximumId() + 1];
    int[] columns = new int[schema.size()];
    include[0] = true;
    for (int c = 0; c < columns.length; c++) {
      columns[c] = type.getFieldNames().indexOf(schema.field(c).name());
      TypeDescription child = type.getChildren().get(columns[c]);
      Arrays.fill(include, child.getId(), child.getMaximumId() + 1, true);
    }
    Reader reader = OrcTable.open(table.file());
    try {
      RecordReader rows =
          OrcTable.guard(
              table.file(),
              "stripe " + split.rowGroup(),
              () -> rows(reader, table.stripes(), split.rowGroup(), include, first));
      return new Stripe(table, split, reader, rows, columns, first);
    } catch (RuntimeException e) {
      close(reader);
      throw e;
    }
  }

  private static RecordReader rows(
      Reader reader, List<StripeInformation> stripes, int number, boolean[] include, long first)
      throws IOException {
    StripeInformation s = stripes.get(number);
    RecordReader rows =
        reader.rows(reader.options().range(s.getOffset(), s.getLength()).include(include));
    long before = 0;
    for (int i = 0; i < number; i++) {
      before += stripes.get(i).getNumberOfRows();
    }
    if (first > 0 && first < s.getNumberOfRows()) {
      rows.seekToRow(before + first);
    }
    return rows;
  }

  private Optional<OwnedColumns> batch(Stripe stripe) throws IOException {
    HeapColumns rows = new HeapColumns(schema, READ_ROWS);
    long begin = stripe.row;
    while (rows.rows() < request.batchRows() && stripe.row < stripe.length && stripe.fill()) {
      int n =
          (int)
              Math.min(
                  Math.min(request.batchRows() - rows.rows(), stripe.batch.size - stripe.used),
                  stripe.length - stripe.row);
      int first = rows.rows();
      for (int i = 0; i < n; i++) {
        rows.addRow();
      }
      for (int c = 0; c < stripe.columns.length; c++) {
        OrcCells.copy(stripe.batch.cols[stripe.columns[c]], stripe.used, n, rows, first, c);
      }
      stripe.used += n;
      stripe.row += n;
    }
    if (rows.rows() < request.batchRows() && stripe.row < stripe.length) {
      throw new IOException("it ends after " + stripe.row + " of " + stripe.length + " rows");
    }
    return rows.rows() == 0
        ? Optional.empty()
        : Optional.of(HeapBatch.of(rows, allocator, stripe.table.file().path(), begin));
  }

  @Override
  public OwnedColumns next() {
    if (!hasNext() || ready == null) {
      throw new NoSuchElementException("no more batches");
    }
    OwnedColumns b = ready;
    ready = null;
    return b;
  }

  private void closeStripe() {
    Stripe s = open;
    open = null;
    if (s != null) {
      try {
        s.rows.close();
      } catch (IOException e) {
        throw new TableFormatException(
            s.table.file().path(), "cannot be closed (" + e + ")", "try again", e);
      } finally {
        close(s.reader);
      }
    }
  }

  private static void close(Reader reader) {
    try {
      reader.close();
    } catch (IOException e) {
      throw new TableFormatException("orc", "cannot be closed (" + e + ")", "try again", e);
    }
  }

  @Override
  public void close() {
    closed = true;
    if (ready != null) {
      ready.close();
      ready = null;
    }
    closeStripe();
  }
}
