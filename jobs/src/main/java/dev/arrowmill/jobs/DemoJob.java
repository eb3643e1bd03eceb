package dev.arrowmill.jobs;

import dev.arrowmill.jobs.cli.Key;
import dev.arrowmill.jobs.cli.Report;
import dev.arrowmill.jobs.cli.Settings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The main job on the sample data, from profile to score, beside MLlib's logistic regression. */
final class DemoJob implements Job {
  private static final Key<String> OUT =
      Key.text("out", "DIR", "folder for model, scored table and tracked run")
          .or(".arrowmill/demo");
  private static final Key<Long> SEED =
      Key.integer("seed", "same seed, same model", Long.MIN_VALUE, Long.MAX_VALUE).or(1L);
  private static final Key<Long> EPOCHS =
      Key.integer("epochs", "most passes over the rows", 1, 1000).or(8L);

  @Override
  public String name() {
    return "demo";
  }

  @Override
  public String summary() {
    return "profile, train, evaluate and score the sample table clicks";
  }

  @Override
  public List<Key<?>> keys() {
    return List.of(OUT, SEED, EPOCHS, CommonKeys.MASTER);
  }

  @Override
  public String example() {
    return "bin/arrowmill demo";
  }

  @Override
  public Work prepare(Settings settings) {
    String out = settings.get(OUT, "");
    long seed = settings.get(SEED, 1L);
    int epochs = settings.get(EPOCHS, 1L).intValue();
    Path data = clicks();
    if (!Files.isDirectory(data)) {
      settings.problem(
          "demo",
          data.toString(),
          "the sample data is not there",
          "start with bin/arrowmill of a clone");
    }
    return context -> run(context, data, Path.of(out).toAbsolutePath().normalize(), seed, epochs);
  }

  private static Report run(Context context, Path data, Path out, long seed, int epochs)
      throws Exception {
    Files.createDirectories(out);
    TableSource table = new TableSource(List.of(shown(data)), "parquet");
    Demo demo = new Demo(context, table, out, seed, epochs);
    return demo.run();
  }

  /** The sample table of the installation, or of the current folder. */
  private static Path clicks() {
    String home = System.getProperty("arrowmill.home", "");
    return Path.of(home).resolve("sample-data").resolve("clicks").toAbsolutePath().normalize();
  }

  /** A path as short as the current folder allows. */
  static String shown(Path path) {
    Path here = Path.of("").toAbsolutePath();
    return path.startsWith(here) && !path.equals(here)
        ? here.relativize(path).toString()
        : path.toString();
  }
}
