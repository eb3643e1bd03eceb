package dev.arrowmill.arrow.ipc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.arrowmill.arrow.SourceRows;
import dev.arrowmill.arrow.TableFormatException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The files of the public arrow-testing repository: read, or refused by one typed error. */
class IpcCorpusTest {
  @TempDir Path folder;

  private static Path corpus() {
    String at = System.getProperty("arrowmill.corpora");
    Assumptions.assumeTrue(at != null, "needs -Darrowmill.corpora with arrow-testing/ in it");
    return Path.of(String.valueOf(at), "arrow-testing", "data");
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> found = Files.walk(folder)) {
      return found
          .filter(Files::isRegularFile)
          .filter(p -> !p.toString().endsWith(".md") && !p.toString().endsWith(".gz"))
          .sorted()
          .toList();
    }
  }

  /** "ok" and the number of rows and columns, or the error's message. */
  private static String read(Path file) {
    try (BufferAllocator allocator = new RootAllocator(1L << 30)) {
      String outcome;
      try {
        IpcSource source = IpcSource.of(file.toString());
        List<String> columns = SourceRows.supported(source);
        int rows = columns.isEmpty() ? -1 : SourceRows.rows(source, columns, allocator).size();
        outcome = "ok " + rows + " x " + columns.size();
      } catch (TableFormatException e) {
        assertThat(e).hasMessageContaining(file.getFileName().toString());
        outcome = String.valueOf(e.getMessage()).replace(file.toString(), "");
      }
      assertThat(allocator.getAllocatedMemory()).as(file.toString()).isZero();
      return outcome;
    }
  }

  @Test
  void fuzzFilesAreReadOrRefused() throws IOException {
    Path corpus = corpus();
    int n = 0;
    for (String part : List.of("arrow-ipc-file", "arrow-ipc-stream", "arrow-ipc-tensor-stream")) {
      for (Path file : files(corpus.resolve(part))) {
        if (!file.toString().contains("integration")) {
          String outcome = read(file);
          n++;
          if (Boolean.getBoolean("arrowmill.corpora.print")) {
            System.out.println(file.getFileName() + ": " + outcome);
          }
        }
      }
    }
    assertThat(n).isGreaterThan(100);
  }

  @Test
  void goldenFilesAreReadAlikeAsFileAndStream() throws IOException {
    Path golden = corpus().resolve("arrow-ipc-stream/integration");
    TreeMap<String, String> outcomes = new TreeMap<>();
    for (Path file : files(golden)) {
      String name = golden.relativize(file).toString();
      outcomes.put(name, read(file));
      if (Boolean.getBoolean("arrowmill.corpora.print")) {
        System.out.println(name + ": " + outcomes.get(name));
      }
    }
    outcomes.forEach(
        (name, outcome) -> {
          if (name.contains("bigendian") && !name.contains("duplicate")) {
            assertThat(outcome).as(name).contains("big-endian");
          } else if (name.endsWith(".stream")) {
            String file = name.replace(".stream", ".arrow_file");
            assertThat(outcome).as(name).isEqualTo(outcomes.getOrDefault(file, outcome));
          }
        });
    assertThat(outcomes).hasSizeGreaterThan(50);
  }

  @Test
  void cutAndFlippedGoldenFilesAreReadOrRefused() throws IOException {
    Path golden = corpus().resolve("arrow-ipc-stream/integration");
    java.util.Random random = new java.util.Random(1);
    for (Path file : files(golden)) {
      if (file.toString().contains("bigendian")) {
        continue;
      }
      byte[] bytes = Files.readAllBytes(file);
      for (int i = 0; i < 30; i++) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(bytes, 0, i % 3 == 0 ? random.nextInt(bytes.length) : bytes.length);
        byte[] bad = out.toByteArray();
        for (int k = 0; k < i % 5 && bad.length > 0; k++) {
          bad[random.nextInt(bad.length)] ^= (byte) (1 << random.nextInt(8));
        }
        read(Files.write(folder.resolve("bad.arrow"), bad));
      }
    }
  }
}
