package dev.arrowmill.model.net;

import dev.arrowmill.tensor.random.Rng;
import java.util.List;

/** Users and items as vectors of their own, matched by a product: for retrieval. */
final class TwoTower implements Architecture {
  @Override
  public String summary() {
    return "Users and items as vectors of their own, matched by a product.";
  }

  @Override
  public String use() {
    return "Retrieval: vectors of items can be searched without the network.";
  }

  @Override
  public String source() {
    return "Yi et al., Sampling-Bias-Corrected Neural Modeling for Large Corpus Item"
        + " Recommendations (2019)";
  }

  @Override
  public List<Option> options() {
    return List.of(
        new Option("userColumns", "", "columns of the user's tower; empty for the first feature"),
        new Option("itemColumns", "", "columns of the item's tower; empty for all others"),
        new Option("width", "32", "length of the vectors"),
        new Option("hidden", "128,64", "widths of each tower's hidden layers"),
        new Option("dropout", "0.1", "probability of dropping a hidden unit"),
        new Option("normalise", "true", "whether vectors have length 1"),
        new Option("temperature", "0.2", "initial temperature; 1 / temperature is learned"),
        new Option("maxEmbedding", "32", "greatest width of an embedding"));
  }

  @Override
  public TabularNet build(NetInput input, NetOptions options, Rng rng) {
    return new TwoTowerNet(input, options, rng);
  }
}
