package dev.arrowmill.tensor;

import java.util.Locale;

/** Writes tensors as PyTorch does: aligned, four decimals, long dimensions summarised. */
final class TensorPrinter {
  private static final int SUMMARISE = 1000;
  private static final int EDGE = 3;

  private final Tensor t;
  private final boolean summarise;
  private boolean scientific;
  private boolean integral;
  private int width;

  private TensorPrinter(Tensor t) {
    this.t = t;
    this.summarise = t.numel() > SUMMARISE;
  }

  static String print(Tensor tensor) {
    TensorPrinter p = new TensorPrinter(tensor.detach());
    StringBuilder s = new StringBuilder("tensor(");
    if (tensor.numel() == 0) {
      s.append("[]");
    } else {
      p.measure();
      p.write(s, 0, tensor.offset(), 7);
    }
    if (tensor.numel() == 0 && tensor.rank() != 1) {
      s.append(", size=").append(tensor.shape());
    }
    if (tensor.dtype() == DType.FLOAT64 || tensor.dtype() == DType.INT32) {
      s.append(", dtype=").append(tensor.dtype());
    }
    if (tensor.requiresGrad()) {
      var call = tensor.call();
      s.append(call == null ? ", requiresGrad=true" : ", gradFn=" + call.op().name());
    }
    return s.append(')').toString();
  }

  private void measure() {
    double lo = Double.POSITIVE_INFINITY;
    double hi = 0;
    integral = true;
    for (double v : t.toDoubles()) {
      double a = Math.abs(v);
      if (!Double.isFinite(v) || a == 0) {
        continue;
      }
      lo = Math.min(lo, a);
      hi = Math.max(hi, a);
      integral &= v == Math.rint(v);
    }
    scientific =
        t.dtype().isFloat() && hi > 0 && (hi > 1e8 || (!integral && (hi / lo > 1000 || lo < 1e-4)));
    visit(0, t.offset());
  }

  private void visit(int dim, int at) {
    if (dim == t.rank()) {
      width = Math.max(width, text(at).length());
      return;
    }
    int n = t.size(dim);
    for (int i = 0; i < n; i++) {
      if (summarise && n > 2 * EDGE && i == EDGE) {
        i = n - EDGE;
      }
      visit(dim + 1, at + i * t.stride(dim));
    }
  }

  private void write(StringBuilder s, int dim, int at, int indent) {
    if (dim == t.rank()) {
      String v = text(at);
      s.append(" ".repeat(t.rank() == 0 ? 0 : width - v.length())).append(v);
      return;
    }
    boolean last = dim == t.rank() - 1;
    String between = last ? ", " : "," + "\n".repeat(t.rank() - 1 - dim) + " ".repeat(indent + 1);
    int n = t.size(dim);
    s.append('[');
    for (int i = 0; i < n; i++) {
      if (i > 0) {
        s.append(between);
      }
      if (summarise && n > 2 * EDGE && i == EDGE) {
        s.append("...").append(between);
        i = n - EDGE;
      }
      write(s, dim + 1, at + i * t.stride(dim), indent + 1);
    }
    s.append(']');
  }

  private String text(int at) {
    double v = Values.at(t, at);
    return switch (t.dtype()) {
      case BOOL -> v != 0 ? "true" : "false";
      case INT32, INT64 -> Long.toString(Values.longAt(t, at));
      default -> number(v);
    };
  }

  private String number(double v) {
    if (Double.isNaN(v)) {
      return "nan";
    }
    if (Double.isInfinite(v)) {
      return v > 0 ? "inf" : "-inf";
    }
    if (scientific) {
      return String.format(Locale.ROOT, "%.4e", v);
    }
    return integral
        ? String.format(Locale.ROOT, "%.0f.", v)
        : String.format(Locale.ROOT, "%.4f", v);
  }
}
