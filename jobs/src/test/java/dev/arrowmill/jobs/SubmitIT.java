package dev.arrowmill.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.arrowmill.jobs.doctor.LaunchFlags;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** spark-submit with target/jobs.jar on a cluster of two executors beside a plain Spark. */
@NullUnmarked
class SubmitIT {
  private static final Pattern NOT_SPARKS =
      Pattern.compile(
          "(picocli|sqlite-jdbc|mlflow-client|jackson-dataformat-yaml|snakeyaml|arrow-dataset|arrow-c-data|jcuda|jspecify)-.*");
  private static final Path ROOT = Path.of(System.getProperty("user.dir")).getParent();

  @TempDir Path dir;

  /** A folder that looks like an unpacked Spark: the class path without our jars and additions. */
  private Path sparkHome() throws IOException {
    Path jars = Files.createDirectories(dir.resolve("spark/jars"));
    String classPath = Files.readString(Path.of("target/classpath.txt")).strip();
    for (String entry : classPath.split(":")) {
      Path jar = Path.of(entry);
      boolean ours = entry.contains("dev/arrowmill") || entry.startsWith(ROOT.toString());
      if (!ours && !NOT_SPARKS.matcher(jar.getFileName().toString()).matches()) {
        Files.createSymbolicLink(jars.resolve(jar.getFileName()), jar);
      }
    }
    return jars.getParent();
  }

  private Outcome submit(Path home, String... args) throws Exception {
    List<String> command =
        new ArrayList<>(
            List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
    command.addAll(LaunchFlags.all());
    command.addAll(
        List.of(
            "-Xmx1g", "-cp", home.resolve("jars") + "/*", "org.apache.spark.deploy.SparkSubmit"));
    command.addAll(
        List.of("--master", "local-cluster[2,1,1024]", "--class", "dev.arrowmill.jobs.Main"));
    command.addAll(
        List.of(
            "--conf",
            "spark.ui.enabled=false",
            Path.of("target/jobs.jar").toAbsolutePath().toString()));
    command.addAll(List.of(args));
    ProcessBuilder builder = new ProcessBuilder(command).directory(dir.toFile());
    builder.environment().put("SPARK_HOME", home.toString());
    builder.environment().put("SPARK_SCALA_VERSION", "2.13");
    Path out = dir.resolve("out.txt");
    Path err = dir.resolve("err.txt");
    Process process = builder.redirectOutput(out.toFile()).redirectError(err.toFile()).start();
    int code = process.waitFor();
    return new Outcome(code, Files.readString(out), Files.readString(err));
  }

  @Test
  void trainsOnAClusterTheModelThatTrainsLocally() throws Exception {
    String data = SmallTables.parquet(dir, "houses", SmallTables.rows(1, 0, 1200));
    String[] job = {
      "train", "--data", data, "--label", "price", "--epochs", "2", "--seed", "5", "--json", "--out"
    };
    String[] submitted = java.util.Arrays.copyOf(job, job.length + 1);
    submitted[job.length] = dir.resolve("submitted").toString();
    Outcome cluster = submit(sparkHome(), submitted);
    assertThat(cluster.code()).as(cluster.err()).isZero();
    assertThat(dir.resolve("submitted/model.json")).exists();
    assertThat(dir.resolve("mlflow.db")).exists();

    String[] local = java.util.Arrays.copyOf(job, job.length + 3);
    local[job.length] = dir.resolve("local").toString();
    local[job.length + 1] = "--tracking";
    local[job.length + 2] = "none:";
    Outcome here = Outcome.of(local);
    assertThat(here.json().get("modelId")).isEqualTo(cluster.json().get("modelId"));
  }
}
