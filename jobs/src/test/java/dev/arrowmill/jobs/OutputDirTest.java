package dev.arrowmill.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.hadoop.conf.Configuration;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@NullUnmarked
class OutputDirTest {
  @TempDir Path folder;

  private OutputDir filled(boolean overwrite, String text) throws Exception {
    OutputDir dir =
        OutputDir.open(folder.resolve("out").toString(), new Configuration(), overwrite);
    Files.writeString(Files.createDirectories(dir.localWork()).resolve("a"), text);
    return dir;
  }

  @Test
  void ofTwoJobsAtOnceTheSecondIsRefused() throws Exception {
    try (OutputDir first = filled(false, "first");
        OutputDir second = filled(false, "second")) {
      first.commit();
      assertThatThrownBy(second::commit)
          .isInstanceOf(JobException.class)
          .hasMessageContaining("out")
          .hasMessageContaining("another job");
    }
    assertThat(folder.resolve("out/a")).hasContent("first");
    try (var list = Files.list(folder)) {
      assertThat(list.filter(p -> !p.toString().endsWith(".crc"))).hasSize(1);
    }
  }

  @Test
  void overwriteReplacesAtTheEndOnly() throws Exception {
    try (OutputDir first = filled(false, "first")) {
      first.commit();
    }
    try (OutputDir second = filled(true, "second")) {
      assertThat(folder.resolve("out/a")).hasContent("first");
      second.commit();
    }
    assertThat(folder.resolve("out/a")).hasContent("second");
  }
}
