package dev.arrowmill.tensor.compile;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.arrowmill.tensor.DType;
import dev.arrowmill.tensor.Shape;
import dev.arrowmill.tensor.Tensor;
import dev.arrowmill.tensor.op.Attrs;
import dev.arrowmill.tensor.op.Ops;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A graph that a pass has broken is not run. */
class LegalityTest {
  private static final Dims SHAPE = Dims.of(Shape.of(3));
  private static final Node X = Node.input(0, DType.FLOAT32, SHAPE);

  private static Node exp(Node of) {
    return Node.call(
        Ops.make("exp", Attrs.NONE),
        Params.constant(Attrs.NONE),
        List.of(of),
        DType.FLOAT32,
        SHAPE);
  }

  private static void refused(String what, Graph g) {
    assertThatThrownBy(() -> Legality.check("a pass", g))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("a pass")
        .hasMessageContaining(what);
  }

  @Test
  void orderRootsArgumentsAndEffectsAreChecked() {
    Node y = exp(X);
    Node z = exp(y);
    Legality.check("none", Graph.of(List.of(X, y, z), List.of(X), List.of(z), List.of()));
    refused("does not come before", Graph.of(List.of(X, z, y), List.of(X), List.of(z), List.of()));
    refused("occurs twice", Graph.of(List.of(X, y, y), List.of(X), List.of(y), List.of()));
    refused("root", Graph.of(List.of(X, y), List.of(X), List.of(z), List.of()));
    refused("argument 0", Graph.of(List.of(X), List.of(y), List.of(), List.of()));
    Graph.Effect effect = new Graph.Effect(Tensor.zeros(4), y);
    refused("effect", Graph.of(List.of(X, y), List.of(X), List.of(y), List.of(effect)));
  }
}
