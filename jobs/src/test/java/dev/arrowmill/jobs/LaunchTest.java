package dev.arrowmill.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.arrowmill.jobs.doctor.LaunchFlags;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The script {@code bin/arrowmill} and a JVM that it would start. */
@NullUnmarked
class LaunchTest {
  private static final Path ROOT = Path.of(System.getProperty("user.dir")).getParent();
  private static final Path SCRIPT = ROOT.resolve("bin/arrowmill");

  @TempDir Path dir;

  @Test
  void theScriptPassesTheFlagsOfTheBuild() throws IOException {
    Matcher pom =
        Pattern.compile("<arrowmill.jvm.flags>(.*?)</arrowmill.jvm.flags>")
            .matcher(Files.readString(ROOT.resolve("pom.xml")));
    assertThat(pom.find()).isTrue();
    assertThat(LaunchFlags.all()).containsExactly(pom.group(1).split(" "));
    String script = Files.readString(SCRIPT);
    String block = script.substring(script.indexOf("flags=(") + 7, script.indexOf("\n)\n"));
    assertThat(block.strip().split("\\s+")).containsExactly(pom.group(1).split(" "));
  }

  private Outcome run(Map<String, String> environment, Path command, String... args)
      throws Exception {
    List<String> all = new ArrayList<>(List.of(command.toString()));
    all.addAll(List.of(args));
    ProcessBuilder builder = new ProcessBuilder(all).directory(dir.toFile());
    builder.environment().putAll(environment);
    Path out = dir.resolve("out.txt");
    Path err = dir.resolve("err.txt");
    Process process = builder.redirectOutput(out.toFile()).redirectError(err.toFile()).start();
    int code = process.waitFor();
    return new Outcome(code, Files.readString(out), Files.readString(err));
  }

  @Test
  void theScriptSaysWhichJavaItNeeds() throws Exception {
    Path link = Files.createSymbolicLink(dir.resolve("link"), SCRIPT);
    Outcome none = run(Map.of("JAVA_HOME", "/no/jdk"), link, "doctor");
    assertThat(none.code()).isEqualTo(1);
    assertThat(none.err()).contains("/no/jdk", "JDK 17 or newer").hasLineCount(1);
    Path old = Files.createDirectories(dir.resolve("old/bin")).resolve("java");
    Files.writeString(old, "#!/bin/sh\necho 'openjdk version \"11.0.2\" 2019' >&2\n");
    assertThat(old.toFile().setExecutable(true)).isTrue();
    Outcome eleven = run(Map.of("JAVA_HOME", dir.resolve("old").toString()), link, "doctor");
    assertThat(eleven.err()).contains("version 11", "JDK 17 or newer").hasLineCount(1);
  }

  @Test
  void aFreshJvmRunsAJobQuietly() throws Exception {
    List<String> args = new ArrayList<>(LaunchFlags.all());
    args.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
    args.addAll(List.of("sample-data", "--out", dir.resolve("tables").toString(), "--json"));
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    Outcome outcome = run(Map.of(), java, args.toArray(new String[0]));
    assertThat(outcome.code()).isZero();
    assertThat(outcome.json().get("seed").asInt()).isEqualTo(1);
    List<String> noise =
        outcome
            .err()
            .lines()
            .filter(
                l ->
                    !l.startsWith("write ")
                        && !l.startsWith("WARNING: Using incubator")
                        && !l.startsWith("WARNING: package sun.security.action"))
            .toList();
    assertThat(noise).isEmpty();
    assertThat(
            new String(
                Files.readAllBytes(dir.resolve("tables/clicks/clicks.parquet")),
                StandardCharsets.ISO_8859_1))
        .startsWith("PAR1");
  }
}
