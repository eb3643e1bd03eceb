package dev.arrowmill.model.train;

import dev.arrowmill.model.net.TabularNet;
import dev.arrowmill.tensor.autograd.Gradients;
import dev.arrowmill.tensor.nn.Embedding;
import dev.arrowmill.tensor.nn.Module;
import dev.arrowmill.tensor.nn.Parameter;
import dev.arrowmill.tensor.optim.AdamW;
import dev.arrowmill.tensor.optim.ParamGroup;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * AdamW: matrices decay, biases and embeddings do not. Big embedding tables get gradients of the
 * touched rows only, and only those rows are updated (lazy Adam).
 */
final class StepOptimizer {
  /** Embedding tables of at least so many values get gradients of rows. */
  static final int SPARSE_VALUES = 1 << 15;

  private final List<Parameter> parameters;
  private final List<Parameter> tables = new ArrayList<>();
  private final AdamW dense;
  private final @Nullable AdamW lazy;
  private final double rate;
  private final double clip;

  StepOptimizer(TabularNet net, TrainOptions options) {
    for (Module m : net.namedModules().values()) {
      if (m instanceof Embedding e && e.weight().tensor().numel() >= SPARSE_VALUES) {
        e.sparse(true);
        tables.add(e.weight());
      }
    }
    Set<Parameter> spared = Set.copyOf(net.undecayed());
    List<Parameter> decayed = new ArrayList<>();
    List<Parameter> plain = new ArrayList<>();
    for (Parameter p : net.parameters()) {
      if (!tables.contains(p)) {
        (p.tensor().rank() > 1 && !spared.contains(p) ? decayed : plain).add(p);
      }
    }
    this.rate = options.learningRate();
    this.clip = options.gradientClip();
    this.dense =
        AdamW.ofGroups(List.of(ParamGroup.of(decayed), ParamGroup.of(plain).weightDecay(0)))
            .lr(rate)
            .weightDecay(options.weightDecay());
    this.lazy = tables.isEmpty() ? null : AdamW.of(tables).lr(rate).weightDecay(0);
    this.parameters = dense.parameters();
  }

  /** Parameters with whole gradients, in the order in which these lie in a flat array. */
  List<Parameter> parameters() {
    return parameters;
  }

  /** Tables with gradients of rows. */
  List<Parameter> tables() {
    return tables;
  }

  /** All parameters. */
  List<Parameter> all() {
    List<Parameter> all = new ArrayList<>(parameters);
    all.addAll(tables);
    return all;
  }

  /** Number of whole gradient values. */
  int size() {
    return Gradients.size(parameters);
  }

  /**
   * Scales the gradients, limits their norm and makes one step.
   *
   * @param factor of the configured step size
   */
  void step(float[] gradients, RowParts rows, float scale, double factor) {
    float all = clip == 0 ? scale : (float) (scale * limit(gradients, rows, scale));
    for (int i = 0; i < gradients.length; i++) {
      gradients[i] *= all;
    }
    dense.lr(rate * factor);
    dense.step(gradients);
    if (lazy != null) {
      lazy.lr(rate * factor);
      lazy.zeroGrad();
      lazy.beginStep();
      for (int t = 0; t < tables.size(); t++) {
        lazy.updateRows(t, rows.of(t, tables.get(t).tensor(), all), 0, 1);
      }
    }
  }

  private double limit(float[] gradients, RowParts rows, float scale) {
    double squares = rows.squares(tables, scale);
    for (float g : gradients) {
      double v = (double) g * scale;
      squares += v * v;
    }
    double norm = Math.sqrt(squares);
    return norm > clip ? clip / norm : 1;
  }
}
