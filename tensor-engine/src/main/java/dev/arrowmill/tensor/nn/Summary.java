package dev.arrowmill.tensor.nn;

import dev.arrowmill.tensor.Shape;
import dev.arrowmill.tensor.Tensor;
import dev.arrowmill.tensor.autograd.Autograd;
import dev.arrowmill.tensor.random.Rng;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A table of a network's layers in the order of their paths: what each is, the shape it gave for an
 * input, and its own parameters.
 */
public final class Summary {
  private static final int BYTES = 4;

  private Summary() {}

  /** One row. */
  private record Row(String path, String layer, String output, String parameters) {
    int width(int column) {
      return cell(column).length();
    }

    String cell(int column) {
      return switch (column) {
        case 0 -> path;
        case 1 -> layer;
        case 2 -> output;
        default -> parameters;
      };
    }
  }

  /** Runs the network once, without recording, in its present mode. */
  public static String of(Layer net, Tensor input) {
    Map<Module, Shape> shapes = new IdentityHashMap<>();
    List<Layer.Hook> hooks = new ArrayList<>();
    net.apply(
        m -> {
          if (m instanceof Layer layer) {
            hooks.add(
                layer.onOutput(
                    (x, y) -> {
                      shapes.put(layer, y.shape());
                      return y;
                    }));
          }
        });
    try {
      Autograd.noGrad(() -> Rng.scoped(0, 0, 0, () -> net.call(input)));
    } finally {
      hooks.forEach(Layer.Hook::close);
    }
    List<Row> rows = new ArrayList<>();
    rows.add(new Row("path", "layer", "output", "parameters"));
    net.namedModules().forEach((path, m) -> rows.add(row(path, m, shapes.get(m))));
    return print(rows) + totals(net);
  }

  private static Row row(String path, Module m, @Nullable Shape shape) {
    long own = 0;
    for (Parameter p : m.ownParameters()) {
      own += p.tensor().numel();
    }
    String text = m.children().isEmpty() ? m.toString() : m.getClass().getSimpleName();
    return new Row(
        path.isEmpty() ? "(root)" : path,
        text,
        shape == null ? "-" : shape.toString(),
        own == 0 ? "-" : number(own));
  }

  private static String number(long n) {
    return String.format(Locale.ROOT, "%,d", n);
  }

  private static String print(List<Row> rows) {
    int[] widths = new int[3];
    for (Row r : rows) {
      for (int c = 0; c < 3; c++) {
        widths[c] = Math.max(widths[c], r.width(c));
      }
    }
    StringBuilder s = new StringBuilder();
    for (Row r : rows) {
      for (int c = 0; c < 3; c++) {
        s.append(r.cell(c)).append(" ".repeat(widths[c] - r.width(c) + 2));
      }
      s.append(r.parameters()).append('\n');
    }
    return s.toString();
  }

  private static String totals(Layer net) {
    long all = 0;
    long trained = 0;
    for (Parameter p : net.parameters()) {
      all += p.tensor().numel();
      trained += p.tensor().requiresGrad() ? p.tensor().numel() : 0;
    }
    return number(all)
        + " parameters, "
        + number(trained)
        + " trained, "
        + number(all * BYTES)
        + " bytes in float32\n";
  }
}
