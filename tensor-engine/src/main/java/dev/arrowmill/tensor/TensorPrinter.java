package dev.arrowmill.tensor;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes tensors exactly as PyTorch does: one width for all numbers, four digits, scientific where
 * they differ by more than 1000, long dimensions summarised beyond 1000 elements, lines of 80.
 */
final class TensorPrinter {
  private static final int SUMMARISE = 1000;
  private static final int EDGE = 3;
  private static final int LINE = 80;
  private static final int DIGITS = 4;
  private static final String PREFIX = "tensor(";

  private final Tensor t;
  private final boolean summarise;
  private boolean scientific;
  private boolean integral = true;
  private int width = 1;

  private TensorPrinter(Tensor t) {
    this.t = t;
    this.summarise = t.numel() > SUMMARISE;
  }

  static String print(Tensor tensor) {
    TensorPrinter p = new TensorPrinter(tensor.detach());
    String text = PREFIX;
    if (tensor.numel() == 0) {
      text += "[]";
    } else {
      p.measure();
      text += p.text(0, tensor.offset(), PREFIX.length());
    }
    return withSuffixes(text, suffixes(tensor));
  }

  private static List<String> suffixes(Tensor t) {
    List<String> s = new ArrayList<>();
    if (t.numel() == 0 && t.rank() != 1) {
      s.add("size=" + tuple(t.shape()));
    }
    if (t.dtype() != DType.FLOAT32 && t.dtype() != DType.INT64 && t.dtype() != DType.BOOL) {
      s.add("dtype=torch." + t.dtype());
    }
    var call = t.call();
    if (call != null) {
      String name = call.op().name();
      s.add("grad_fn=<" + Character.toUpperCase(name.charAt(0)) + name.substring(1) + ">");
    } else if (t.requiresGrad()) {
      s.add("requires_grad=True");
    }
    return s;
  }

  private static String tuple(Shape shape) {
    String inside = shape.toString().substring(1, shape.toString().length() - 1);
    return "(" + inside + (shape.rank() == 1 ? ",)" : ")");
  }

  private static String withSuffixes(String text, List<String> suffixes) {
    StringBuilder s = new StringBuilder(text);
    int line = text.length() - text.lastIndexOf('\n') + 1;
    for (String suffix : suffixes) {
      if (line + suffix.length() + 2 > LINE) {
        s.append(",\n").append(" ".repeat(PREFIX.length())).append(suffix);
        line = PREFIX.length() + suffix.length();
      } else {
        s.append(", ").append(suffix);
        line += suffix.length() + 2;
      }
    }
    return s.append(')').toString();
  }

  /** Decides on format and width by the elements that are shown. */
  private void measure() {
    List<Integer> shown = new ArrayList<>();
    collect(0, t.offset(), shown);
    if (!t.dtype().isFloat()) {
      shown.forEach(i -> width = Math.max(width, element(i).length()));
      return;
    }
    double lo = Double.POSITIVE_INFINITY;
    double hi = 0;
    List<Integer> counted = new ArrayList<>();
    for (int i : shown) {
      double v = Values.at(t, i);
      if (v != 0 && Double.isFinite(v)) {
        counted.add(i);
        lo = Math.min(lo, Math.abs(v));
        hi = Math.max(hi, Math.abs(v));
        integral &= v == Math.ceil(v);
      }
    }
    scientific = hi > 0 && (hi / lo > 1000 || hi > 1e8 || (!integral && lo < 1e-4));
    counted.forEach(i -> width = Math.max(width, element(i).length()));
  }

  private int[] visible(int dim) {
    int n = t.size(dim);
    boolean cut = summarise && n > 2 * EDGE;
    int[] out = new int[cut ? 2 * EDGE : n];
    for (int i = 0; i < out.length; i++) {
      out[i] = cut && i >= EDGE ? n - 2 * EDGE + i : i;
    }
    return out;
  }

  private void collect(int dim, int at, List<Integer> to) {
    if (dim == t.rank()) {
      to.add(at);
      return;
    }
    for (int i : visible(dim)) {
      collect(dim + 1, at + i * t.stride(dim), to);
    }
  }

  private String text(int dim, int at, int indent) {
    if (dim == t.rank()) {
      return element(at);
    }
    boolean last = dim == t.rank() - 1;
    List<String> parts = new ArrayList<>();
    int[] shown = visible(dim);
    for (int k = 0; k < shown.length; k++) {
      int place = at + shown[k] * t.stride(dim);
      if (k == EDGE && shown.length < t.size(dim)) {
        parts.add(last ? " ..." : "...");
      }
      parts.add(last ? padded(place) : text(dim + 1, place, indent + 1));
    }
    String newLine = "\n".repeat(Math.max(t.rank() - 1 - dim, 1)) + " ".repeat(indent + 1);
    if (!last) {
      return "[" + String.join("," + newLine, parts) + "]";
    }
    int perLine = Math.max(1, (LINE - indent) / (width + 2));
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < parts.size(); i += perLine) {
      lines.add(String.join(", ", parts.subList(i, Math.min(i + perLine, parts.size()))));
    }
    return "[" + String.join("," + newLine, lines) + "]";
  }

  private String padded(int at) {
    String s = element(at);
    return " ".repeat(Math.max(width - s.length(), 0)) + s;
  }

  private String element(int at) {
    if (t.dtype() == DType.BOOL) {
      return Values.longAt(t, at) != 0 ? "True" : "False";
    }
    return t.dtype().isFloat() ? number(Values.at(t, at)) : Long.toString(Values.longAt(t, at));
  }

  private String number(double v) {
    if (!Double.isFinite(v)) {
      return Double.isNaN(v) ? "nan" : v > 0 ? "inf" : "-inf";
    }
    String sign = Double.doubleToRawLongBits(v) < 0 ? "-" : "";
    BigDecimal exact = new BigDecimal(Math.abs(v));
    if (scientific) {
      return sign + power(exact);
    }
    int digits = integral ? 0 : DIGITS;
    return sign
        + exact.setScale(digits, RoundingMode.HALF_EVEN).toPlainString()
        + (integral ? "." : "");
  }

  /** As C's %.4e. */
  private static String power(BigDecimal v) {
    if (v.signum() == 0) {
      return "0.0000e+00";
    }
    BigDecimal r = v.round(new MathContext(DIGITS + 1, RoundingMode.HALF_EVEN));
    int exponent = r.precision() - r.scale() - 1;
    String digits = r.unscaledValue().toString();
    digits = (digits + "0".repeat(DIGITS)).substring(0, DIGITS + 1);
    int size = Math.abs(exponent);
    return digits.charAt(0)
        + "."
        + digits.substring(1)
        + (exponent < 0 ? "e-" : "e+")
        + (size < 10 ? "0" : "")
        + size;
  }
}
