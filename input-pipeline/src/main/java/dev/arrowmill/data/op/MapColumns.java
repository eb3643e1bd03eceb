package dev.arrowmill.data.op;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.arrowmill.arrow.Columns;
import dev.arrowmill.data.ElementSpec;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** A function of columns, applied to a run of rows at a time. */
public final class MapColumns extends Node {
  private final UnaryOperator<Columns> function;

  private MapColumns(Node input, UnaryOperator<Columns> function) {
    super(input);
    this.function = function;
    requireRows("map");
  }

  public static MapColumns of(Node input, UnaryOperator<Columns> function) {
    return new MapColumns(input, function);
  }

  /** This function after another. */
  MapColumns after(MapColumns first) {
    return new MapColumns(
        first.input(),
        rows -> function.apply(MapColumns.checked(rows, first.function.apply(rows))));
  }

  private static Columns checked(Columns rows, Columns result) {
    if (result.rows() != rows.rows()) {
      throw new IllegalArgumentException(
          "map: the function gave " + result.rows() + " rows for " + rows.rows());
    }
    return result;
  }

  @Override
  Node over(Node newInput) {
    return of(newInput, function);
  }

  @Override
  public String name() {
    return "map";
  }

  @Override
  public long cardinality() {
    return input().cardinality();
  }

  @Override
  public Optional<ElementSpec> spec() {
    return Optional.empty();
  }

  @Override
  public Stage open(Context context) {
    return new Mapped(context, this, input().open(context.packed(false)));
  }

  private static final class Mapped extends Stage {
    private final UnaryOperator<Columns> function;
    private final Stage input;

    Mapped(Context context, MapColumns node, Stage input) {
      super(context, node);
      this.function = node.function;
      this.input = input;
    }

    @Override
    @Nullable Chunk advance() {
      Chunk chunk = input.next();
      if (chunk == null) {
        return null;
      }
      try {
        Columns rows = chunk.columns("map");
        Columns result = checked(rows, function.apply(rows));
        // The result may borrow from the input, so it keeps the input open.
        return ColumnsChunk.of(result, chunk);
      } catch (RuntimeException | Error e) {
        chunk.close();
        throw e;
      }
    }

    @Override
    public ObjectNode state() {
      return input.state();
    }

    @Override
    public void restore(JsonNode state) {
      input.restore(state);
    }

    @Override
    public void close() {
      input.close();
    }
  }
}
