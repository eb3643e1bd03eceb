package dev.arrowmill.data.op;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.ArrayList;
import java.util.List;

/** Several inputs of one stage, each with random choices of its own. */
final class Inputs {
  private Inputs() {}

  static List<Cursor> open(List<Node> nodes, Context context) {
    List<Cursor> out = new ArrayList<>();
    try {
      for (int i = 0; i < nodes.size(); i++) {
        out.add(new Cursor(nodes.get(i).open(context.branch(i))));
      }
      return out;
    } catch (RuntimeException e) {
      out.forEach(Cursor::close);
      throw e;
    }
  }

  static ArrayNode state(List<Cursor> inputs) {
    ArrayNode out = JsonNodeFactory.instance.arrayNode();
    inputs.forEach(c -> out.add(c.state()));
    return out;
  }

  static void restore(List<Cursor> inputs, JsonNode states) {
    for (int i = 0; i < inputs.size(); i++) {
      inputs.get(i).restore(states.path(i));
    }
  }
}
