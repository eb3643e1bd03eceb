package dev.arrowmill.data.op;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.arrowmill.arrow.Column;
import dev.arrowmill.arrow.ColumnType;
import dev.arrowmill.arrow.Columns;
import dev.arrowmill.data.ElementSpec;
import dev.arrowmill.data.ElementSpec.Component;
import dev.arrowmill.tensor.DType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The number of each element in a column {@code index} before the others. */
public final class Enumerate extends Node {
  private static final String INDEX = "index";

  private final long start;

  private Enumerate(Node input, long start) {
    super(input);
    this.start = start;
    requireRows("enumerate");
    input.spec().ifPresent(s -> s.components().forEach(c -> requireOther(c.name())));
  }

  public static Enumerate of(Node input, long start) {
    return new Enumerate(input, start);
  }

  private static void requireOther(String name) {
    if (name.equals(INDEX)) {
      throw new IllegalArgumentException(
          "enumerate: there is a column index already; rename or exclude it first");
    }
  }

  @Override
  public String name() {
    return "enumerate(" + start + ")";
  }

  @Override
  public long cardinality() {
    return input().cardinality();
  }

  @Override
  public Optional<ElementSpec> spec() {
    return input()
        .spec()
        .map(
            s -> {
              List<Component> all = new ArrayList<>();
              all.add(new Component(INDEX, DType.INT64, List.of()));
              all.addAll(s.components());
              return new ElementSpec(all);
            });
  }

  @Override
  Node over(Node newInput) {
    return of(newInput, start);
  }

  @Override
  public Stage open(Context context) {
    return new Numbered(context, this, input().open(context.packed(false)));
  }

  private static final class Numbered extends Passing {
    private long next;

    Numbered(Context context, Enumerate node, Stage input) {
      super(context, node, input);
      this.next = node.start;
    }

    @Override
    @Nullable Chunk advance() {
      Chunk chunk = input.next();
      if (chunk == null) {
        return null;
      }
      try {
        Chunk out = number(chunk);
        next += chunk.size();
        return out;
      } catch (RuntimeException | Error e) {
        chunk.close();
        throw e;
      }
    }

    private Chunk number(Chunk chunk) {
      Column numbers = new Numbers(next, chunk.size());
      if (chunk instanceof StoreChunk s) {
        return s.withFirst(INDEX, numbers);
      }
      Columns rows = chunk.columns("enumerate");
      rows.schema().names().forEach(Enumerate::requireOther);
      return ColumnsChunk.of(AddedColumn.first(rows, numbers), chunk);
    }

    @Override
    public ObjectNode state() {
      ObjectNode s = object().put("next", next);
      s.set("in", input.state());
      return s;
    }

    @Override
    public void restore(JsonNode state) {
      next = state.path("next").asLong();
      input.restore(state.path("in"));
    }
  }

  /** The numbers from {@code first} on. */
  private record Numbers(long first, int rows) implements Column {
    @Override
    public String name() {
      return INDEX;
    }

    @Override
    public ColumnType type() {
      return ColumnType.LONG;
    }

    @Override
    public boolean isNull(int row) {
      return false;
    }

    @Override
    public long getLong(int row) {
      return first + row;
    }

    @Override
    public double getDouble(int row) {
      return first + row;
    }

    @Override
    public String getString(int row) {
      throw new IllegalStateException("column index: getString on a LONG column");
    }
  }
}
