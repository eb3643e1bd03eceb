package dev.arrowmill.tensor.nn;

import dev.arrowmill.tensor.DType;
import dev.arrowmill.tensor.Shape;
import dev.arrowmill.tensor.Tensor;
import dev.arrowmill.tensor.autograd.Autograd;
import dev.arrowmill.tensor.op.BatchNorm;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What the batch normalisations share. In training each channel is normalised over the batch, and
 * the running statistics move by momentum towards the batch's (the variance unbiased); in
 * evaluation the running statistics are used. Parameters weight and bias, buffers running_mean,
 * running_var and num_batches_tracked. Training is not for several threads at once.
 */
abstract class BatchNormNd extends Layer {
  private final int channels;
  private final double eps;
  private final double momentum;
  private final @Nullable Parameter weight;
  private final @Nullable Parameter bias;

  BatchNormNd(int channels, double eps, double momentum, boolean affine) {
    if (channels < 1 || !(momentum >= 0 && momentum <= 1)) {
      throw new IllegalArgumentException(
          getClass().getSimpleName()
              + ": channels must be positive and momentum in [0, 1], got "
              + channels
              + " and "
              + momentum);
    }
    this.channels = channels;
    this.eps = eps;
    this.momentum = momentum;
    weight = affine ? parameter("weight", Tensor.ones(channels)) : null;
    bias = affine ? parameter("bias", Tensor.zeros(channels)) : null;
    buffer("running_mean", Tensor.zeros(channels));
    buffer("running_var", Tensor.ones(channels));
    buffer("num_batches_tracked", Tensor.zeros(DType.INT64, Shape.SCALAR));
  }

  /** Whether the number of dimensions is right. */
  abstract boolean fits(Tensor x);

  @Override
  public final Tensor forward(Tensor x) {
    if (!fits(x) || x.size(1) != channels) {
      throw new IllegalArgumentException(
          getClass().getSimpleName() + ": expected " + channels + " channels, got " + x.shape());
    }
    return isTraining() ? train(x) : evaluate(x);
  }

  private Tensor train(Tensor x) {
    if (x.numel() == channels) {
      throw new IllegalArgumentException(
          getClass().getSimpleName()
              + ": training needs more than one value per channel, got "
              + x.shape());
    }
    Tensor stats = BatchNorm.stats(x);
    Autograd.noGrad(
        () -> {
          move(buffer("running_mean"), stats.select(0, 0));
          move(buffer("running_var"), stats.select(0, 2));
          Tensor tracked = buffer("num_batches_tracked");
          return tracked.assign(tracked.add(1));
        });
    Tensor w = weight == null ? null : weight.tensor();
    Tensor b = bias == null ? null : bias.tensor();
    return BatchNorm.of(x, stats, w, b, eps);
  }

  private void move(Tensor running, Tensor now) {
    Tensor t = now.toType(running.dtype());
    running.assign(running.mul(1 - momentum).add(t.mul(momentum)));
  }

  private Tensor evaluate(Tensor x) {
    Tensor scale = buffer("running_var").add(eps).rsqrt();
    if (weight != null) {
      scale = scale.mul(weight.tensor());
    }
    int[] dims = new int[x.rank()];
    Arrays.fill(dims, 1);
    dims[1] = channels;
    Tensor y = x.sub(buffer("running_mean").reshape(dims)).mul(scale.reshape(dims));
    return bias == null ? y : y.add(bias.tensor().reshape(dims));
  }

  @Override
  public final String toString() {
    return getClass().getSimpleName() + "(" + channels + ")";
  }
}
