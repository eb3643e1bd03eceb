package dev.arrowmill.tensor.compile;

import dev.arrowmill.tensor.Shape;
import dev.arrowmill.tensor.Tensor;
import dev.arrowmill.tensor.emit.Access;
import dev.arrowmill.tensor.emit.Fold;
import dev.arrowmill.tensor.emit.FusedSpec;
import dev.arrowmill.tensor.emit.ptx.CopyPtx;
import dev.arrowmill.tensor.emit.ptx.FusedPtx;
import dev.arrowmill.tensor.emit.ptx.GemmPtx;
import dev.arrowmill.tensor.emit.ptx.PtxEmitter;
import dev.arrowmill.tensor.emit.ptx.PtxMachine;
import dev.arrowmill.tensor.emit.ptx.SoftmaxPtx;
import dev.arrowmill.tensor.expr.Expr;
import dev.arrowmill.tensor.op.Attrs;
import dev.arrowmill.tensor.op.Op;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * A graph for one batch size as launches of PTX kernels: the twin of {@link Plan}, from the same
 * graph, groups and memory layout.
 */
final class DevicePlan {
  private final DeviceArrays arrays;
  private final PtxMachine machine;
  private final List<Runnable> launches = new ArrayList<>();
  private final List<Tensor> inputs = new ArrayList<>();
  private final List<Tensor> outputs = new ArrayList<>();

  DevicePlan(Graph graph, int batch, DeviceArrays arrays) {
    this.arrays = arrays;
    this.machine = arrays.machine();
    Grouping grouping = Grouping.of(graph);
    Map<Node, Tensor> at = new Layout(graph, batch, grouping, new Slots()).place();
    for (Node n : graph.nodes()) {
      if (n.kind == Node.Kind.HELD || n.kind == Node.Kind.CONSTANT) {
        arrays.give(get(at, n));
      }
    }
    graph.inputs().forEach(n -> inputs.add(get(at, n)));
    for (Grouping.Unit unit : grouping.units()) {
      Node first = unit.nodes().get(0);
      if (unit.isFused() || Elementwise.isFusible(first) || Elementwise.isSum(first)) {
        fused(Fusion.bind(unit, batch, at));
      } else {
        Tensor[] in = first.inputs.stream().map(i -> get(at, i)).toArray(Tensor[]::new);
        single(first.opAt(batch), in, get(at, first));
      }
    }
    for (Graph.Effect e : graph.effects()) {
      copy(get(at, e.source()), e.target().detach());
    }
    graph.outputs().forEach(n -> outputs.add(dense(get(at, n))));
  }

  private static Tensor get(Map<Node, Tensor> at, Node n) {
    return Objects.requireNonNull(at.get(n));
  }

  private Tensor dense(Tensor t) {
    if (t.isContiguous()) {
      return t;
    }
    Tensor to = Tensor.zeros(t.dtype(), t.shape());
    copy(t, to);
    return to;
  }

  private void fused(Fusion.Bound b) {
    b.copies().forEach(c -> copy(c.from(), c.to()));
    FusedPtx kernel = PtxEmitter.compile(b.spec());
    long[] in = b.in().stream().mapToLong(arrays::address).toArray();
    long[] out = b.out().stream().mapToLong(arrays::address).toArray();
    launches.add(() -> kernel.launch(machine, in, out, b.rows(), b.columns()));
  }

  private void single(Op op, Tensor[] in, Tensor out) {
    if (op.isView() && Plan.shares(in[0], out)) {
      return;
    }
    switch (op.name()) {
      case "contiguous", "reshape" -> copy(in[0], out);
      case "softmax" -> softmax(op, in[0], out, false);
      case "logSoftmax" -> softmax(op, in[0], out, true);
      case "mean" -> mean(op, in[0], out);
      case "divideByCount" -> divide(in[0], out, count(op.attrs()));
      case "linear" -> gemm(in[0], in[1].transpose(0, 1), in.length > 2 ? in[2] : null, out);
      default -> {
        if (!op.name().equals("matmul") || in[0].rank() != 2 || in[1].rank() != 2) {
          throw new IllegalArgumentException("device: there is no kernel for " + op + " yet");
        }
        gemm(in[0], in[1], null, out);
      }
    }
  }

