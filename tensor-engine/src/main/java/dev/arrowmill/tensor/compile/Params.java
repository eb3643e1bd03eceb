package dev.arrowmill.tensor.compile;

import dev.arrowmill.tensor.op.Attrs;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The attributes of a node: values of {@link Attrs}, of which some grow with the batch size.
 *
 * @param fixed the attributes, with the varying ones as seen in the first recording
 * @param varying by name: an {@link Affine}, a list of them, or {@link PerBatch}
 */
record Params(Attrs fixed, Map<String, Object> varying) {
  /** A real number that is {@code k / batch}. */
  record PerBatch(double k) {}

  static Params constant(Attrs a) {
    return new Params(a, Map.of());
  }

  static @Nullable Params fit(int[] batches, Attrs[] seen) {
    Map<String, Object> varying = new LinkedHashMap<>();
    for (String name : seen[0].asMap().keySet()) {
      Object[] values = new Object[seen.length];
      boolean same = true;
      for (int i = 0; i < seen.length; i++) {
        if (!seen[i].asMap().keySet().equals(seen[0].asMap().keySet())) {
          return null;
        }
        values[i] = Objects.requireNonNull(seen[i].asMap().get(name));
        same &= Objects.deepEquals(values[i], values[0]);
      }
      if (!same) {
        Object v = fit(batches, values);
        if (v == null) {
          return null;
        }
        varying.put(name, v);
      }
    }
    return new Params(seen[0], Map.copyOf(varying));
  }

  private static @Nullable Object fit(int[] batches, Object[] values) {
    if (values[0] instanceof Long) {
      long[] v = new long[values.length];
      for (int i = 0; i < v.length; i++) {
        v[i] = (Long) values[i];
      }
      return Affine.fit(batches, v);
    }
    if (values[0] instanceof int[] first) {
      dev.arrowmill.tensor.Shape[] shapes = new dev.arrowmill.tensor.Shape[values.length];
      for (int i = 0; i < values.length; i++) {
        int[] v = (int[]) values[i];
        for (int d : v) {
          if (d < 0 || v.length != first.length) {
            return null;
          }
        }
        shapes[i] = dev.arrowmill.tensor.Shape.of(v);
      }
      Dims d = Dims.fit(batches, shapes);
      return d == null ? null : d.sizes();
    }
    return values[0] instanceof Double ? perBatch(batches, values) : null;
  }

  static @Nullable PerBatch perBatch(int[] batches, Object[] values) {
    double k = (Double) values[0] * batches[0];
    for (int i = 0; i < values.length; i++) {
      if (!values[i].equals(k / batches[i])) {
        return null;
      }
    }
    return new PerBatch(k);
  }

  Attrs at(int batch) {
    Attrs a = fixed;
    for (Map.Entry<String, Object> e : varying.entrySet()) {
      a = a.with(e.getKey(), at(e.getValue(), batch));
    }
    return a;
  }

  private static Object at(Object v, int batch) {
    if (v instanceof Affine a) {
      return a.at(batch);
    }
    if (v instanceof PerBatch p) {
      return p.k() / batch;
    }
    int[] d = new int[((List<?>) v).size()];
    for (int i = 0; i < d.length; i++) {
      d[i] = Math.toIntExact(((Affine) ((List<?>) v).get(i)).at(batch));
    }
    return d;
  }

  boolean isConstant() {
    return varying.isEmpty();
  }

  @Override
  public String toString() {
    if (varying.isEmpty()) {
      return fixed.asMap().isEmpty() ? "" : fixed.toString();
    }
    Map<String, Object> all = new LinkedHashMap<>(fixed.asMap());
    all.putAll(varying);
    return all.toString();
  }
}
