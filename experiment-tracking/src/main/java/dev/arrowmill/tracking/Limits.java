package dev.arrowmill.tracking;

import java.util.regex.Pattern;

/**
 * MLflow's limits on names and values, checked at the call so that a server never refuses a batch.
 */
final class Limits {
  static final int KEY = 250;
  static final int PARAM_VALUE = 6000;
  static final int TAG_VALUE = 5000;
  static final int BATCH_METRICS = 900;
  static final int BATCH_PARAMS = 100;
  static final int BATCH_TAGS = 100;

  private static final Pattern NAME =
      Pattern.compile("[\\w. :/-]+", Pattern.UNICODE_CHARACTER_CLASS);

  private Limits() {}

  static String key(String what, String key) {
    if (key.isEmpty() || key.length() > KEY) {
      throw new IllegalArgumentException(
          what
              + ": a key has 1 to "
              + KEY
              + " characters, got "
              + key.length()
              + " ('"
              + key
              + "')");
    }
    if (!NAME.matcher(key).matches() || key.startsWith("/") || key.contains("..")) {
      throw new IllegalArgumentException(
          what
              + ": key '"
              + key
              + "' is not a name MLflow accepts; use letters, digits, and _ - . : / or space");
    }
    return key;
  }

  static String cut(String value, int length) {
    return value.length() <= length ? value : value.substring(0, length - 3) + "...";
  }
}
