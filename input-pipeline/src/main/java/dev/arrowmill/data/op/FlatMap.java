package dev.arrowmill.data.op;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.arrowmill.data.ElementSpec;
import dev.arrowmill.data.Row;
import java.util.Optional;
import java.util.function.Function;

/** The elements of a dataset made for each element, one dataset after the other. */
public final class FlatMap extends Node {
  private final Function<Row, Node> function;

  private FlatMap(Node input, Function<Row, Node> function) {
    super(input);
    this.function = function;
  }

  public static FlatMap of(Node input, Function<Row, Node> function) {
    return new FlatMap(input, function);
  }

  @Override
  public String name() {
    return "flatMap";
  }

  @Override
  public boolean batched() {
    return false;
  }

  @Override
  boolean mayBeBatched() {
    return true;
  }

  @Override
  long maxElements() {
    return input().cardinality() == 0 ? 0 : Long.MAX_VALUE;
  }

  @Override
  public Optional<ElementSpec> spec() {
    return Optional.empty();
  }

  @Override
  public Stage open(Context context) {
    Context rows = context.packed(false);
    return new Flat(rows, this, new Cursor(input().open(rows)));
  }

  /** The pipeline of the element at the cursor; the row it is made from outlives the chunk. */
  static Node make(Cursor input, Context context, Function<Row, Node> function, Node operator) {
    Chunk one = Gather.copy(input.chunk(), input.position(), 1);
    return operator.made(function.apply(RowsOf.row(one, context, operator.name())));
  }

  private static final class Flat extends Flattening {
    private final Context context;
    private final FlatMap node;
    private final Cursor input;

    Flat(Context context, FlatMap node, Cursor input) {
      super(context, node);
      this.context = context;
      this.node = node;
      this.input = input;
    }

    @Override
    boolean ready() {
      return input.available() > 0;
    }

    @Override
    Node make(long number) {
      return FlatMap.make(input, context, node.function, node);
    }

    @Override
    void done() {
      input.use(1);
    }

    @Override
    ObjectNode place() {
      return input.state();
    }

    @Override
    void goTo(JsonNode place) {
      input.restore(place);
    }

    @Override
    void closeInput() {
      input.close();
    }
  }
}
