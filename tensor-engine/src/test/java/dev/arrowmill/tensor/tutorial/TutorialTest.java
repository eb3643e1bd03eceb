package dev.arrowmill.tensor.tutorial;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page "Autograd in 200 lines" compiles, runs and prints what it says. */
class TutorialTest {
  private static final Path PAGE =
      Path.of("").toAbsolutePath().resolveSibling("docs").resolve("autograd-in-200-lines.md");

  @TempDir Path folder;

  private static String block(String page, String kind) {
    Matcher m = Pattern.compile("```" + kind + "\n(.*?)```", Pattern.DOTALL).matcher(page);
    assertThat(m.find()).isTrue();
    return m.group(1);
  }

  @Test
  void thePageRunsAsItStands() throws Exception {
    String page = Files.readString(PAGE);
    String code = block(page, "java");
    assertThat(code.lines().count()).isLessThanOrEqualTo(200);
    Path source = Files.writeString(folder.resolve("Tutorial.java"), code);
    String classPath = System.getProperty("java.class.path");
    int compiled =
        ToolProvider.getSystemJavaCompiler()
            .run(null, null, null, "-proc:none", "-cp", classPath, source.toString());
    assertThat(compiled).isZero();
    List<String> command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:+IgnoreUnrecognizedVMOptions",
            "--add-modules=jdk.incubator.vector",
            "-cp",
            folder + java.io.File.pathSeparator + classPath,
            "Tutorial");
    Process p = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    String printed = new String(p.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(p.waitFor()).isZero();
    assertThat(printed).isEqualTo(block(page, "text"));
  }
}
