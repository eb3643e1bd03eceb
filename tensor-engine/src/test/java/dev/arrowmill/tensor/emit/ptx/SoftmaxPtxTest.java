package dev.arrowmill.tensor.emit.ptx;

import dev.arrowmill.tensor.Tensor;
import dev.arrowmill.tensor.nn.Losses;
import dev.arrowmill.tensor.nn.Reduction;
import java.util.Arrays;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Softmax and cross entropy rows give the bits of the ops and of their recorded gradient. */
class SoftmaxPtxTest {
  private static float[] logits(int rows, int columns) {
    float[] x = PtxRig.numbers(rows * columns, columns);
    for (int i = 0; i < x.length; i++) {
      x[i] *= 5;
    }
    if (columns > 4) {
      x[1] = Float.NEGATIVE_INFINITY;
      x[columns - 1] = 80f;
    }
    return x;
  }

  @ParameterizedTest
  @CsvSource({"1,1", "3,5", "2,256", "2,700", "1,9000"})
  void rows(int rows, int columns) {
    float[] x = logits(rows, columns);
    Tensor t = Tensor.of(x, rows, columns);
    for (PtxRig each : PtxRig.all()) {
      try (PtxRig rig = each) {
        long from = rig.put(x);
        long to = rig.room(x.length);
        SoftmaxPtx.launch(rig.machine, SoftmaxPtx.SOFTMAX, from, to, rows, columns);
        PtxRig.same("softmax", t.softmax(1).floats(), rig.floats(to, x.length));
        SoftmaxPtx.launch(rig.machine, SoftmaxPtx.LOG_SOFTMAX, from, to, rows, columns);
        PtxRig.same("logSoftmax", t.logSoftmax(1).floats(), rig.floats(to, x.length));
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"1,2", "3,5", "20,10", "2,700"})
  void crossEntropy(int rows, int columns) {
    float[] x = logits(rows, columns);
    int[] classes = new int[rows];
    for (int i = 0; i < rows; i++) {
      classes[i] = (i * 7 + 2) % columns;
    }
    Tensor logits = Tensor.of(x, rows, columns).requiresGrad(true);
    Tensor loss = Losses.crossEntropy(logits, Tensor.of(classes, rows), null, Reduction.NONE);
    float[] upstream = new float[rows];
    Arrays.fill(upstream, 1f / rows);
    loss.mul(Tensor.of(upstream, rows)).sum().backward();
    for (PtxRig each : PtxRig.all()) {
      try (PtxRig rig = each) {
        long losses = rig.room(rows);
        long gradient = rig.room(x.length);
        rig.machine.launch(
            SoftmaxPtx.CROSS_ENTROPY,
            rows,
            1,
            rig.put(x),
            rig.put(classes),
            rig.put(upstream),
            losses,
            gradient,
            columns);
        PtxRig.same("loss", loss.floats(), rig.floats(losses, rows));
        PtxRig.same(
            "gradient",
            Objects.requireNonNull(logits.grad()).floats(),
            rig.floats(gradient, x.length));
      }
    }
  }
}
