package dev.arrowmill.jobs.cli;

import java.io.PrintStream;

/**
 * Where a job's words go: results to {@link #out}, progress and complaints to {@link #err}.
 *
 * @param out standard output
 * @param err standard error
 * @param terminal whether a person watches standard error, so that progress may be redrawn
 */
public record Console(PrintStream out, PrintStream err, boolean terminal) {
  /** The process's own streams. */
  public static Console system() {
    String told = System.getProperty("arrowmill.terminal");
    boolean terminal = told == null ? System.console() != null : told.equals("true");
    return new Console(System.out, System.err, terminal);
  }

  /** Starts a line of progress. */
  public Progress progress(String what) {
    return new Progress(this, what);
  }
}
