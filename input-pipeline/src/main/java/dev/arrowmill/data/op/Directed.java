package dev.arrowmill.data.op;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.arrowmill.data.ElementSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Elements of several inputs, of which something chooses one for each element. */
abstract class Directed extends Node {
  private static final int CHUNK = 1_024;

  private final String operator;
  private final int choices;
  private final boolean stopOnEmpty;

  /**
   * An operator.
   *
   * @param choices how many of the inputs, from the first on, give elements
   */
  Directed(String operator, List<Node> inputs, int choices, boolean stopOnEmpty) {
    super(inputs.toArray(Node[]::new));
    this.operator = operator;
    this.choices = choices;
    this.stopOnEmpty = stopOnEmpty;
    if (choices == 0) {
      throw new IllegalArgumentException(operator + ": no datasets given");
    }
    for (int i = 1; i < choices; i++) {
      requireLike(i);
    }
  }

  private void requireLike(int i) {
    Node first = inputs().get(0);
    Node other = inputs().get(i);
    if (first.batched() != other.batched()) {
      throw new IllegalStateException(operator + ": some give batches, others rows");
    }
    if (first.spec().isPresent()
        && other.spec().isPresent()
        && !first.spec().get().isLike(other.spec().get())) {
      throw new IllegalArgumentException(
          operator
              + ": the elements of dataset 0 and "
              + i
              + " differ, "
              + first.spec().get()
              + " and "
              + other.spec().get());
    }
  }

  /** Says which input is next. */
  interface Choice extends AutoCloseable {
    /** The number of an input; -1 at the end. */
    int next();

    ObjectNode state();

    void restore(JsonNode state);

    @Override
    void close();
  }

  abstract Choice choice(Context context);

  @Override
  long maxElements() {
    long sum = 0;
    for (Node n : inputs().subList(0, choices)) {
      sum = n.maxElements() > Long.MAX_VALUE - sum ? Long.MAX_VALUE : sum + n.maxElements();
    }
    return sum;
  }

  @Override
  public Optional<ElementSpec> spec() {
    return inputs().stream().limit(choices).allMatch(n -> n.spec().isPresent())
        ? input().spec()
        : Optional.empty();
  }

  final boolean stopsOnEmpty() {
    return stopOnEmpty;
  }

  final List<Node> chosen() {
    return inputs().subList(0, choices);
  }

  @Override
  public final Stage open(Context context) {
    Context rows = context.packed(false);
    List<Cursor> inputs = Inputs.open(inputs().subList(0, choices), rows);
    return new Mixed(rows, this, inputs, choice(rows));
  }

  private static final class Mixed extends Stage {
    private final Directed node;
    private final List<@Nullable Cursor> inputs;
    private final Choice choice;
    private int open;
    private int pending = -1;
    private boolean ended;
    private @Nullable RuntimeException failure;

    Mixed(Context context, Directed node, List<Cursor> inputs, Choice choice) {
      super(context, node);
      this.node = node;
      this.inputs = new ArrayList<>(inputs);
      this.choice = choice;
      this.open = inputs.size();
    }

    @Override
    @Nullable Chunk advance() {
      Gather out = null;
      while (!ended && open > 0 && (out == null || out.size() < CHUNK)) {
        if (pending < 0 && !choose(out == null)) {
          break;
        }
        Cursor c = inputs.get(pending);
        if (c != null && out != null && (c.left() == 0 || !out.fits(c.chunk()))) {
          break;
        }
        if (c != null && c.available() > 0) {
          out = out == null ? Gather.of(c.chunk(), 64) : out;
          out.add(c.chunk(), c.position(), 1);
          c.use(1);
        } else {
          leave(c);
        }
        pending = -1;
      }
      return out == null ? null : out.chunk();
    }

    /** Chooses the next input; a failure is thrown after the elements before it were given. */
    private boolean choose(boolean mayThrow) {
      RuntimeException f = failure;
      failure = null;
      if (f == null) {
        try {
          pending = choice.next();
          ended = pending < 0;
          return !ended;
        } catch (RuntimeException e) {
          f = e;
        }
      }
      if (mayThrow) {
        throw f;
      }
      failure = f;
      return false;
    }

    private void leave(@Nullable Cursor exhausted) {
      ended = node.stopsOnEmpty();
      if (exhausted != null) {
        inputs.set(pending, null);
        open--;
        exhausted.close();
      }
    }

    @Override
    public ObjectNode state() {
      ObjectNode s = object().put("pending", pending).put("ended", ended);
      s.set("choice", choice.state());
      ArrayNode in = s.putArray("in");
      for (Cursor c : inputs) {
        if (c == null) {
          in.addNull();
        } else {
          in.add(c.state());
        }
      }
      return s;
    }

    @Override
    public void restore(JsonNode state) {
      pending = state.path("pending").asInt();
      ended = state.path("ended").asBoolean();
      choice.restore(state.path("choice"));
      for (int i = 0; i < inputs.size(); i++) {
        Cursor c = inputs.get(i);
        if (c != null && state.path("in").path(i).isNull()) {
          inputs.set(i, null);
          open--;
          c.close();
        } else if (c != null) {
          c.restore(state.path("in").path(i));
        }
      }
    }

    @Override
    public void close() {
      for (Cursor c : inputs) {
        Closing.close(c);
      }
      choice.close();
    }
  }
}
