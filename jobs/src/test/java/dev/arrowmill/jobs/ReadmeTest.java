package dev.arrowmill.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.arrowmill.jobs.doctor.LaunchFlags;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The example in the README compiles and runs as it stands there. */
@org.jspecify.annotations.NullUnmarked
class ReadmeTest {
  private static final Path ROOT = Path.of("").toAbsolutePath().getParent();

  @TempDir Path folder;

  @Test
  void theExampleRuns() throws Exception {
    Matcher block =
        Pattern.compile("```java\n(.*?)```", Pattern.DOTALL)
            .matcher(Files.readString(ROOT.resolve("README.md")));
    assertThat(block.find()).isTrue();
    Path source = Files.writeString(folder.resolve("Example.java"), block.group(1));
    String classPath = System.getProperty("java.class.path");
    int compiled =
        ToolProvider.getSystemJavaCompiler()
            .run(null, null, null, "-proc:none", "-cp", classPath, source.toString());
    assertThat(compiled).isZero();

    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(LaunchFlags.all());
    command.addAll(List.of("-Xmx1g", "-cp", folder + java.io.File.pathSeparator + classPath));
    command.addAll(List.of("Example", folder.resolve("model").toString()));
    Path output = folder.resolve("output.txt");
    Process process =
        new ProcessBuilder(command)
            .directory(ROOT.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    String printed = process.waitFor() + "\n" + Files.readString(output);
    assertThat(printed).startsWith("0\n").contains("probability").contains("only showing top 5");
    assertThat(folder.resolve("model/weights.safetensors")).exists();
  }
}
