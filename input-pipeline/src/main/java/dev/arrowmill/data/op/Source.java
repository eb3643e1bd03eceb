package dev.arrowmill.data.op;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.arrowmill.arrow.BatchSource;
import dev.arrowmill.arrow.ColumnBatches;
import dev.arrowmill.arrow.ColumnRange;
import dev.arrowmill.arrow.OwnedColumns;
import dev.arrowmill.arrow.ReadRequest;
import dev.arrowmill.arrow.SourceIdentity;
import dev.arrowmill.arrow.Split;
import dev.arrowmill.arrow.TableFormatException;
import dev.arrowmill.data.ElementSpec;
import dev.arrowmill.data.ElementTrace;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Rows of a batch source in canonical order. */
public final class Source extends Node {
  private final BatchSource source;
  private final List<ColumnPatterns> columns;

  private final List<ColumnRange> where;
  private final long first;
  private final long limit;

  private Source(
      BatchSource source,
      List<ColumnPatterns> columns,
      List<ColumnRange> where,
      long first,
      long limit) {
    this.first = first;
    this.limit = limit;
    this.source = source;
    this.columns = columns;
    this.where = where;
  }

  public static Source of(BatchSource source) {
    return new Source(source, List.of(), List.of(), 0, Long.MAX_VALUE);
  }

  /** The same source reading only these columns. */
  Source choose(ColumnPatterns patterns) {
    List<ColumnPatterns> all = new ArrayList<>(columns);
    all.add(patterns);
    Source s = new Source(source, List.copyOf(all), where, first, limit);
    s.chosen();
    return s;
  }

  /** The same source, which may leave out rows that fail one of just these. */
  Source where(List<ColumnRange> ranges) {
    return new Source(source, columns, List.copyOf(ranges), first, limit);
  }

  /** The same source reading only these columns, which it has. */
  Source only(List<String> names) {
    Source s = new Source(source, List.of(new ColumnPatterns(names, false)), where, first, limit);
    s.at(depth());
    return s;
  }

  /** The rows from number {@code row} on; the sizes of all splits are known. */
  Source from(long row) {
    return new Source(source, columns, where, first + row, limit);
  }

  /** May read no more than the first {@code rows} rows. */
  Source atMost(long rows) {
    return new Source(source, columns, where, first, Math.min(limit, rows));
  }

  /** Whether rows at the beginning or end are left out. */
  boolean isRestricted() {
    return first > 0 || limit < Long.MAX_VALUE;
  }

  boolean canSeek() {
    return where.isEmpty() && source.rows() >= 0;
  }

  List<String> chosen() {
    List<String> names = source.columns();
    for (ColumnPatterns p : columns) {
      names = p.choose(names);
    }
    return names;
  }

  @Override
  public String name() {
    return "source";
  }

  /** Counts and shows the choices of columns as if they were operators of their own. */
  @Override
  int countDepth() {
    return 1 + columns.size();
  }

  @Override
  void fingerprint(StringBuilder out) {
    out.append(pipeline()).append(' ').append(source.identity());
  }

  /** What is read, for {@code explain}. */
  String reads() {
    StringBuilder out = new StringBuilder(name() + "(" + chosen().size() + " of ");
    out.append(source.columns().size()).append(" columns");
    where.forEach(r -> out.append(", where ").append(describe(r)));
    out.append(first == 0 ? "" : ", from row " + first);
    return out.append(limit == Long.MAX_VALUE ? "" : ", at most " + limit + " rows") + ")";
  }

  private static String describe(ColumnRange r) {
    return r.texts() != null
        ? r.column() + " in " + r.texts()
        : r.min() + " <= " + r.column() + " <= " + r.max();
  }

  @Override
  public String pipeline() {
    StringBuilder out = new StringBuilder(name());
    columns.forEach(c -> out.append(" > ").append(c));
    return out.toString();
  }

  @Override
  public List<SourceIdentity> sources() {
    return List.of(source.identity());
  }

  @Override
  long maxElements() {
    long n = source.rows();
    return n < 0 ? Long.MAX_VALUE : n;
  }

