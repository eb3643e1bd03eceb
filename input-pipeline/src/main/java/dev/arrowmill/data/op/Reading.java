package dev.arrowmill.data.op;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** A stage over one other that it reads element by element. */
abstract class Reading extends Stage {
  final Cursor input;

  Reading(Context context, Node node, Cursor input) {
    super(context, node);
    this.input = input;
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
