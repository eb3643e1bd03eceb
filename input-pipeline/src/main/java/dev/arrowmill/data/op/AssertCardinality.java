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
  public Stage open(Context context) {
    return new Counted(context, this, new Cursor(input().open(context)));
  }

  private static final class Counted extends Reading {
    private final long expected;
    private long given;
    private boolean told;

    Counted(Context context, AssertCardinality node, Cursor input) {
      super(context, node, input);
      this.expected = node.expected;
    }

    @Override
    @Nullable Chunk advance() {
      if (told) {
        return null;
      }
      int n = input.available();
      if (n == 0) {
        if (given != expected) {
          throw wrong("only " + given);
        }
        return null;
      }
      if (expected >= 0 && given >= expected) {
        throw wrong("more");
      }
      if (expected >= 0 && n > expected - given) {
        n = (int) (expected - given);
        given += n;
        Chunk some = Gather.copy(input.chunk(), input.position(), n);
        input.use(n);
        return some;
      }
      given += n;
      return input.takeRest();
    }

    private IllegalStateException wrong(String found) {
      told = true;
      String wanted = expected < 0 ? "elements without end" : expected + " elements";
      return new IllegalStateException(
          "assertCardinality: expected " + wanted + ", the input has " + found);
    }

    @Override
    public ObjectNode state() {
      return input.state().put("given", given).put("told", told);
    }

    @Override
    public void restore(JsonNode state) {
      given = state.path("given").asLong();
      told = state.path("told").asBoolean();
      input.restore(state);
    }
  }
}
