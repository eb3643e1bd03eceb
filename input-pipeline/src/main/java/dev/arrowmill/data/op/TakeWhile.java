package dev.arrowmill.data.op;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.arrowmill.data.Condition;
import dev.arrowmill.data.Row;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The elements before the first for which a test is not true; none after it is tested. */
public final class TakeWhile extends Node {
  private final String text;
  private final @Nullable Condition condition;
  private final @Nullable Predicate<Row> predicate;

  private TakeWhile(Node input, @Nullable Condition condition, @Nullable Predicate<Row> predicate) {
    super(input);
    this.text = condition == null ? "row" : condition.toString();
    this.condition = condition;
    this.predicate = predicate;
    if (condition != null) {
      requireRows("takeWhile");
    }
  }

  public static TakeWhile of(Node input, Condition condition) {
    return new TakeWhile(input, condition, null);
  }

  public static TakeWhile of(Node input, Predicate<Row> predicate) {
    return new TakeWhile(input, null, predicate);
  }

  @Override
  public String name() {
    return "takeWhile(" + text + ")";
  }

  @Override
  Node over(Node newInput) {
    return new TakeWhile(newInput, condition, predicate);
  }

  @Override
  public Stage open(Context context) {
    return new First(context, this, input().open(context.packed(false)));
  }

  private static final class First extends Passing {
    private final Context context;
    private final TakeWhile node;
    private boolean ended;

    First(Context context, TakeWhile node, Stage input) {
      super(context, node, input);
      this.context = context;
      this.node = node;
    }

    @Override
    @Nullable Chunk advance() {
      Chunk chunk = ended ? null : input.next();
      if (chunk == null) {
        return null;
      }
      int wanted;
      try {
        wanted = count(chunk);
      } catch (RuntimeException | Error e) {
        chunk.close();
        throw e;
      }
      if (wanted == chunk.size()) {
        return chunk;
      }
      ended = true;
      if (wanted == 0) {
        chunk.close();
        return null;
      }
      return chunk.range(0, wanted);
    }

    private int count(Chunk chunk) {
      int n = 0;
      if (node.condition != null) {
        int[] rows = node.condition.matches(chunk.columns("takeWhile"));
        while (n < rows.length && rows[n] == n) {
          n++;
        }
      } else if (node.predicate != null) {
        Row row = RowsOf.row(chunk, context, "takeWhile");
        while (n < chunk.size() && node.predicate.test(row.at(n))) {
          n++;
        }
      }
      return n;
    }

    @Override
    public ObjectNode state() {
      ObjectNode s = object().put("ended", ended);
      s.set("in", input.state());
      return s;
    }

    @Override
    public void restore(JsonNode state) {
      ended = state.path("ended").asBoolean();
      input.restore(state.path("in"));
    }
  }
}
