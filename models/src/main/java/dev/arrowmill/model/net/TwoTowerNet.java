package dev.arrowmill.model.net;

import dev.arrowmill.data.feature.Encoded;
import dev.arrowmill.tensor.Tensor;
import dev.arrowmill.tensor.nn.Parameter;
import dev.arrowmill.tensor.random.Rng;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The network of architecture {@code two-tower}: output o of a row is {@code scale[o] * (user .
 * item) + bias[o]}. The item with the greatest product is the best for a user, whatever scale above
 * 0 and bias.
 */
public final class TwoTowerNet extends TabularNet {
  private final Tower users;
  private final Tower items;
  private final Parameter scale;
  private final Parameter bias;
  private final int width;

  TwoTowerNet(NetInput input, NetOptions options, Rng rng) {
    super(input, new PlainNumbers(input.numeric()));
    List<String> userNames = options.texts("userColumns");
    List<String> itemNames = options.texts("itemColumns");
    if (userNames.isEmpty() && itemNames.isEmpty()) {
      userNames = List.of(TowerColumns.names(input).get(0));
    }
    TowerColumns user = TowerColumns.of(input, "userColumns", userNames);
    TowerColumns item = TowerColumns.of(input, "itemColumns", itemNames);
    user = userNames.isEmpty() ? item.rest(input) : user;
    item = itemNames.isEmpty() ? user.rest(input) : item;
    if (user.isEmpty() || item.isEmpty()) {
      throw new IllegalArgumentException(
          "architecture two-tower: userColumns and itemColumns must leave features to both towers,"
              + " there are "
              + TowerColumns.names(input));
    }
    requireApart(input, user, item);
    width = options.integer("width", 1);
    users =
        child("users", new Tower(input, user.numeric(), user.categorical(), options, rng.fold(0)));
    items =
        child("items", new Tower(input, item.numeric(), item.categorical(), options, rng.fold(1)));
    float[] start = new float[input.outputs()];
    Arrays.fill(start, 1 / options.decimal("temperature", 1e-3, 1e3));
    scale = parameter("scale", Tensor.of(start, start.length));
    bias = parameter("bias", Tensor.zeros(input.outputs()));
  }

  private static void requireApart(NetInput input, TowerColumns user, TowerColumns item) {
    List<String> both = new ArrayList<>();
    input.categorical().stream()
        .filter(f -> inBoth(user.categorical(), item.categorical(), input.categorical().indexOf(f)))
        .forEach(f -> both.add(f.name()));
    input.numeric().stream()
        .filter(f -> inBoth(user.numeric(), item.numeric(), input.numeric().indexOf(f)))
        .forEach(f -> both.add(f.name()));
    if (!both.isEmpty()) {
      throw new IllegalArgumentException("architecture two-tower: both towers read " + both);
    }
  }

  private static boolean inBoth(List<Integer> a, List<Integer> b, int i) {
    return a.contains(i) && b.contains(i);
  }

  Tower users() {
    return users;
  }

  /** Length of the vectors. */
  public int width() {
    return width;
  }

  /** What an output multiplies the product of two vectors by. */
  public float scale(int output) {
    return scale.tensor().floats()[output];
  }

  /** What an output adds to the scaled product. */
  public float bias(int output) {
    return bias.tensor().floats()[output];
  }

  @Override
  public Tensor forward(Tensor x, Tensor codes) {
    Tensor match = users.forward(x, codes).mul(items.forward(x, codes));
    return match.sum(new int[] {1}, true).mul(scale.tensor()).add(bias.tensor());
  }

  /** The users' vectors, row-major [rows, width]; the item's features are not read. */
  public float[] users(Encoded batch) {
    return inBlocks(batch, width, users::forward);
  }

  /** The items' vectors, row-major [rows, width]; the user's features are not read. */
  public float[] items(Encoded batch) {
    return inBlocks(batch, width, items::forward);
  }
}
