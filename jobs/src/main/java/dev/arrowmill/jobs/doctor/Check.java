package dev.arrowmill.jobs.doctor;

/**
 * The result of one check.
 *
 * @param name what was looked at
 * @param on whether it is there and works
 * @param needed whether arrowmill cannot work without it
 * @param detail versions and numbers, or why it is off
 * @param fix the flag or step that turns it on, empty when there is nothing to do
 */
public record Check(String name, boolean on, boolean needed, String detail, String fix) {
  static Check on(String name, String detail) {
    return new Check(name, true, false, detail, "");
  }

  static Check off(String name, String why, String fix) {
    return new Check(name, false, false, why, fix);
  }

  static Check broken(String name, String why, String fix) {
    return new Check(name, false, true, why, fix);
  }

  /** One line for people. */
  public String line() {
    String state = on ? "on " : needed ? "BAD" : "off";
    return String.format(
        java.util.Locale.ROOT,
        "%-16s %s  %s%s",
        name,
        state,
        detail,
        fix.isEmpty() ? "" : "\n" + " ".repeat(22) + "-> " + fix);
  }
}