  @Override
  public long cardinality() {
    return source.rows() < 0 ? UNKNOWN_SIZE : source.rows();
  }

  @Override
  public Optional<ElementSpec> spec() {
    return Optional.of(ElementSpec.of(source.schema(chosen())));
  }

  @Override
  public Stage open(Context context) {
    return new Rows(context);
  }

  private final class Rows extends Stage {
    private final Context context;
    private final List<Split> splits = source.splits();
    private final List<String> names = chosen();
    private final Tuner.Knob scan;
    private int quarters;
    private @Nullable ColumnBatches batches;
    private int split;
    private long row;
    private boolean single;
    private boolean closed;

    Rows(Context context) {
      super(context, Source.this);
      this.context = context;
      scan = context.scan(Source.this);
      quarters = scan.value();
      source.schema(names);
      seek(first);
    }

    private void seek(long rows) {
      row = rows;
      while (split < splits.size() && row > 0 && row >= splits.get(split).rows()) {
        row -= splits.get(split).rows();
        split++;
      }
    }

    @Override
    @Nullable Chunk advance() {
      if (closed || split >= splits.size()) {
        close();
        return null;
      }
      try {
        Chunk chunk = read();
        if (chunk == null) {
          close();
        }
        return chunk;
      } catch (TableFormatException e) {
        giveUp(e);
        throw e;
      } catch (RuntimeException e) {
        ColumnBatches b = batches;
        batches = null;
        Closing.close(b);
        throw e;
      }
    }

    /** A reader goes on with pieces of another size from where it is, if it can be opened there. */
    private void reopenIfTuned() {
      int wanted = scan.value();
      if (wanted != quarters && source.rows() >= 0) {
        Closing.close(batches);
        batches = null;
        quarters = wanted;
      }
    }

    /** What is left of a damaged split is lost; the next ones are read one by one. */
    private void giveUp(TableFormatException e) {
      new ElementTrace(name(), e.file(), -1).addTo(e);
      ColumnBatches b = batches;
      batches = null;
      single = true;
      split++;
      row = 0;
      Closing.close(b);
    }

    private @Nullable Chunk read() {
      while (split < splits.size()) {
        reopenIfTuned();
        ColumnBatches open = batches == null ? openNext() : batches;
        batches = open;
        if (open.hasNext()) {
          return take(open.next());
        }
        open.close();
        batches = null;
        split = alone() ? split + 1 : splits.size();
        row = 0;
      }
      return null;
    }

    /**
     * Whether a split is read by itself, because rows may be missing or their number is unknown.
     */
    private boolean alone() {
      return single || !where.isEmpty() || splits.get(split).rows() < 0;
    }

    /** Opens what follows; if that fails, the next split by itself, to see whether it is that. */
    private ColumnBatches openNext() {
      try {
        return open();
      } catch (TableFormatException e) {
        if (alone()) {
          throw e;
        }
        single = true;
        return open();
      }
    }

    private ColumnBatches open() {
      List<Split> next = splits.subList(split, alone() ? split + 1 : splits.size());
      ReadRequest request =
          new ReadRequest(
              names, next, row, where, (int) Math.min(limit, Session.scanRows(quarters)));
      return source.open(request, context.memory().get());
    }

    private Chunk take(OwnedColumns batch) {
      int count = batch.rows();
      if (alone()) {
        row = (batch.firstRow() < 0 ? row : batch.firstRow()) + count;
      } else {
        row += count;
        if (row >= splits.get(split).rows()) {
          split++;
          row = 0;
        }
      }
      return ColumnsChunk.of(batch, batch);
    }

    @Override
    public ObjectNode state() {
      return object().put("split", split).put("row", row);
    }

    @Override
    public void restore(JsonNode state) {
      split = state.path("split").asInt();
      row = state.path("row").asLong();
      if (split < 0 || split > splits.size() || row < 0) {
        throw new IllegalArgumentException(
            "restore: split "
                + split
                + ", row "
                + row
                + " is no place in "
                + splits.size()
                + " splits; the state is damaged");
      }
    }

    @Override
    public void close() {
      closed = true;
      ColumnBatches b = batches;
      batches = null;
      Closing.close(b);
    }
  }
}
