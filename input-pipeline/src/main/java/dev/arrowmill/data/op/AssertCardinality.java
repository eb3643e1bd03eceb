package dev.arrowmill.data.op;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/** The input, which must have a certain number of elements: if not, an error where it shows. */
public final class AssertCardinality extends Node {
  private final long expected;

  private AssertCardinality(Node input, long expected) {
    super(input);
    this.expected = expected;
    if (expected < INFINITE) {
      throw new IllegalArgumentException(
          "assertCardinality: the number must be at least 0, or INFINITE (-1), got " + expected);
    }
  }

  public static AssertCardinality of(Node input, long expected) {
    return new AssertCardinality(input, expected);
  }

  @Override
  public String name() {
    return "assertCardinality(" + expected + ")";
  }

  @Override
  public long cardinality() {
    return expected;
  }

  @Override
  Node over(Node newInput) {
    return of(newInput, expected);
  }

  @Override
  public Stage open(Context context) {
    return new Counted(context, this, input().open(context));
  }

  private static final class Counted extends Passing {
    private final long expected;
    private long given;
    private boolean more;
    private boolean told;

    Counted(Context context, AssertCardinality node, Stage input) {
      super(context, node, input);
      this.expected = node.expected;
    }

    @Override
    @Nullable Chunk advance() {
      Chunk chunk = told || more ? null : input.next();
      if (chunk == null) {
        return end();
      }
      if (expected < 0 || chunk.size() <= expected - given) {
        given += chunk.size();
        return chunk;
      }
      more = true;
      int n = (int) (expected - given);
      given = expected;
      if (n == 0) {
        chunk.close();
        return end();
      }
      return chunk.range(0, n);
    }

    private @Nullable Chunk end() {
      if (told || (!more && given == expected)) {
        return null;
      }
      told = true;
      String wanted = expected < 0 ? "elements without end" : expected + " elements";
      throw new IllegalStateException(
          "assertCardinality: expected "
              + wanted
              + ", the input has "
              + (more ? "more" : "only " + given));
    }

    @Override
    public ObjectNode state() {
      ObjectNode s = object().put("given", given).put("more", more).put("told", told);
      s.set("in", input.state());
      return s;
    }

    @Override
    public void restore(JsonNode state) {
      given = state.path("given").asLong();
      more = state.path("more").asBoolean();
      told = state.path("told").asBoolean();
      input.restore(state.path("in"));
    }
  }
}
