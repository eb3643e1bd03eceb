package dev.arrowmill.model.train;

import dev.arrowmill.model.net.TabularNet;
import dev.arrowmill.tensor.autograd.Gradients;
import dev.arrowmill.tensor.nn.Parameter;
import dev.arrowmill.tensor.optim.AdamW;
import dev.arrowmill.tensor.optim.ParamGroup;
import java.util.ArrayList;
import java.util.List;

/** AdamW on flat gradients; matrices decay, biases and embeddings do not. */
final class StepOptimizer {
  private final AdamW optimizer;
  private final List<Parameter> parameters;

  StepOptimizer(TabularNet net, TrainOptions options) {
    List<Parameter> tables = net.undecayed();
    List<Parameter> decayed = new ArrayList<>();
    List<Parameter> plain = new ArrayList<>();
    for (Parameter p : net.parameters()) {
      (p.tensor().rank() > 1 && !tables.contains(p) ? decayed : plain).add(p);
    }
    this.optimizer =
        AdamW.ofGroups(List.of(ParamGroup.of(decayed), ParamGroup.of(plain).weightDecay(0)))
            .lr(options.learningRate())
            .weightDecay(options.weightDecay());
    this.parameters = optimizer.parameters();
  }

  /** The order in which gradients lie in a flat array. */
  List<Parameter> parameters() {
    return parameters;
  }

  /** Number of gradient values. */
  int size() {
    return Gradients.size(parameters);
  }

  /** Scales the gradients and makes one step. */
  void step(float[] gradients, float scale) {
    for (int i = 0; i < gradients.length; i++) {
      gradients[i] *= scale;
    }
    optimizer.step(gradients);
  }
}
