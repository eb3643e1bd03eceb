package dev.arrowmill.model.train;

import dev.arrowmill.model.Target;
import dev.arrowmill.model.net.TabularNet;
import dev.arrowmill.tensor.Tensor;
import dev.arrowmill.tensor.autograd.Autograd;
import dev.arrowmill.tensor.autograd.Gradients;
import dev.arrowmill.tensor.autograd.RowGrad;
import dev.arrowmill.tensor.compile.Compiled;
import dev.arrowmill.tensor.nn.Parameter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Loss and gradients of a part of a batch, recorded once and run as a plan. Used by one thread at a
 * time.
 */
final class StepProgram implements AutoCloseable {
  private final TabularNet net;
  private final List<Target> targets;
  private final List<Parameter> dense;
  private final List<Parameter> tables;
  private final List<Parameter> all;
  private final Compiled gradients;
  private final Compiled losses;
  private final int[] partsOf;
  private final boolean[] used;

  /**
   * @param dense parameters whose gradients are whole
   * @param tables embedding tables whose gradients are rows
   */
  StepProgram(TabularNet net, List<Target> targets, List<Parameter> dense, List<Parameter> tables) {
    this.net = net;
    this.targets = targets;
    this.dense = dense;
    this.tables = tables;
    this.all = new ArrayList<>(dense);
    this.all.addAll(tables);
    this.partsOf = new int[tables.size()];
    this.used = new boolean[dense.size()];
    this.gradients = Compiled.ofAll(this::lossAndGradients);
    this.losses = Compiled.ofAll(this::loss);
  }

  private Tensor[] lossAndGradients(Tensor... in) {
    return Autograd.withGrad(
        () -> {
          TabularNet.Output out = net.train(in[0], in[1]);
          Tensor loss = TaskLoss.sum(targets, out.values(), net.members(), in[2], in[3], in[4]);
          Tensor weight = in[3].sum();
          Tensor goal = out.penalty() == null ? loss : loss.add(out.penalty().mul(weight.detach()));
          Gradients grads = Gradients.dense(goal, all);
          List<Tensor> results = new ArrayList<>(List.of(loss.detach(), weight));
          for (int i = 0; i < used.length; i++) {
            Tensor g = grads.find(dense.get(i));
            used[i] = g != null;
            if (g != null) {
              results.add(g);
            }
          }
          for (int i = 0; i < partsOf.length; i++) {
            RowGrad rows = grads.rows(tables.get(i));
            partsOf[i] = rows == null ? 0 : rows.parts().size();
            if (rows != null) {
              rows.parts().forEach(p -> results.addAll(List.of(p.rows(), p.values())));
            }
          }
          return results.toArray(Tensor[]::new);
        });
  }

  private Tensor[] loss(Tensor... in) {
    Tensor out = net.forward(in[0], in[1]);
    return new Tensor[] {
      TaskLoss.sum(targets, out, net.members(), in[2], in[3], in[4]), in[3].sum()
    };
  }

  /**
   * Computes the gradient of the summed loss.
   *
   * @param flat receives the gradients of the dense parameters, one after the other
   * @param rows receives the gradients of the tables' rows
   * @param sums receives the sum of losses and the sum of weights
   */
  void gradient(Part part, float[] flat, RowParts rows, double[] sums) {
    Tensor[] out =
        gradients.borrowAll(
            net.prepare(part.numeric()),
            part.categorical(),
            part.target(),
            part.weight(),
            part.group());
    sums[0] = out[0].item();
    sums[1] = out[1].item();
    int next = 2;
    int at = 0;
    for (int i = 0; i < used.length; i++) {
      int n = dense.get(i).tensor().numel();
      if (used[i]) {
        Tensor g = out[next++].contiguous();
        System.arraycopy(g.floats(), g.offset(), flat, at, n);
      } else {
        Arrays.fill(flat, at, at + n, 0f);
      }
      at += n;
    }
    rows.clear();
    for (int i = 0; i < partsOf.length; i++) {
      for (int p = 0; p < partsOf[i]; p++) {
        rows.add(i, out[next], out[next + 1]);
        next += 2;
      }
    }
  }

  /** Adds the sum of losses and the sum of weights, in evaluation mode. */
  void loss(Part part, double[] sums) {
    Tensor[] out =
        losses.borrowAll(
            net.prepare(part.numeric()),
            part.categorical(),
            part.target(),
            part.weight(),
            part.group());
    sums[0] += out[0].item();
    sums[1] += out[1].item();
  }

  /** What was recorded, or why it runs eagerly. */
  String explain() {
    return gradients.explain();
  }

  @Override
  public void close() {
    gradients.close();
    losses.close();
  }
}
