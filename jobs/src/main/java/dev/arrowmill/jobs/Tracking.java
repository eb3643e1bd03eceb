package dev.arrowmill.jobs;

import dev.arrowmill.jobs.cli.Settings;
import dev.arrowmill.tracking.Run;
import java.nio.file.Files;
import java.nio.file.Path;

/** Checks of a tracking URI that need no connection. */
final class Tracking {
  private Tracking() {}

  /**
   * Notes a problem when the URI is not one, or names a SQLite file that a reader cannot have.
   *
   * @param mayCreate whether a SQLite file that does not exist is welcome
   */
  static void check(Settings settings, String uri, boolean mayCreate) {
    boolean known =
        uri.startsWith("http://")
            || uri.startsWith("https://")
            || uri.equals("none:")
            || uri.equals("none");
    if (known) {
      return;
    }
    String path = uri.replaceFirst("^sqlite:(///)?", "");
    if (!uri.startsWith("sqlite:") || path.isEmpty()) {
      settings.problem(
          "tracking", uri, "is not a tracking URI", "give sqlite:PATH, http(s)://HOST or none:");
    } else if (!mayCreate && !Files.exists(Path.of(path))) {
      settings.problem(
          "tracking", uri, "there is no such file", "train first, or name another store");
    }
  }

  /** Says so when a run cannot be sent, where it lies and how to send it later. */
  static void warn(Context context, Run run, String uri) {
    if (run.offline()) {
      context
          .console()
          .err()
          .println(
              "tracking "
                  + uri
                  + ": cannot be reached; the run is kept in "
                  + run.journal()
                  + ", send it with: bin/arrowmill runs replay --tracking "
                  + uri);
    }
  }
}
