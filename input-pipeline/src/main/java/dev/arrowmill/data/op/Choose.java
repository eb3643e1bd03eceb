package dev.arrowmill.data.op;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.arrowmill.arrow.Column;
import dev.arrowmill.arrow.ColumnType;
import dev.arrowmill.arrow.Columns;
import java.util.ArrayList;
import java.util.List;

/** Elements of several inputs in the order that another one says. */
public final class Choose extends Directed {
  private final Node selector;

  private Choose(List<Node> all, int choices, boolean stopOnEmpty) {
    super("chooseFromDatasets", all, choices, stopOnEmpty);
    this.selector = all.get(choices);
    if (selector.batched()) {
      throw new IllegalStateException(
          "chooseFromDatasets: the selector gives batches; it must give rows with one number");
    }
  }

  /**
   * Inputs and a selector.
   *
   * @param selector its one column of integers gives the number of the input for each element
   */
  public static Choose of(List<Node> inputs, Node selector, boolean stopOnEmpty) {
    List<Node> all = new ArrayList<>(inputs);
    all.add(selector);
    return new Choose(all, inputs.size(), stopOnEmpty);
  }

  @Override
  public String name() {
    return "chooseFromDatasets" + (stopsOnEmpty() ? "(stopOnEmpty)" : "");
  }

  @Override
  long maxElements() {
    return Math.min(selector.maxElements(), super.maxElements());
  }

  @Override
  Choice choice(Context context) {
    int branch = chosen().size();
    return new Selected(branch, new Cursor(selector.open(context.branch(branch))));
  }

  private static final class Selected implements Choice {
    private final int choices;
    private final Cursor input;

    Selected(int choices, Cursor input) {
      this.choices = choices;
      this.input = input;
    }

    @Override
    public int next() {
      if (input.available() == 0) {
        return -1;
      }
      Columns rows = input.chunk().columns("chooseFromDatasets");
      int at = input.position();
      input.use(1);
      if (rows.schema().size() != 1 || rows.column(0).type() != ColumnType.LONG) {
        throw new IllegalArgumentException(
            "chooseFromDatasets: the selector must give one LONG, it gives " + rows.schema());
      }
      Column numbers = rows.column(0);
      long chosen = numbers.isNull(at) ? -1 : numbers.getLong(at);
      if (chosen < 0 || chosen >= choices) {
        throw new IllegalArgumentException(
            "chooseFromDatasets: the selector must give 0 to "
                + (choices - 1)
                + ", it gives "
                + (numbers.isNull(at) ? "null" : chosen));
      }
      return (int) chosen;
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
