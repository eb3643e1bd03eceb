package dev.arrowmill.data.op;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;

/** Elements of several inputs, drawn by weight; draw i is keyed by (seed, operator, i). */
public final class Sample extends Directed {
  private final double[] weights;
  private final OptionalLong seed;
  private final boolean rerandomize;

  private Sample(
      List<Node> inputs,
      double[] weights,
      OptionalLong seed,
      boolean stopOnEmpty,
      boolean rerandomize) {
    super("sampleFromDatasets", inputs, inputs.size(), stopOnEmpty);
    this.weights = weights;
    this.seed = seed;
    this.rerandomize = rerandomize;
  }

  /** Inputs of weight 0 are never opened; with none left there are no elements. */
  public static Node of(
      List<Node> inputs,
      double[] weights,
      OptionalLong seed,
      boolean stopOnEmpty,
      boolean rerandomize) {
    if (inputs.isEmpty() || weights.length != inputs.size()) {
      throw new IllegalArgumentException(
          "sampleFromDatasets: there must be a dataset and a weight for each, got "
              + inputs.size()
              + " datasets and "
              + weights.length
              + " weights");
    }
    for (double w : weights) {
      if (!(w >= 0) || Double.isInfinite(w)) {
        throw new IllegalArgumentException(
            "sampleFromDatasets: weights must be finite and at least 0, got "
                + Arrays.toString(weights));
      }
    }
    new Sample(inputs, weights, seed, stopOnEmpty, rerandomize);
    List<Node> drawn = new ArrayList<>();
    for (int i = 0; i < weights.length; i++) {
      if (weights[i] > 0) {
        drawn.add(inputs.get(i));
      }
    }
    double[] positive = Arrays.stream(weights).filter(w -> w > 0).toArray();
    return drawn.isEmpty()
        ? Take.of(inputs.get(0), 0)
        : new Sample(drawn, positive, seed, stopOnEmpty, rerandomize);
  }

  @Override
  public String name() {
    return "sampleFromDatasets("
        + Arrays.toString(weights)
        + (seed.isPresent() ? ", seed " + seed.getAsLong() : "")
        + (stopsOnEmpty() ? ", stopOnEmpty" : "")
        + (rerandomize ? ", rerandomizeEachIteration)" : ")");
  }

  @Override
  boolean random() {
    return true;
  }

  /** All elements come in the end, unless drawing ends with the first input that has none left. */
  @Override
  public long cardinality() {
    if (chosen().size() > 1 && stopsOnEmpty()) {
      return chosen().stream().allMatch(n -> n.cardinality() == INFINITE) ? INFINITE : UNKNOWN_SIZE;
    }
    long sum = 0;
    boolean infinite = chosen().stream().anyMatch(n -> n.cardinality() == INFINITE);
    for (Node n : chosen()) {
      sum = sum < 0 || n.cardinality() < 0 ? UNKNOWN_SIZE : sum + n.cardinality();
    }
    return infinite ? INFINITE : sum;
  }

  @Override
  Choice choice(Context context) {
    long key = KeyedPermutation.mix(seed.orElse(context.seed()), depth());
    return new Draws(cumulative(), KeyedPermutation.mix(key, rerandomize ? context.epochKey() : 0));
  }

  private double[] cumulative() {
    double[] out = weights.clone();
    Arrays.parallelPrefix(out, Double::sum);
    return out;
  }

  private static final class Draws implements Choice {
    private final double[] cumulative;
    private final long key;
    private long drawn;

    Draws(double[] cumulative, long key) {
      this.cumulative = cumulative;
      this.key = key;
    }

    @Override
    public int next() {
      double total = cumulative[cumulative.length - 1];
      double at = (KeyedPermutation.mix(key, drawn++) >>> 11) * 0x1p-53 * total;
      int i = 0;
      while (i < cumulative.length - 1 && at >= cumulative[i]) {
        i++;
      }
      return i;
    }

    @Override
    public ObjectNode state() {
      return Stage.object().put("drawn", drawn);
    }

    @Override
    public void restore(JsonNode state) {
      drawn = state.path("drawn").asLong();
    }

    @Override
    public void close() {}
  }
}
