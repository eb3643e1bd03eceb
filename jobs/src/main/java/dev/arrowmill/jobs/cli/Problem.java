package dev.arrowmill.jobs.cli;

/**
 * One thing that is wrong with the settings.
 *
 * @param key the setting, without dashes
 * @param value what was given, empty when nothing was
 * @param what what is wrong with it
 * @param fix what to give instead
 */
public record Problem(String key, String value, String what, String fix) {
  @Override
  public String toString() {
    return key + (value.isEmpty() ? "" : " = '" + value + "'") + ": " + what + "; " + fix;
  }
}
