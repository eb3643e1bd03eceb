package dev.arrowmill.model.net;

import dev.arrowmill.tensor.Tensor;

/**
 * The point of the simplex next to each row of [rows, width]: max(z - t, 0), where t makes the
 * row's sum 1 (Martins, Astudillo, "From Softmax to Sparsemax", 2016). Immutable.
 */
final class Sparsemax {
  private final Tensor counts;

  Sparsemax(int width) {
    float[] n = new float[width];
    for (int i = 0; i < width; i++) {
      n[i] = i + 1;
    }
    counts = Tensor.of(n, width);
  }

  /** The result has z's shape; its gradient is that of the exact projection. */
  Tensor of(Tensor z) {
    Tensor fixed = z.detach();
    Tensor sums = fixed.sort(1, true).values().cumsum(1);
    Tensor limit = sums.sub(1).div(counts).amax(new int[] {1}, true);
    Tensor support = fixed.gt(limit).toType(z.dtype());
    Tensor size = support.sum(new int[] {1}, true);
    Tensor threshold = z.mul(support).sum(new int[] {1}, true).sub(1).div(size);
    return z.sub(threshold).relu().mul(support);
  }
}
