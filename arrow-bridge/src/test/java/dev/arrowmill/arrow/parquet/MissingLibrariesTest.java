package dev.arrowmill.arrow.parquet;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A JVM without Spark, and one without Arrow's native reader, still read local files. */
class MissingLibrariesTest {
  private final Path dir;

  MissingLibrariesTest(@TempDir Path dir) {
    this.dir = dir;
  }

  private String run(Predicate<String> keepJar) throws IOException, InterruptedException {
    Path file = ParquetFixtures.numbers(dir.resolve("n.parquet"), 0, 1_000, 300);
    String all =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    String classPath =
        Arrays.stream(all.split(File.pathSeparator))
            .filter(p -> !p.endsWith(".jar") || keepJar.test(Path.of(p).getFileName().toString()))
            .collect(Collectors.joining(File.pathSeparator));
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-XX:+IgnoreUnrecognizedVMOptions");
    command.add("--sun-misc-unsafe-memory-access=allow");
    command.add("--add-opens=java.base/java.nio=ALL-UNNAMED");
    command.addAll(List.of("-cp", classPath, ReadingMain.class.getName(), file.toString()));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
    return output;
  }

  @Test
  void withoutSparkTheNativeReaderReadsAndOthersSayWhatIsMissing() throws Exception {
    String output =
        run(
            jar ->
                !jar.startsWith("spark-")
                    && !jar.startsWith("hadoop-")
                    && !jar.startsWith("parquet-"));
    assertThat(output)
        .contains("sum 499500")
        .contains("no reader for nofs://lake/x.parquet")
        .contains("spark: Spark is not on the class path");
  }

  @Test
  void withoutTheNativeReaderSparksReads() throws Exception {
    assertThat(run(jar -> !jar.startsWith("arrow-dataset-"))).contains("sum 499500");
  }
}
