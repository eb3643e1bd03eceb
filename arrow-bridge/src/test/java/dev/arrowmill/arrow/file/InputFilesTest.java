package dev.arrowmill.arrow.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.arrowmill.arrow.TableFormatException;
import dev.arrowmill.arrow.spark.internal.HadoopFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Listing and reading files, the local way and Hadoop's. */
class InputFilesTest {
  private final Path dir;

  InputFilesTest(@TempDir Path dir) throws IOException {
    this.dir = dir;
    for (String name :
        List.of(
            "day=2024-01-02/hour=7/b.bin",
            "day=2024-01-02/hour=7/_log/x.bin",
            "day=2024-01-02/plain/x.bin",
            "day=__HIVE_DEFAULT_PARTITION__/hour=a%2Fb/c.bin",
            "_SUCCESS",
            ".hidden",
            "a.bin")) {
      Path file = dir.resolve(name);
      Files.createDirectories(file.getParent());
      Files.writeString(file, name);
    }
  }

  private static List<String> partitions(List<InputFile> files) {
    return files.stream().map(f -> f.name() + " " + f.partitions()).sorted().toList();
  }

  private static final List<String> WHOLE =
      List.of(
          "a.bin []",
          "b.bin [day=2024-01-02, hour=7]",
          "c.bin [day=__HIVE_DEFAULT_PARTITION__, hour=a/b]");

  @Test
  void partitionFoldersAreWalkedAndOthersNot() {
    assertThat(partitions(InputFiles.list(List.of(dir.toString())))).isEqualTo(WHOLE);
    assertThat(partitions(new HadoopFiles().list("file:" + dir))).isEqualTo(WHOLE);
  }

  @Test
  void patternsKnowTheFoldersTheyMatched() {
    List<String> one = List.of(WHOLE.get(1));
    assertThat(partitions(InputFiles.list(List.of(dir + "/day=2*/hour=*/*.bin")))).isEqualTo(one);
    assertThat(partitions(new HadoopFiles().list("file:" + dir + "/day=*/hour=7/{b,c}.bin")))
        .isEqualTo(one);
  }

  @Test
  void aSingleFileHasNoPartitions() {
    String path = dir + "/day=2024-01-02/hour=7/b.bin";
    List<InputFile> files = InputFiles.list(List.of(path, path));
    assertThat(files).containsExactly(new InputFile(path, 27));
  }

  @Test
  void rangesAreReadAndEndsAreKnown() throws IOException {
    String path = dir + "/a.bin";
    for (FileStore store : List.of(new LocalFiles(), new HadoopFiles())) {
      try (RangeReader in = store.open(new InputFile(path, 5))) {
        assertThat(in.length()).isEqualTo(5);
        assertThat(new String(in.read(2, 3), java.nio.charset.StandardCharsets.UTF_8))
            .isEqualTo("bin");
        assertThatThrownBy(() -> in.read(3, 3)).isInstanceOf(IOException.class);
      }
    }
  }

  @Test
  void aFileThatIsGoneIsNamed() {
    assertThatThrownBy(() -> InputFiles.open(new InputFile(dir + "/gone.bin", 5)))
        .isInstanceOf(TableFormatException.class)
        .hasMessageContaining("gone.bin: cannot be read")
        .hasMessageContaining("check the path and its permissions");
  }
}
