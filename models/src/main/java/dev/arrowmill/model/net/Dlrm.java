package dev.arrowmill.model.net;

import dev.arrowmill.tensor.Tensor;
import dev.arrowmill.tensor.nn.Init;
import dev.arrowmill.tensor.nn.Sequential;
import dev.arrowmill.tensor.op.Cat;
import dev.arrowmill.tensor.random.Rng;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All numbers become one vector by a bottom perceptron, every category its embedding; the products
 * of all pairs and the numbers' vector enter a top perceptron.
 */
final class Dlrm implements Architecture {
  @Override
  public String summary() {
    return "Numbers become one vector by a perceptron; products of all pairs of "
        + "vectors enter another.";
  }

  @Override
  public String use() {
    return "Many large categories beside some numbers: clicks.";
  }

  @Override
  public String source() {
    return "Naumov et al., Deep Learning Recommendation Model for Personalization and"
        + " Recommendation Systems (2019)";
  }

  @Override
  public List<Option> options() {
    return List.of(
        new Option("width", "16", "length of the vectors"),
        new Option("bottom", "512,256,64", "hidden layers between numbers and their vector"),
        new Option("top", "512,256", "hidden layers behind the products"),
        new Option("dropout", "0", "probability of dropping a unit of the top layers"));
  }

  @Override
  public TabularNet build(NetInput input, NetOptions options, Rng rng) {
    return new Net(input, options, rng);
  }

  private static final class Net extends TabularNet {
    private static final Categories.Start BY_ROWS =
        (rng, rows, width) -> Init.kaimingUniform(rng, rows, rows, width);

    private final @Nullable Sequential bottom;
    private final Categories categories;
    private final Sequential top;
    private final int vectors;
    private final Tensor pairs;

    Net(NetInput input, NetOptions options, Rng rng) {
      super(input, new PlainNumbers(input.numeric()));
      int width = options.integer("width", 1);
      int numbers = encoding().width();
      List<Integer> sizes = new ArrayList<>(options.integers("bottom", 1));
      sizes.add(width);
      bottom = numbers == 0 ? null : child("bottom", Hidden.of(numbers, sizes, 0, rng.fold(0)));
      categories =
          child("categories", Categories.ofWidth(input.categorical(), width, BY_ROWS, rng.fold(1)));
      vectors = categories.fields() + (bottom == null ? 0 : 1);
      pairs = pairs(vectors);
      int in = pairs.numel() + (bottom == null ? 0 : width);
      top =
          child(
              "top",
              Hidden.of(
                  in == 0 ? width : in,
                  options.integers("top", 1),
                  options.dropout("dropout"),
                  input.outputs(),
                  rng.fold(2)));
    }

    /** Where the pairs below the diagonal lie in a matrix of all products. */
    private static Tensor pairs(int vectors) {
      int[] at = new int[vectors * (vectors - 1) / 2];
      for (int i = 1, k = 0; i < vectors; i++) {
        for (int j = 0; j < i; j++) {
          at[k++] = i * vectors + j;
        }
      }
      return Tensor.of(at, at.length);
    }

    @Override
    public Tensor forward(Tensor x, Tensor codes) {
      List<Tensor> all = new ArrayList<>();
      List<Tensor> parts = new ArrayList<>();
      if (bottom != null) {
        parts.add(bottom.forward(x));
        all.add(parts.get(0));
      }
      all.addAll(categories.vectors(codes));
      if (vectors == 1) {
        return top.forward(all.get(0));
      }
      Tensor v = Tensor.stack(all, 1);
      Tensor products = v.matmul(v.transpose(1, 2)).reshape(-1, vectors * vectors);
      parts.add(products.indexSelect(1, pairs));
      return top.forward(parts.size() == 1 ? parts.get(0) : Cat.of(parts, 1));
    }
  }
}
