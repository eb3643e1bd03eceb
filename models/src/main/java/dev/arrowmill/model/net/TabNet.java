package dev.arrowmill.model.net;

import dev.arrowmill.tensor.Tensor;
import dev.arrowmill.tensor.nn.Linear;
import dev.arrowmill.tensor.nn.Module;
import dev.arrowmill.tensor.random.Rng;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Decision steps that each read the fields which a sparse mask selects: all floats of a number or
 * category together. The entropy of the masks is a penalty in training.
 */
final class TabNet implements Architecture {
  @Override
  public String summary() {
    return "Decision steps that each read the features which a sparse mask selects.";
  }

  @Override
  public String use() {
    return "Many irrelevant columns; needs many rows.";
  }

  @Override
  public String source() {
    return "Arik, Pfister, TabNet: Attentive Interpretable Tabular Learning (2019)";
  }

  @Override
  public List<Option> options() {
    return FlatNet.options(
        "plain",
        4,
        List.of(
            new Option("decisionWidth", "16", "width of a step's decision"),
            new Option("attentionWidth", "16", "width of what the next mask is made from"),
            new Option("steps", "5", "decision steps"),
            new Option("gamma", "1.5", "how often a feature may be selected, 1 for once"),
            new Option("shared", "2", "layers of the feature transformers that steps share"),
            new Option("own", "2", "layers that each step has of its own"),
            new Option("sparsity", "0.0001", "factor on the entropy of the masks")));
  }

  @Override
  public TrainingDefaults training() {
    return new TrainingDefaults(2e-2f, 0f, 0.99f, 1024);
  }

  @Override
  public TabularNet build(NetInput input, NetOptions options, Rng rng) {
    return new Net(input, options, rng);
  }

  private static final class Net extends FlatNet {
    private final PreciseNorm norm;
    private final GluBlock first;
    private final List<Step> steps = new ArrayList<>();
    private final Linear head;
    private final Tensor sources;
    private final int decision;
    private final int both;
    private final double gamma;
    private final double sparsity;

    Net(NetInput input, NetOptions options, Rng rng) {
      super(input, options, Categories.STANDARD, rng);
      int in = flatWidth();
      decision = options.integer("decisionWidth", 1);
      int attention = options.integer("attentionWidth", 1);
      both = decision + attention;
      gamma = options.decimal("gamma", 1, 100);
      sparsity = options.decimal("sparsity", 0, 1);
      int sharedMaps = options.integer("shared", 0);
      int own = options.integer("own", sharedMaps == 0 ? 1 : 0);
      norm = child("norm", new PreciseNorm(in));
      List<Linear> shared = new ArrayList<>();
      for (int i = 0; i < sharedMaps; i++) {
        Linear map = GluBlock.map(i == 0 ? in : both, both, rng.fold(100 + i));
        shared.add(child("shared" + i, map));
      }
      first = child("first", new GluBlock(in, both, shared, own, rng.fold(3)));
      Sparsemax sparsemax = new Sparsemax(fields());
      sources = Tensor.of(sources(), in);
      int n = options.integer("steps", 1);
      for (int i = 0; i < n; i++) {
        GluBlock block = new GluBlock(in, both, shared, own, rng.fold(200 + i));
        steps.add(
            child("step" + i, new Step(fields(), attention, block, sparsemax, rng.fold(300 + i))));
      }
      double gain = Math.sqrt((decision + input.outputs()) / Math.sqrt(4.0 * decision));
      head = child("head", GluBlock.linear(decision, input.outputs(), gain, rng.fold(4)));
    }

    @Override
    public Tensor forward(Tensor x, Tensor codes) {
      return run(x, codes).values();
    }

    @Override
    public Output train(Tensor x, Tensor codes) {
      return run(x, codes);
    }

    private Output run(Tensor x, Tensor codes) {
      Tensor in = norm.forward(flat(x, codes));
      Tensor state = first.forward(in);
      Tensor prior = null;
      Tensor sum = null;
      Tensor entropy = null;
      for (Step step : steps) {
        Tensor mask = step.mask(state.slice(1, decision, both), prior);
        Tensor left = mask.neg().add(gamma);
        prior = prior == null ? left : prior.mul(left);
        state = step.block.forward(mask.indexSelect(1, sources).mul(in));
        Tensor decided = state.slice(1, 0, decision).relu();
        sum = sum == null ? decided : sum.add(decided);
        Tensor e = mask.mul(mask.add(1e-15).log()).sum(1).mean();
        entropy = entropy == null ? e : entropy.add(e);
      }
      Tensor penalty = java.util.Objects.requireNonNull(entropy).mul(-sparsity / steps.size());
      return new Output(head.forward(java.util.Objects.requireNonNull(sum)), penalty);
    }
  }

  private static final class Step extends Module {
    private final Linear attention;
    private final PreciseNorm norm;
    private final GluBlock block;
    private final Sparsemax sparsemax;

    Step(int fields, int attentionWidth, GluBlock block, Sparsemax sparsemax, Rng rng) {
      double gain = Math.sqrt((attentionWidth + fields) / Math.sqrt(4.0 * attentionWidth));
      attention = child("attention", GluBlock.linear(attentionWidth, fields, gain, rng));
      norm = child("norm", new PreciseNorm(fields));
      this.block = child("block", block);
      this.sparsemax = sparsemax;
    }

    /** The fields' shares, [rows, fields], each row of sum 1. */
    Tensor mask(Tensor state, @Nullable Tensor prior) {
      Tensor wanted = norm.forward(attention.forward(state));
      return sparsemax.of(prior == null ? wanted : wanted.mul(prior));
    }
  }
}
