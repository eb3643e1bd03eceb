package dev.arrowmill.model;

import java.util.List;

/**
 * The shape of a {@link TabularNet}.
 *
 * @param hidden widths of the hidden layers
 * @param dropout probability in [0, 1) of dropping a hidden unit in training
 * @param maxEmbedding greatest width of a category's embedding
 */
public record NetConfig(List<Integer> hidden, float dropout, int maxEmbedding) {
  public NetConfig {
    hidden = List.copyOf(hidden);
    for (int width : hidden) {
      if (width < 1) {
        throw new IllegalArgumentException("hidden: widths must be positive, got " + hidden);
      }
    }
    if (!(dropout >= 0 && dropout < 1)) {
      throw new IllegalArgumentException("dropout: must be in [0, 1), is " + dropout);
    }
    if (maxEmbedding < 1) {
      throw new IllegalArgumentException("maxEmbedding: must be positive, is " + maxEmbedding);
    }
  }

  /** The defaults. */
  public NetConfig() {
    this(List.of(256, 128), 0.2f, 24);
  }

  /** The width of an embedding: 1.6 times the cardinality to the power of 0.56, capped. */
  public int embeddingWidth(int cardinality) {
    return (int) Math.min(maxEmbedding, StrictMath.ceil(1.6 * StrictMath.pow(cardinality, 0.56)));
  }
}
