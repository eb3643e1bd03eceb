package dev.arrowmill.tensor.compile;

import dev.arrowmill.tensor.Tensor;
import dev.arrowmill.tensor.autograd.Autograd;
import dev.arrowmill.tensor.op.Op;
import java.util.Arrays;
import java.util.BitSet;

/**
 * Whether an open recording is the program at one more batch size. A program whose own code reads
 * sizes may decide on them, and layers and ops treat no row and one row apart; there the program is
 * called once more at each new size and compared. Not thread-safe.
 */
final class Recheck {
  private final Program program;
  private final Graph raw;
  private final boolean sizes;
  private final BitSet right = new BitSet();
  private final BitSet wrong = new BitSet();

  /**
   * @param raw one node for each item of a recording, before any pass
   * @param sizes whether the program's own code read sizes
   */
  Recheck(Program program, Graph raw, boolean sizes) {
    this.program = program;
    this.raw = raw;
    this.sizes = sizes;
  }

  boolean sizes() {
    return sizes;
  }

  boolean refuses(int batch) {
    return wrong.get(batch);
  }

  /**
   * Calls the program when that is needed.
   *
   * @throws RuntimeException what the program throws at this size
   */
  boolean fits(Tensor... args) {
    int batch = Signature.batch(args);
    if ((!sizes && batch > 1) || right.get(batch)) {
      return true;
    }
    boolean same = Autograd.noGrad(() -> isSame(batch, args));
    (same ? right : wrong).set(batch);
    return same;
  }

  private boolean isSame(int batch, Tensor... args) {
    Tensor[] in = new Tensor[args.length];
    for (int i = 0; i < in.length; i++) {
      in[i] = args[i].detach().contiguous().detach();
    }
    Recorder r = new Recorder(in);
    try {
      return isSame(r, r.outputs(program, 0, in), batch);
    } catch (Untraceable e) {
      return false;
    }
  }

  private boolean isSame(Recorder r, int[] outputs, int batch) {
    boolean same =
        r.items.size() == raw.nodes().size()
            && r.writes.size() == raw.effects().size()
            && outputs.length == raw.outputs().size();
    for (int i = 0; same && i < outputs.length; i++) {
      same = raw.nodes().get(outputs[i]) == raw.outputs().get(i);
    }
    for (int i = 0; same && i < r.writes.size(); i++) {
      Graph.Effect e = raw.effects().get(i);
      same =
          r.writes.get(i).target() == e.target()
              && raw.nodes().get(r.writes.get(i).source()) == e.source();
    }
    for (int i = 0; same && i < r.items.size(); i++) {
      same = isSame(r.items.get(i), raw.nodes().get(i), batch);
    }
    return same;
  }

  private boolean isSame(Recorder.Item item, Node node, int batch) {
    Tensor t = item.tensor();
    if (t.dtype() != node.dtype || !node.shape.is(t.shape(), batch)) {
      return false;
    }
    Op op = item.op();
    if (item.argument() >= 0) {
      return node.kind == Node.Kind.INPUT && node.index == item.argument();
    }
    if (op == null) {
      return node.kind == Node.Kind.HELD
          ? node.value == t
          : node.kind == Node.Kind.CONSTANT && isEqual(t, node.value(batch));
    }
    boolean same =
        node.isCall()
            && op.name().equals(node.op().name())
            && item.inputs().length == node.inputs.size()
            && op.attrs().equals(node.params.at(batch));
    for (int i = 0; same && i < item.inputs().length; i++) {
      same = raw.nodes().get(item.inputs()[i]) == node.inputs.get(i);
    }
    return same;
  }

  private static boolean isEqual(Tensor a, Tensor b) {
    return a.dtype().isFloat()
        ? Arrays.equals(a.toDoubles(), b.toDoubles())
        : Arrays.equals(a.toLongs(), b.toLongs());
  }
}
