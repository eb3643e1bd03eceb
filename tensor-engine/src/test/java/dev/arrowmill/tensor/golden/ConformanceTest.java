package dev.arrowmill.tensor.golden;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/**
 * All golden cases of a folder: {@code -Dconformance.torch=DIR} under the profile {@code
 * conformance}, else the shared folder when it is there.
 */
class ConformanceTest {
  @Test
  void everyCaseGivesPyTorchsValues() throws IOException {
    String given = System.getProperty("conformance.torch", "");
    Path shared = Path.of(System.getProperty("arrowmill.shared", "../../shared"));
    Path folder = given.isBlank() ? shared.resolve("golden").resolve("torch") : Path.of(given);
    Assumptions.assumeTrue(
        !given.isBlank() || Files.isDirectory(folder), "golden cases are absent: " + folder);
    GoldenRunner runner = new GoldenRunner(folder, List.of(GoldenMode.EAGER, GoldenMode.COMPILED));
    runner.run();
    runner.failures().forEach(System.out::println);
    System.out.println(runner.summary());
    assertThat(runner.groups()).as("groups in %s", folder).isPositive();
    assertThat(runner.failures().size()).as("failed golden cases").isZero();
  }
}
