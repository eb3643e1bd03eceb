package dev.arrowmill.tensor.golden;

import com.fasterxml.jackson.databind.JsonNode;
import dev.arrowmill.tensor.DType;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
        GoldenProgram.check(c, f);
      } else {
        c.fail("unknown op " + c.op());
      }
    } catch (IOException | RuntimeException | AssertionError e) {
      c.fail(e.toString());
    }
  }
}
