package dev.arrowmill.tensor.compile;

import dev.arrowmill.tensor.DType;
import dev.arrowmill.tensor.Shape;
import dev.arrowmill.tensor.Tensor;
import dev.arrowmill.tensor.op.Attrs;
import dev.arrowmill.tensor.op.Op;
import dev.arrowmill.tensor.op.Ops;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Makes one graph of recordings of a program at several batch sizes. */
final class Unify {
  private final int[] batches;
  private final List<Recorder> recordings;
  private final int[][] outputs;
  private final List<Node> nodes = new ArrayList<>();

  private Unify(int[] batches, List<Recorder> recordings, int[][] outputs) {
    this.batches = batches;
    this.recordings = recordings;
    this.outputs = outputs;
  }

  /**
   * The graph of all recordings. For one program shape, give two recordings of that size: a tensor
   * from outside that is the same object in both is held, others are constants.
   *
   * @param batches the sizes; {@code {0, 0}} stands for a program without a batch size
   * @throws Untraceable when the recordings differ by more than the batch size
   */
  static Graph graph(int[] batches, List<Recorder> recordings, int[][] outputs) {
    boolean fixed = batches[0] == batches[batches.length - 1];
    int[] sizes = fixed ? new int[] {batches[0]} : batches;
    return new Unify(sizes, recordings, outputs).run();
  }

  private Graph run() {
    Recorder first = recordings.get(0);
    for (Recorder r : recordings) {
      require(r.items.size() == first.items.size(), "the number of ops depends on the batch size");
      require(r.writes.size() == first.writes.size(), "assignments depend on the batch size");
    }
    for (int i = 0; i < first.items.size(); i++) {
      nodes.add(node(i));
    }
    List<Node> inputs = nodes.stream().filter(n -> n.kind == Node.Kind.INPUT).toList();
    List<Node> outs = new ArrayList<>();
    for (int o = 0; o < outputs[0].length; o++) {
      for (int[] other : outputs) {
        require(other[o] == outputs[0][o], "the results depend on the batch size");
      }
      outs.add(nodes.get(outputs[0][o]));
    }
    List<Graph.Effect> effects = new ArrayList<>();
    for (Recorder.Write w : first.writes) {
      effects.add(new Graph.Effect(w.target(), nodes.get(w.source())));
    }
    return Graph.of(nodes, inputs, outs, effects);
  }

  private Node node(int i) {
    Recorder.Item item = recordings.get(0).items.get(i);
    Shape[] shapes = new Shape[batches.length];
    Attrs[] attrs = new Attrs[batches.length];
    boolean same = true;
    for (int r = 0; r < recordings.size(); r++) {
      Recorder.Item other = recordings.get(r).items.get(i);
      require(
          kind(other).equals(kind(item)) && Arrays.equals(other.inputs(), item.inputs()),
          "the ops depend on the batch size: " + kind(item) + " and " + kind(other));
      if (r < batches.length) {
        shapes[r] = other.tensor().shape();
        Op op = other.op();
        attrs[r] = op == null ? Attrs.NONE : op.attrs();
      }
      boolean repeat = r >= batches.length && other.op() != null;
      require(
          !repeat || Objects.requireNonNull(other.op()).attrs().equals(attrs[0]),
          "the attributes of " + other.op() + " change from call to call");
      same &= other.tensor() == item.tensor();
    }
    Dims shape = Dims.fit(batches, shapes);
    require(shape != null, "a shape is no linear function of the batch size: " + kind(item));
    DType dtype = item.tensor().dtype();
    if (item.argument() >= 0) {
      return Node.input(item.argument(), dtype, Objects.requireNonNull(shape));
    }
    Op op = item.op();
    if (op == null) {
      return same ? Node.held(item.tensor()) : constant(i, Objects.requireNonNull(shape));
    }
    Params params = Params.fit(batches, attrs);
    require(params != null, "attributes depend on the batch size: " + item.op());
    if (!Objects.requireNonNull(params).isConstant()) {
      Ops.make(op.name(), op.attrs());
    }
    List<Node> in = new ArrayList<>();
    for (int k : item.inputs()) {
      in.add(nodes.get(k));
    }
    return Node.call(op, params, in, dtype, Objects.requireNonNull(shape));
  }

  private static String kind(Recorder.Item i) {
    Op op = i.op();
    String what =
        op == null ? i.argument() >= 0 ? "argument " + i.argument() : "tensor" : op.name();
    return what + " " + i.tensor().dtype();
  }

  /** A tensor that the program makes anew in each call. */
  private Node constant(int i, Dims shape) {
    Tensor first = recordings.get(0).items.get(i).tensor();
    Object[] values = new Object[recordings.size()];
    boolean equal = true;
    for (int r = 0; r < values.length; r++) {
      Tensor t = recordings.get(r).items.get(i).tensor();
      equal &= t.shape().equals(first.shape()) && Arrays.equals(bits(t), bits(first));
      values[r] = uniform(t);
    }
    if (values[0] != null && Arrays.stream(values).allMatch(v -> values[0].equals(v))) {
      return Node.filled(first.dtype(), shape, values[0]);
    }
    if (equal) {
      return Node.constant(first);
    }
    Object scalar = Arrays.asList(values).contains(null) ? null : varying(values);
    require(
        batches.length > 1 && scalar != null,
        "the program makes a tensor " + first.shape() + " of values that depend on the call");
    return Node.filled(first.dtype(), shape, Objects.requireNonNull(scalar));
  }

  private @Nullable Object varying(Object[] values) {
    long[] whole = new long[values.length];
    boolean isWhole = true;
    for (int i = 0; i < whole.length; i++) {
      whole[i] = ((Double) values[i]).longValue();
      isWhole &= whole[i] == (Double) values[i];
    }
    Affine line = isWhole ? Affine.fit(batches, whole) : null;
    return line != null ? line : Params.perBatch(batches, values);
  }

  private static @Nullable Double uniform(Tensor t) {
    double[] a = t.toDoubles();
    for (double v : a) {
      if (Double.doubleToRawLongBits(v) != Double.doubleToRawLongBits(a[0])) {
        return null;
      }
    }
    return a.length == 0 || (long) a[0] == Long.MAX_VALUE ? null : (Double) a[0];
  }

  private static long[] bits(Tensor t) {
    if (!t.dtype().isFloat()) {
      return t.toLongs();
    }
    return Arrays.stream(t.toDoubles()).mapToLong(Double::doubleToRawLongBits).toArray();
  }

  private static void require(boolean holds, String reason) {
    if (!holds) {
      throw new Untraceable(reason);
    }
  }
}
