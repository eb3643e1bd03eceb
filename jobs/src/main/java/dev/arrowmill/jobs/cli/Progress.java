package dev.arrowmill.jobs.cli;

import java.util.Locale;

/** The progress of one stage: a bar that is redrawn on a terminal, plain lines elsewhere. */
public final class Progress implements AutoCloseable {
  private static final int WIDTH = 24;

  private final Console console;
  private final String what;
  private final long start = System.nanoTime();
  private boolean drawn;
  private boolean done;

  Progress(Console console, String what) {
    this.console = console;
    this.what = what;
    if (console.terminal()) {
      draw(0, "");
    }
  }

  /** Shows how far the stage is; {@code note} may be empty. */
  public synchronized void at(long step, long of, String note) {
    if (done) {
      return;
    }
    if (console.terminal()) {
      draw(of <= 0 ? 0 : (double) step / of, note);
    } else {
      console.err().printf(Locale.ROOT, "%s: %d/%d %s%n", what, step, of, note);
    }
  }

  /** Ends the stage with a summary. */
  public synchronized void done(String summary) {
    if (done) {
      return;
    }
    done = true;
    String line = String.format(Locale.ROOT, "%s: %s (%.1f s)", what, summary, seconds());
    console.err().println(drawn ? "\r\u001b[K" + line : line);
  }

  /** Seconds since the stage began. */
  public double seconds() {
    return (System.nanoTime() - start) / 1e9;
  }

  @Override
  public synchronized void close() {
    if (!done && drawn) {
      console.err().println();
    }
    done = true;
  }

  private void draw(double part, String note) {
    int full = (int) Math.round(Math.min(1, part) * WIDTH);
    String bar = "#".repeat(full) + "-".repeat(WIDTH - full);
    console.err().printf(Locale.ROOT, "\r\u001b[K%s [%s] %s", what, bar, note);
    console.err().flush();
    drawn = true;
  }
}
