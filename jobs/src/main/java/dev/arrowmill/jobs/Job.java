package dev.arrowmill.jobs;

import dev.arrowmill.jobs.cli.Key;
import dev.arrowmill.jobs.cli.Report;
import dev.arrowmill.jobs.cli.Settings;
import java.util.List;

/**
 * One command of {@code arrowmill}. Its life is parse, validate, run, report: the keys are parsed
 * by the command line, {@link #prepare} validates them all before anything is done, and the work
 * that it answers runs and reports.
 */
interface Job {
  /** The word on the command line. */
  String name();

  /** One sentence for the list of jobs. */
  String summary();

  /** Words after the name, such as {@code [list | show ID]}; empty when there are none. */
  default String words() {
    return "";
  }

  /** The job's own keys; those of {@link CommonKeys} that it needs are added by name. */
  List<Key<?>> keys();

  /** A command line that works from the project's root with the sample data. */
  String example();

  /**
   * Reads and checks the settings. Problems are noted in {@code settings}; the work is never run
   * when there is one.
   */
  Work prepare(Settings settings);

  /** A job's work with settings that are known to be good. */
  interface Work {
    Report run(Context context) throws Exception;
  }
}
