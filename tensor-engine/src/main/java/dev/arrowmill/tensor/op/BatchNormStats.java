package dev.arrowmill.tensor.op;

import dev.arrowmill.tensor.DType;
import dev.arrowmill.tensor.Shape;
import dev.arrowmill.tensor.Tensor;
import dev.arrowmill.tensor.autograd.Call;
import java.util.Arrays;

/** Mean, biased and unbiased variance of each channel, in float64: [3, channels]. */
final class BatchNormStats extends KernelOp {
  BatchNormStats(Attrs attrs) {
    super("batchNormStats", attrs);
  }

  @Override
  protected Tensor allocate(Tensor... in) {
    return Tensor.zeros(DType.FLOAT64, Shape.of(3, in[0].size(1)));
  }

  @Override
  public Kernel kernel(Tensor[] in, Tensor out) {
    int channels = in[0].size(1);
    return DenseInputs.bind(
        in,
        t ->
            (part, parts) -> {
              int from = Kernel.from(channels, part, parts);
              int end = Kernel.from(channels, part + 1, parts);
              run(t[0], channels, out.doubles(), out.offset(), from, end);
            });
  }

  private static void run(Tensor x, int channels, double[] y, int at, int from, int end) {
    int n = x.size(0);
    int plane = BatchNorm.plane(x);
    double count = (double) n * plane;
    Arrays.fill(y, at + from, at + end, 0);
    Arrays.fill(y, at + channels + from, at + channels + end, 0);
    for (int i = 0; i < n; i++) {
      int base = x.offset() + i * channels * plane;
      for (int c = from; c < end; c++) {
        y[at + c] += sum(x, base + c * plane, plane);
      }
    }
    for (int c = from; c < end; c++) {
      y[at + c] /= count;
    }
    for (int i = 0; i < n; i++) {
      int base = x.offset() + i * channels * plane;
      for (int c = from; c < end; c++) {
        y[at + channels + c] += squares(x, base + c * plane, plane, y[at + c]);
      }
    }
    for (int c = from; c < end; c++) {
      y[at + 2 * channels + c] = y[at + channels + c] / (count - 1);
      y[at + channels + c] /= count;
    }
  }

  private static double sum(Tensor x, int at, int n) {
    return x.dtype() == DType.FLOAT32
        ? RowStats.sum(x.floats(), at, n)
        : RowStats.sum(x.doubles(), at, n);
  }

  private static double squares(Tensor x, int at, int n, double mean) {
    return x.dtype() == DType.FLOAT32
        ? RowStats.squares(x.floats(), at, n, mean)
        : RowStats.squares(x.doubles(), at, n, mean);
  }

  @Override
  public Tensor[] vjp(Call call, Tensor g) {
    throw new AssertionError("batchNormStats: takes detached inputs only");
  }
}
