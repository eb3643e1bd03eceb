package dev.arrowmill.tensor.golden;

import com.fasterxml.jackson.databind.JsonNode;
import dev.arrowmill.tensor.DType;
import dev.arrowmill.tensor.Tensor;
import dev.arrowmill.tensor.autograd.Autograd;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Runs the golden cases of a folder in both precisions and the given modes, and counts. A case
 * fails when its op is unknown, when it throws, or when values or gradients differ.
 */
final class GoldenRunner {
  private static final Map<String, GoldenTable> GROUPS = new LinkedHashMap<>();

  static {
    GROUPS.put("ops", GoldenOps.TABLE);
    GROUPS.put("layers", GoldenLayers.TABLE);
    GROUPS.put("losses", GoldenLosses.TABLE);
    GROUPS.put("optim", GoldenOptim.TABLE);
    GROUPS.put("edge", GoldenEdge.TABLE);
  }

  private final Path folder;
  private final List<GoldenMode> modes;
  private final List<String> failures = new ArrayList<>();
  private int passed;
  private int failed;
  private int groups;

  GoldenRunner(Path folder, List<GoldenMode> modes) {
    this.folder = folder;
    this.modes = modes;
  }

  /** Every difference, one line each. */
  List<String> failures() {
    return failures;
  }

  /** Number of groups found. */
  int groups() {
    return groups;
  }

  /** Such as {@code 935 passed, 0 failed, 0 skipped}. */
  String summary() {
    return passed + " passed, " + failed + " failed, 0 skipped";
  }

  /** Runs all groups of the folder and prints a line for each. */
  void run() throws IOException {
    for (Map.Entry<String, GoldenTable> e : GROUPS.entrySet()) {
      GoldenGroup group = GoldenGroup.load(folder, e.getKey());
      if (group == null) {
        continue;
      }
      groups++;
      for (GoldenMode mode : modes) {
        if (e.getKey().equals("edge")) {
          run(e.getKey(), group, e.getValue(), null, mode);
        } else {
          run(e.getKey(), group, e.getValue(), DType.FLOAT64, mode);
          run(e.getKey(), group, e.getValue(), DType.FLOAT32, mode);
        }
      }
    }
  }

  private void run(
      String name,
      GoldenGroup group,
      GoldenTable table,
      @Nullable DType precision,
      GoldenMode mode) {
    int bad = 0;
    for (JsonNode json : group.cases()) {
      List<String> found = new ArrayList<>();
      run(new GoldenCase(group, json, precision, mode, found), table);
      bad += found.isEmpty() ? 0 : 1;
      failures.addAll(found);
    }
    passed += group.cases().size() - bad;
    failed += bad;
    String type = precision == null ? "as given" : precision.toString();
    System.out.printf(
        "golden %s %s %s: %d passed, %d failed%n",
        name, type, mode.name(), group.cases().size() - bad, bad);
  }

  private static void run(GoldenCase c, GoldenTable table) {
    String key = c.json().path("group").asText(c.op());
    GoldenProcedure procedure = table.procedure(key);
    GoldenFunction f = table.function(c.op());
    try {
      if (procedure != null) {
        procedure.run(c);
      } else if (f != null) {
        function(c, f);
      } else {
        c.fail("unknown op " + c.op());
      }
    } catch (IOException | RuntimeException | AssertionError e) {
      c.fail(e.toString());
    }
  }

  /** Compares outputs and gradients of a function of the inputs. */
  static void function(GoldenCase c, GoldenFunction f) throws IOException {
    List<Tensor> results = results(c, f, c.precision());
    List<Tensor> truths = new ArrayList<>();
    List<String> names = new ArrayList<>();
    for (JsonNode key : c.json().get("outputs")) {
      Tensor truth = c.tensor(key);
      String type = c.json().path("out_dtype").asText("");
      truths.add(type.isEmpty() ? truth : truth.toType(GoldenEdge.type(type)));
      names.add("output " + names.size());
    }
    int outputs = truths.size();
    for (Map.Entry<String, JsonNode> e : c.json().path("grads").properties()) {
      if (!e.getValue().isNull()) {
        truths.add(c.tensor(e.getValue()));
        names.add("gradient of " + e.getKey());
      }
    }
    if (results.size() != truths.size()) {
      c.fail(results.size() + " results, expected " + truths.size());
      return;
    }
    for (int i = 0; i < truths.size(); i++) {
      String error = i < outputs ? "err32" : "grad_err32";
      if (c.precision() == null) {
        special(c, f, i, results.get(i), truths.get(i));
      } else {
        c.close(names.get(i), results.get(i), truths.get(i), c.error32(error));
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
    Tensor exact = results(c, f, DType.FLOAT64).get(i).toType(DType.FLOAT32);
    if (new GoldenBound(1e-38, 2e-6, true).difference(y, exact) != null) {
      c.fail("output " + i + difference);
      return;
    }
    System.out.println(
        "golden: "
            + c.id()
            + difference
            + "; ours is the float64 result, PyTorch's float32 is off");
  }

  /** Outputs, then gradients, of the case's function in the case's mode. */
  private static List<Tensor> results(GoldenCase c, GoldenFunction f, @Nullable DType precision)
      throws IOException {
    Map<String, Tensor> named = c.group().named(c.json().get("inputs"), precision);
    Map<String, Tensor> cotangents = c.group().named(c.json().path("cotangents"), precision);
    List<String> wanted = new ArrayList<>();
    for (Map.Entry<String, JsonNode> e : c.json().path("grads").properties()) {
      if (!e.getValue().isNull()) {
        wanted.add(e.getKey());
      }
    }
    List<String> names = List.copyOf(named.keySet());
    List<Tensor> inputs = new ArrayList<>(named.values());
    inputs.addAll(cotangents.values());
    return c.mode()
        .run(program(c.attrs(), f, names, List.copyOf(cotangents.keySet()), wanted), inputs);
  }

  private static Function<List<Tensor>, List<Tensor>> program(
      JsonNode attrs,
      GoldenFunction f,
      List<String> names,
      List<String> cotangents,
      List<String> wanted) {
    return in -> {
      Map<String, Tensor> named = new LinkedHashMap<>();
      List<Tensor> leaves = new ArrayList<>();
      for (int i = 0; i < names.size(); i++) {
        boolean leaf = wanted.contains(names.get(i));
        named.put(names.get(i), leaf ? in.get(i).detach().requiresGrad(true) : in.get(i));
      }
      wanted.forEach(name -> leaves.add(named.get(name)));
      List<Tensor> out = new ArrayList<>(f.call(attrs, named));
      if (!wanted.isEmpty()) {
        Tensor root = null;
        for (int i = 0; i < cotangents.size(); i++) {
          int which = Integer.parseInt(cotangents.get(i).substring("out".length()));
          Tensor part = out.get(which).mul(in.get(names.size() + i)).sum();
          root = root == null ? part : root.add(part);
        }
        if (root != null) {
          out.addAll(Autograd.grad(root, leaves, false));
        }
      }
      return out;
    };
  }
}
