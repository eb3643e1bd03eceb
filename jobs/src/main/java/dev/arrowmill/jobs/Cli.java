package dev.arrowmill.jobs;

import dev.arrowmill.jobs.cli.ConfigException;
import dev.arrowmill.jobs.cli.Console;
import dev.arrowmill.jobs.cli.Key;
import dev.arrowmill.jobs.cli.Problem;
import dev.arrowmill.jobs.cli.Report;
import dev.arrowmill.jobs.cli.Settings;
import dev.arrowmill.jobs.cli.SettingsReader;
import dev.arrowmill.jobs.cli.Suggest;
import java.util.Arrays;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/** From arguments to an exit code. */
final class Cli {
  static final int DONE = 0;
  static final int FAILED = 1;
  static final int WRONG = 2;

  private Cli() {}

  static int run(String[] args, Console console) {
    if (args.length == 0
        || args[0].equals("--help")
        || args[0].equals("-h")
        || args[0].equals("help")) {
      console.out().print(overview());
      console.out().flush();
      return args.length == 0 ? WRONG : DONE;
    }
    for (Job job : Jobs.ALL) {
      if (job.name().equals(args[0])) {
        return run(job, Arrays.asList(args).subList(1, args.length), console);
      }
    }
    List<String> names = Jobs.ALL.stream().map(Job::name).toList();
    String near = Suggest.closest(args[0], names);
    console
        .err()
        .println(
            "arrowmill: '"
                + args[0]
                + "' is not a job; "
                + (near.isEmpty() ? "use one of " + names : "did you mean " + near + "?"));
    return WRONG;
  }

  private static int run(Job job, List<String> args, Console console) {
    List<Key<?>> keys = CommonKeys.withCommon(job);
    CommandSpec spec = SettingsReader.spec("arrowmill " + job.name(), keys);
    Settings settings = SettingsReader.read(spec, keys, args);
    if (settings.is(CommonKeys.HELP)) {
      console.out().print(help(job, spec));
      console.out().flush();
      return DONE;
    }
    boolean json = settings.is(CommonKeys.JSON);
    boolean debug = settings.is(CommonKeys.DEBUG);
    try (Context context = new Context(console, settings.get(CommonKeys.MASTER, ""))) {
      keys.forEach(settings::find);
      if (job.words().isEmpty() && !settings.words().isEmpty()) {
        String stray = String.join(" ", settings.words());
        settings.problem("arguments", stray, "is not understood", "write values behind their flag");
      }
      Job.Work work = job.prepare(settings);
      settings.throwIfBad();
      Report report = work.run(context);
      report.print(console, json);
      return report.exitCode();
    } catch (ConfigException e) {
      return wrong(job, e, console, json);
    } catch (Exception | LinkageError | OutOfMemoryError e) {
      return failed(job, e, console, json, debug);
    }
  }

  private static int wrong(Job job, ConfigException e, Console console, boolean json) {
    List<Problem> problems = e.problems();
    console
        .err()
        .println(
            "arrowmill "
                + job.name()
                + ": "
                + (problems.size() == 1 ? "1 problem" : problems.size() + " problems")
                + " with the arguments");
    problems.forEach(p -> console.err().println("  " + p));
    if (json) {
      new Report().put("status", "invalid").put("problems", problems).print(console, true);
    }
    return WRONG;
  }

  private static int failed(Job job, Throwable e, Console console, boolean json, boolean debug) {
    String message = Failures.describe(e);
    console.err().println("arrowmill " + job.name() + ": " + message);
    if (debug) {
      e.printStackTrace(console.err());
    }
    if (json) {
      new Report().put("status", "failed").put("error", message).print(console, true);
    }
    return FAILED;
  }

  private static String help(Job job, CommandSpec spec) {
    spec.usageMessage()
        .customSynopsis(
            "arrowmill "
                + job.name()
                + " "
                + (job.words().isEmpty() ? "" : job.words() + " ")
                + "[flags]")
        .description(job.summary())
        .optionListHeading("%nFlags:%n")
        .sortOptions(false)
        .width(100);
    return new CommandLine(spec).getUsageMessage(CommandLine.Help.Ansi.OFF)
        + "\nExample:\n  "
        + job.example()
        + "\n";
  }

  private static String overview() {
    StringBuilder text = new StringBuilder();
    text.append("Usage: arrowmill JOB [flags]\n\n");
    text.append("From a table to a trained, tracked and scored neural model, on Spark.\n\nJobs:\n");
    for (Job job : Jobs.ALL) {
      text.append(String.format(java.util.Locale.ROOT, "  %-12s %s%n", job.name(), job.summary()));
    }
    text.append("\n'arrowmill JOB --help' shows its flags and a command that works.\n");
    text.append("Exit codes: 0 done, 1 failed, 2 wrong arguments.\n");
    return text.toString();
  }
}
