package dev.arrowmill.data.op;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.arrowmill.arrow.BatchSource;
import dev.arrowmill.arrow.ColumnBatches;
import dev.arrowmill.arrow.OwnedColumns;
import dev.arrowmill.arrow.SourceIdentity;
import dev.arrowmill.arrow.Split;
import dev.arrowmill.data.ElementSpec;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Rows of a batch source in canonical order. */
public final class Source extends Node {
  private final BatchSource source;
  private final List<ColumnPatterns> columns;

  private Source(BatchSource source, List<ColumnPatterns> columns) {
    this.source = source;
    this.columns = columns;
  }

  public static Source of(BatchSource source) {
    return new Source(source, List.of());
  }

  /** The same source reading only these columns. */
  Source choose(ColumnPatterns patterns) {
    List<ColumnPatterns> all = new java.util.ArrayList<>(columns);
    all.add(patterns);
    Source s = new Source(source, List.copyOf(all));
    s.chosen();
    return s;
  }

  private List<String> chosen() {
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
  int depth() {
    return 1 + columns.size();
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
    private @Nullable ColumnBatches batches;
    private int split;
    private long row;
    private @Nullable RuntimeException failure;
    private boolean closed;

    Rows(Context context) {
      super(context, Source.this);
      this.context = context;
      source.schema(names);
    }

    @Override
    @Nullable Chunk advance() {
      if (failure != null) {
        throw failure;
      }
      if (closed || split >= splits.size()) {
        close();
        return null;
      }
      try {
        return read();
      } catch (RuntimeException e) {
        close();
        failure = e;
        throw e;
      }
    }

    private Chunk read() {
      ColumnBatches open = batches;
      long skip = 0;
      if (open == null) {
        open = source.open(names, splits.subList(split, splits.size()), context.memory().get());
        batches = open;
        skip = row;
      }
      OwnedColumns batch = open.next();
      while (skip >= batch.rows()) {
        skip -= batch.rows();
        batch.close();
        batch = open.next();
      }
      int from = (int) skip;
      int count = batch.rows() - from;
      row += count;
      if (row >= splits.get(split).rows()) {
        split++;
        row = 0;
      }
      return ColumnsChunk.of(batch, batch).range(from, count);
    }

    @Override
    public ObjectNode state() {
      return object().put("split", split).put("row", row);
    }

    @Override
    public void restore(JsonNode state) {
      split = state.path("split").asInt();
      row = state.path("row").asLong();
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
