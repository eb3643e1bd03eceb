package dev.arrowmill.jobs;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One clear sentence out of an exception, which Spark often wraps several times. */
final class Failures {
  private static final int LONGEST = 600;
  private static final Pattern ERROR_CLASS = Pattern.compile("^\\[[A-Z0-9_.]+] ?");
  private static final Pattern SQL_STATE = Pattern.compile(" ?SQLSTATE: [A-Z0-9]{5}");
  private static final Pattern CLASS_PREFIX =
      Pattern.compile("^([a-z][\\w$]*\\.)+[A-Z][\\w$]*(Exception|Error): ");

  private static final String AWAITED = "Exception thrown in awaitResult:";

  private Failures() {}

  static String describe(Throwable failure) {
    if (failure.getCause() != null && AWAITED.equals(clean(failure))) {
      return describe(failure.getCause());
    }
    Throwable deepest = failure;
    StringBuilder outer = new StringBuilder(clean(failure));
    while (deepest.getCause() != null && deepest.getCause() != deepest) {
      deepest = deepest.getCause();
    }
    String root = clean(deepest);
    if (root.contains("stopped SparkContext") || root.contains("SparkContext was shut down")) {
      return "the job was stopped before it was done";
    }
    if (deepest != failure && !outer.toString().contains(root)) {
      outer.append(" (").append(root).append(')');
    }
    return outer.toString();
  }

  private static String clean(Throwable t) {
    String message = t.getMessage();
    if (message == null || message.isBlank()) {
      return t.getClass().getSimpleName();
    }
    String first = firstLine(message);
    Matcher stage = Pattern.compile("Lost task .*?: (.*)").matcher(first);
    if (first.startsWith("Job aborted due to stage failure") && stage.find()) {
      first = stage.group(1).replaceFirst("^\\([^)]*\\): ", "");
    }
    first = ERROR_CLASS.matcher(first).replaceFirst("");
    first = CLASS_PREFIX.matcher(first).replaceFirst("");
    first = SQL_STATE.matcher(first).replaceAll("");
    return first.length() <= LONGEST ? first : first.substring(0, LONGEST) + "...";
  }

  private static String firstLine(String message) {
    return message.strip().lines().findFirst().orElse("").strip();
  }
}
