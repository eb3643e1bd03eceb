package dev.arrowmill.model.net;

import dev.arrowmill.tensor.Tensor;
import dev.arrowmill.tensor.random.Rng;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** A network that reads a row as one vector: its numbers and the embeddings of its codes. */
abstract class FlatNet extends TabularNet {
  private final Numbers numbers;
  private final Categories categories;

  FlatNet(NetInput input, NetOptions options, Rng rng) {
    this(input, options, Categories.NORMAL, rng);
  }

  /**
   * @param start the initial embeddings
   */
  FlatNet(NetInput input, NetOptions options, Categories.Start start, Rng rng) {
    this(input, Numbers.of(input.numeric(), options, rng.fold(1)), options, start, rng.fold(2));
  }

  private FlatNet(
      NetInput input, Numbers numbers, NetOptions options, Categories.Start start, Rng rng) {
    super(input, numbers.encoding());
    this.numbers = child("numbers", numbers);
    this.categories =
        child(
            "categories",
            Categories.ofWidths(
                input.categorical(), options.integer("maxEmbedding", 1), start, rng));
  }

  /** The options of the input, then those of the network behind it. */
  static List<Option> options(String numbers, int maxEmbedding, List<Option> own) {
    List<Option> all = new ArrayList<>(own);
    all.addAll(Numbers.options(numbers, 24));
    all.add(
        new Option(
            "maxEmbedding", Integer.toString(maxEmbedding), "greatest width of an embedding"));
    return all;
  }

  /** Floats per row of {@link #flat}. */
  final int flatWidth() {
    return numbers.width() + categories.width();
  }

  /** Numbers and fields of categories per row. */
  final int fields() {
    return input().numeric().size() + categories.fields();
  }

  /** Which of {@link #fields} each float of {@link #flat} comes from. */
  final int[] sources() {
    int numeric = input().numeric().size();
    return IntStream.concat(
            IntStream.of(numbers.sources()),
            IntStream.of(categories.sources()).map(f -> numeric + f))
        .toArray();
  }

  /** The row's vector, [rows, flatWidth()]. */
  final Tensor flat(Tensor x, Tensor codes) {
    return categories.join(numbers.width(), numbers.forward(x), codes);
  }
}
