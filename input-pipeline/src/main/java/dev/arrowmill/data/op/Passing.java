package dev.arrowmill.data.op;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** A stage over one other that it reads chunk by chunk; by itself it has nothing to remember. */
abstract class Passing extends Stage {
  final Stage input;

  Passing(Context context, Node node, Stage input) {
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