  private void copy(Tensor from, Tensor to) {
    long source = arrays.address(from);
    long target = arrays.address(to);
    int[] sizes = from.shape().dims();
    int[] strides = from.strides();
    launches.add(() -> CopyPtx.launch(machine, source, target, sizes, strides));
  }

  private void softmax(Op op, Tensor in, Tensor out, boolean log) {
    int dim = op.attrs().integer("dim");
    if (in.rank() == 0 || dim != in.rank() - 1) {
      throw new IllegalArgumentException("device: " + op + " needs the last dim of " + in.shape());
    }
    Tensor x = dense(in);
    long from = arrays.address(x);
    long to = arrays.address(out);
    int columns = x.size(-1);
    int rows = columns == 0 ? 0 : x.numel() / columns;
    launches.add(
        () ->
            SoftmaxPtx.launch(
                machine,
                log ? SoftmaxPtx.LOG_SOFTMAX : SoftmaxPtx.SOFTMAX,
                from,
                to,
                rows,
                columns));
  }

  /** The sum, divided by the count. */
  private void mean(Op op, Tensor in, Tensor out) {
    int[] dims = op.attrs().ints("dims");
    Boolean leading = Elementwise.isLeading(in.rank(), dims);
    if (leading == null) {
      throw new IllegalArgumentException(
          "device: " + op + " needs the leading or the trailing dims of " + in.shape());
    }
    Fold fold = leading ? Fold.COLUMN_SUM : Fold.ROW_SUM;
    int kept = out.numel();
    int count = kept == 0 ? 0 : in.numel() / kept;
    loop(dense(in), out, Expr.input(0), fold, leading ? count : kept, leading ? kept : count);
    divide(out, out, count);
  }

  private static int count(Attrs a) {
    Shape shape = Shape.of(a.ints("shape"));
    int[] dims = a.ints("dims");
    int n = dims.length == 0 ? shape.numel() : 1;
    for (int d : dims) {
      n *= shape.rank() == 0 ? 1 : shape.dim(shape.axis("mean", d));
    }
    return n;
  }

  private void divide(Tensor in, Tensor out, int count) {
    loop(dense(in), out, Expr.input(0).div(Expr.of(count)), Fold.NONE, 1, out.numel());
  }

  private void loop(Tensor in, Tensor out, Expr e, Fold fold, int rows, int columns) {
    List<FusedSpec.Slot> slots = List.of(FusedSpec.Slot.of(Access.FULL));
    FusedSpec spec = new FusedSpec(slots, List.of(new FusedSpec.Output(e, fold)));
    fused(new Fusion.Bound(spec, List.of(), List.of(in), List.of(out), rows, columns));
  }

  private void gemm(
      Tensor a, Tensor b, @org.jspecify.annotations.Nullable Tensor bias, Tensor out) {
    GemmPtx kernel = GemmPtx.of(bias != null);
    long pa = arrays.address(a);
    long pb = arrays.address(b);
    long start = bias == null ? 0 : arrays.address(dense(bias));
    long pc = arrays.address(out);
    int m = a.size(0);
    int k = a.size(1);
    int n = b.size(1);
    launches.add(
        () ->
            kernel.launch(
                machine,
                m,
                n,
                k,
                pa,
                a.stride(0),
                a.stride(1),
                pb,
                b.stride(0),
                b.stride(1),
                start,
                pc));
  }

  /** Copies the arguments to the device and starts all kernels. */
  void run(Tensor... args) {
    for (int i = 0; i < args.length; i++) {
      arrays.upload(args[i].contiguous(), inputs.get(i));
    }
    launches.forEach(Runnable::run);
  }

  /** A result, contiguous; its values lie on the device. */
  Tensor output(int i) {
    return outputs.get(i);
  }

  int launches() {
    return launches.size();
  }
}
