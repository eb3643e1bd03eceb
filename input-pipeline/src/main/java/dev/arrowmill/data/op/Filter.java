package dev.arrowmill.data.op;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.arrowmill.data.Condition;
import dev.arrowmill.data.Row;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The rows for which a test is true; nothing is copied. */
public final class Filter extends Node {
  private final String text;
  private final BiFunction<Chunk, Context, int[]> matches;
  private final @Nullable Condition condition;

  private Filter(
      Node input,
      String text,
      BiFunction<Chunk, Context, int[]> matches,
      @Nullable Condition condition) {
    super(input);
    this.text = text;
    this.matches = matches;
    this.condition = condition;
    if (condition != null) {
      requireRows("filter");
    }
  }

  public static Filter of(Node input, Condition condition) {
    return new Filter(
        input, condition.toString(), (c, in) -> condition.matches(c.columns("filter")), condition);
  }

  public static Filter of(Node input, Predicate<Row> predicate) {
    return new Filter(input, "row", (c, in) -> matches(c, in, predicate), null);
  }

  private static int[] matches(Chunk chunk, Context context, Predicate<Row> predicate) {
    Row row = RowsOf.row(chunk, context, "filter");
    return IntStream.range(0, chunk.size()).filter(i -> predicate.test(row.at(i))).toArray();
  }

  /** The test where it is a condition, not code. */
  Optional<Condition> condition() {
    return Optional.ofNullable(condition);
  }

  @Override
  Node over(Node newInput) {
    return new Filter(newInput, text, matches, condition);
  }

  @Override
  public String name() {
    return "filter(" + text + ")";
  }

  @Override
  public Stage open(Context context) {
    return new Matching(context, this, input().open(context.packed(false)));
  }

  private static final class Matching extends Stage {
    private final BiFunction<Chunk, Context, int[]> matches;
    private final Context context;
    private final Stage input;

    Matching(Context context, Filter node, Stage input) {
      super(context, node);
      this.matches = node.matches;
      this.context = context;
      this.input = input;
    }

    @Override
    @Nullable Chunk advance() {
      for (Chunk chunk = input.next(); chunk != null; chunk = input.next()) {
        Chunk kept = filter(chunk);
        if (kept.size() > 0) {
          return kept;
        }
        kept.close();
      }
      return null;
    }

    private Chunk filter(Chunk chunk) {
      try {
        int[] rows = matches.apply(chunk, context);
        return rows.length == chunk.size() ? chunk : chunk.keep(rows);
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
