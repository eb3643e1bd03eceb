package dev.arrowmill.model.net;

import dev.arrowmill.tensor.Tensor;
import dev.arrowmill.tensor.nn.Layer;
import dev.arrowmill.tensor.nn.Parameter;
import dev.arrowmill.tensor.op.BatchNorm;
import org.jspecify.annotations.Nullable;

/**
 * Batch normalisation of [rows, channels] whose statistics for evaluation are measured, not
 * gathered while training. In training every shard's part of a step is normalised by its own mean
 * and variance (a ghost batch), so that shards depend on nothing but their rows. Before the network
 * is evaluated, {@link TabularNet#measure} sums over training rows and {@link
 * TabularNet#setStatistics} puts mean and variance in place. Parameters weight and bias, buffers
 * mean and var.
 *
 * <p>Sources: Hoffer, Hubara, Soudry, "Train longer, generalize better" (2017), ghost batches; Wu,
 * Johnson, "Rethinking Batch in BatchNorm" (2021), precise statistics.
 */
final class PreciseNorm extends Layer {
  private static final ThreadLocal<@Nullable Moments> MEASURING = new ThreadLocal<>();
  private static final double EPS = 1e-5;

  private final int channels;
  private final Parameter weight;
  private final Parameter bias;

  PreciseNorm(int channels) {
    this.channels = channels;
    weight = parameter("weight", Tensor.ones(channels));
    bias = parameter("bias", Tensor.zeros(channels));
    buffer("mean", Tensor.zeros(channels));
    buffer("var", Tensor.ones(channels));
  }

  int channels() {
    return channels;
  }

  /** Runs the body so that norms use each batch's statistics and add its sums. */
  static void measuring(Moments moments, Runnable body) {
    MEASURING.set(moments);
    try {
      body.run();
    } finally {
      MEASURING.remove();
    }
  }

  @Override
  public Tensor forward(Tensor x) {
    Moments moments = MEASURING.get();
    if (moments != null) {
      moments.add(this, x);
    }
    return moments != null || isTraining() ? byBatch(x) : byMeasured(x);
  }

  private Tensor byBatch(Tensor x) {
    return BatchNorm.of(x, BatchNorm.stats(x), weight.tensor(), bias.tensor(), EPS);
  }

  private Tensor byMeasured(Tensor x) {
    Tensor scale = buffer("var").add(EPS).rsqrt().mul(weight.tensor());
    return x.sub(buffer("mean")).mul(scale).add(bias.tensor());
  }

  void setStatistics(double[] mean, double[] variance) {
    float[] m = buffer("mean").floats();
    float[] v = buffer("var").floats();
    for (int c = 0; c < channels; c++) {
      m[c] = (float) mean[c];
      v[c] = (float) variance[c];
    }
  }
}
