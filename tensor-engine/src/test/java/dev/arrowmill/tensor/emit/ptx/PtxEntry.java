package dev.arrowmill.tensor.emit.ptx;

import java.util.List;
import java.util.Map;

/**
 * A parsed kernel.
 *
 * @param name its entry
 * @param parameters the types of its parameters, u64 or u32, by name in their order
 * @param registers how many of each type
 * @param sharedBytes static shared memory
 * @param threads the most threads per block
 * @param lines its instructions
 */
record PtxEntry(
    String name,
    List<Map.Entry<String, String>> parameters,
    Map<String, Integer> registers,
    int sharedBytes,
    int threads,
    List<Line> lines) {
  /** What an instruction does. */
  @FunctionalInterface
  interface Step {
    void run(Lane t);
  }

  /**
   * One instruction.
   *
   * @param number its line in the module's text, from 1
   * @param text as written
   * @param guard the predicate that must hold, or -1
   */
  record Line(int number, String text, int guard, Step step) {}

  int count(String type) {
    return registers.getOrDefault(type, 0);
  }
}
