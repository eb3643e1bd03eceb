package dev.arrowmill.tensor.golden;

import com.fasterxml.jackson.databind.JsonNode;
import dev.arrowmill.tensor.DType;
import dev.arrowmill.tensor.Tensor;
import dev.arrowmill.tensor.autograd.Autograd;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A case's outputs and gradients as one program of its inputs and cotangents. */
final class GoldenProgram {
  private final GoldenCase c;
  private final GoldenFunction f;
  private final List<String> names = new ArrayList<>();
  private final List<String> cotangents = new ArrayList<>();
  private final List<String> wanted = new ArrayList<>();
  private final List<Tensor> inputs = new ArrayList<>();
  private final int outputs;

  private GoldenProgram(GoldenCase c, GoldenFunction f, @Nullable DType precision)
      throws IOException {
    this.c = c;
    this.f = f;
    this.outputs = c.json().get("outputs").size();
    put(c.group().named(c.json().get("inputs"), precision), names);
    put(c.group().named(c.json().path("cotangents"), precision), cotangents);
    for (Map.Entry<String, JsonNode> e : c.json().path("grads").properties()) {
      if (!e.getValue().isNull()) {
        wanted.add(e.getKey());
      }
    }
  }

  private void put(Map<String, Tensor> tensors, List<String> to) {
    to.addAll(tensors.keySet());
    inputs.addAll(tensors.values());
  }

  /** Compares outputs and gradients of a function of the inputs. */
  static void check(GoldenCase c, GoldenFunction f) throws IOException {
    GoldenProgram p = new GoldenProgram(c, f, c.precision());
    List<Tensor> results = c.mode().run(p.program(), p.inputs);
    List<Tensor> truths = new ArrayList<>();
    for (JsonNode key : c.json().get("outputs")) {
      Tensor truth = c.tensor(key);
      String type = c.json().path("out_dtype").asText("");
      truths.add(type.isEmpty() ? truth : truth.toType(GoldenEdge.type(type)));
    }
    for (String name : p.wanted) {
      truths.add(c.tensor(c.json().get("grads").get(name)));
    }
    if (results.size() != truths.size()) {
      c.fail(results.size() + " results, expected " + truths.size());
      return;
    }
    for (int i = 0; i < truths.size(); i++) {
      Tensor y = results.get(i);
      if (i >= p.outputs) {
        p.gradient(p.wanted.get(i - p.outputs), y, truths.get(i));
      } else if (c.precision() == null) {
        special(c, f, i, y, truths.get(i));
      } else {
        c.close("output " + i, y, truths.get(i), c.error32("err32"));
      }
    }
  }

  /**
   * A float32 result of PyTorch is no truth: where ours differs from it, ours may also be our own
   * float64 result, rounded.
   */
  private static void special(GoldenCase c, GoldenFunction f, int i, Tensor y, Tensor truth)
      throws IOException {
    String difference = GoldenBound.SPECIAL.difference(y, truth);
    if (difference == null) {
      return;
    }
    if (y.dtype() != DType.FLOAT32 || !y.shape().equals(truth.shape())) {
      c.fail("output " + i + difference);
      return;
    }
    GoldenProgram wide = new GoldenProgram(c, f, DType.FLOAT64);
    double[] exact = wide.program().apply(wide.inputs).get(i).toType(DType.FLOAT32).toDoubles();
    double[] ours = y.toDoubles();
    double[] theirs = truth.toDoubles();
    GoldenBound near = new GoldenBound(1e-38, 2e-6, true);
    for (int k = 0; k < ours.length; k++) {
      if (!GoldenBound.SPECIAL.close(ours[k], theirs[k]) && !near.close(ours[k], exact[k])) {
        c.fail("output " + i + difference);
        return;
      }
    }
    System.out.println(
        "golden: "
            + c.id()
            + difference
            + "; ours is the float64 result, PyTorch's float32 is off");
  }

