package dev.arrowmill.tensor.autograd;

import dev.arrowmill.tensor.Tensor;
import dev.arrowmill.tensor.op.Op;
import java.util.Arrays;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Watches every op of this thread, forward and backward, and stops at the first one that makes a
 * NaN or an infinity of finite inputs, naming the op, the batch and the row. Slow: every element is
 * looked at.
 *
 * <pre>{@code
 * var anomaly = Anomaly.detect();
 * for (...) {
 *   anomaly.batch(number, sourceRows);
 *   anomaly.run(() -> { Tensor loss = ...; loss.backward(); return loss; });
 * }
 * }</pre>
 */
public final class Anomaly extends Trace {
  private long batch = -1;
  private long @Nullable [] sourceRows;
  private @Nullable String gradientOf;

  private Anomaly() {}

  /** A new watcher. */
  public static Anomaly detect() {
    return new Anomaly();
  }

  /**
   * Says which batch comes now.
   *
   * @param number any number that its owner can find it by
   * @param rows the source row of each of its rows, or null
   */
  public Anomaly batch(long number, long @Nullable [] rows) {
    batch = number;
    sourceRows = rows == null ? null : rows.clone();
    return this;
  }

  /**
   * Runs the body under watch.
   *
   * @throws AnomalyException at the first NaN or infinity
   */
  public <T> T run(Supplier<T> body) {
    return watch(body);
  }

  @Override
  public Tensor call(Op op, Tensor... in) {
    Tensor out = op.compute(in);
    int bad = firstBad(out);
    if (bad >= 0 && Arrays.stream(in).allMatch(t -> firstBad(t) < 0)) {
      throw exception(op, out, bad);
    }
    return out;
  }

  @Override
  public Tensor[] backward(Call call, Tensor g) {
    gradientOf = call.op().name();
    try {
      return call.vjp(g);
    } finally {
      gradientOf = null;
    }
  }

  private static int firstBad(Tensor t) {
    if (!t.dtype().isFloat()) {
      return -1;
    }
    return Trace.untraced(
        () -> {
          double[] a = t.toDoubles();
          for (int i = 0; i < a.length; i++) {
            if (!Double.isFinite(a[i])) {
              return i;
            }
          }
          return -1;
        });
  }

  private AnomalyException exception(Op op, Tensor out, int element) {
    String name = gradientOf == null ? op.name() : "gradient of " + gradientOf;
    long index = out.rank() == 0 ? -1 : element / Math.max(1, out.numel() / out.size(0));
    long[] rows = sourceRows;
    boolean known = rows != null && index >= 0 && rows.length == out.size(0);
    long row = known && rows != null ? rows[(int) index] : index;
    double value = Trace.untraced(() -> out.toDoubles()[element]);
    String where =
        (batch >= 0 ? " in batch " + batch : "")
            + (row < 0 ? "" : (known ? ", source row " : ", row ") + row);
    return new AnomalyException(
        "anomaly: "
            + name
            + (gradientOf == null ? "" : " (" + op.name() + ")")
            + " made "
            + value
            + " of finite inputs"
            + where
            + ", element "
            + element
            + " of shape "
            + out.shape(),
        name,
        batch,
        row);
  }
}
