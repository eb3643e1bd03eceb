package dev.arrowmill.data.op;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/**
 * Gives the elements of one nested pipeline after the other. The state is where the nested pipeline
 * was made from, which a subclass knows, and its own.
 */
abstract class Flattening extends Stage {
  private final Context context;
  private final Node node;
  private @Nullable Stage inner;
  private @Nullable JsonNode pending;
  private long number;

  Flattening(Context context, Node node) {
    super(context, node);
    this.context = context;
    this.node = node;
  }

  /** Whether there is something to make the next pipeline from. */
  abstract boolean ready();

  /**
   * The next pipeline. Called again with the same number after a restore; {@link #done} follows
   * when it has ended, or if this threw.
   */
  abstract Node make(long number);

  /** What the current pipeline was made from is not needed any more. */
  abstract void done();

  /** Where the current pipeline, or else the next one, is made from. */
  abstract ObjectNode place();

  abstract void goTo(JsonNode place);

  abstract void closeInput();

  @Override
  final @Nullable Chunk advance() {
    while (inner != null || begin()) {
      Stage current = inner;
      Chunk chunk = current == null ? null : current.next();
      if (chunk != null) {
        return chunk;
      }
      end();
    }
    return null;
  }

  private boolean begin() {
    if (!ready()) {
      return false;
    }
    try {
      Stage stage = make(number).open(context.nested(node, number));
      inner = stage;
      if (pending != null) {
        stage.restore(pending);
      }
    } catch (RuntimeException | Error e) {
      pending = null;
      end();
      throw e;
    }
    pending = null;
    return true;
  }

  private void end() {
    Stage ended = inner;
    inner = null;
    number++;
    done();
    if (ended != null) {
      ended.close();
    }
  }

  @Override
  public final ObjectNode state() {
    ObjectNode s = place().put("number", number);
    if (inner != null) {
      s.set("inner", inner.state());
    } else if (pending != null) {
      s.set("inner", pending);
    }
    return s;
  }

  @Override
  public final void restore(JsonNode state) {
    number = state.path("number").asLong();
    pending = state.get("inner");
    goTo(state);
  }

  @Override
  public final void close() {
    Stage open = inner;
    inner = null;
    if (open != null) {
      open.close();
    }
    closeInput();
  }
}