  /**
   * PyTorch's float64 gradient is no truth either where its kernel has constants in float32: where
   * ours differs by no more than those, the derivative of the function decides, whose values agree.
   */
  private void gradient(String name, Tensor y, Tensor truth) throws IOException {
    GoldenBound bound = GoldenBound.of(c.precision(), c.error32("grad_err32"));
    String difference = bound.difference(y, truth);
    if (difference == null) {
      return;
    }
    boolean near =
        c.precision() == DType.FLOAT64
            && new GoldenBound(1e-12, 1e-6, false).difference(y, truth) == null;
    if (!near || bound.difference(y, derivative(names.indexOf(name), y, truth, bound)) != null) {
      c.fail("gradient of " + name + difference);
      return;
    }
    System.out.println(
        "golden: "
            + c.id()
            + difference
            + "; ours is the derivative of the values, PyTorch's is off");
  }

  /** The truth with differing elements replaced by eighth-order central differences. */
  private Tensor derivative(int input, Tensor y, Tensor truth, GoldenBound bound) {
    double[] ours = y.toDoubles();
    double[] out = truth.toDoubles();
    double largest = 0;
    for (double v : out) {
      largest = Math.max(largest, Math.abs(v));
    }
    for (int i = 0; i < out.length; i++) {
      if (!(Math.abs(ours[i] - out[i]) <= bound.absolute() + bound.relative() * largest)) {
        out[i] = difference(input, i, ours[i]);
      }
    }
    return Tensor.of(out).reshape(truth.shape().dims());
  }

  /** The difference quotient nearest to ours among four steps: kinks may lie within the larger. */
  private double difference(int input, int element, double ours) {
    double[] weights = {4.0 / 5, -1.0 / 5, 4.0 / 105, -1.0 / 280};
    double best = Double.NaN;
    for (double h = 0x1p-6; h > 0x1p-14; h /= 4) {
      double sum = 0;
      for (int k = 1; k <= 4; k++) {
        sum += weights[k - 1] * (value(input, element, k * h) - value(input, element, -k * h));
      }
      best =
          Math.abs(sum / h - ours) < Math.abs(best - ours) || Double.isNaN(best) ? sum / h : best;
    }
    return best;
  }

  /** The outputs times their cotangents with one input's element shifted. */
  private double value(int input, int element, double by) {
    List<Tensor> shifted = new ArrayList<>(inputs);
    double[] x = inputs.get(input).toDoubles();
    x[element] += by;
    shifted.set(input, Tensor.of(x).reshape(inputs.get(input).shape().dims()));
    Map<String, Tensor> named = new LinkedHashMap<>();
    for (int i = 0; i < names.size(); i++) {
      named.put(names.get(i), shifted.get(i));
    }
    Tensor root = root(f.call(c.attrs(), named), shifted);
    return root == null ? 0 : root.item();
  }

  private Function<List<Tensor>, List<Tensor>> program() {
    JsonNode attrs = c.attrs();
    return in -> {
      Map<String, Tensor> named = new LinkedHashMap<>();
      List<Tensor> leaves = new ArrayList<>();
      for (int i = 0; i < names.size(); i++) {
        boolean leaf = wanted.contains(names.get(i));
        named.put(names.get(i), leaf ? in.get(i).detach().requiresGrad(true) : in.get(i));
      }
      wanted.forEach(name -> leaves.add(named.get(name)));
      List<Tensor> all = f.call(attrs, named);
      List<Tensor> out = new ArrayList<>(all.subList(0, Math.min(outputs, all.size())));
      Tensor root = wanted.isEmpty() ? null : root(all, in);
      if (root != null) {
        out.addAll(Autograd.grad(root, leaves, false));
      }
      return out;
    };
  }

  private @Nullable Tensor root(List<Tensor> out, List<Tensor> in) {
    Tensor root = null;
    for (int i = 0; i < cotangents.size(); i++) {
      int which = Integer.parseInt(cotangents.get(i).substring("out".length()));
      Tensor part = out.get(which).mul(in.get(names.size() + i)).sum();
      root = root == null ? part : root.add(part);
    }
    return root;
  }
}
