package dev.arrowmill.jobs.cli;

import java.util.Collection;

/** The nearest known name to a mistyped one. */
public final class Suggest {
  private Suggest() {}

  /** The name within a third of its length in edits, or empty. */
  public static String closest(String typed, Collection<String> known) {
    String best = "";
    int bestDistance = Math.max(2, typed.length() / 3) + 1;
    for (String name : known) {
      if (name.equalsIgnoreCase(typed)) {
        return name;
      }
    }
    for (String name : known) {
      int distance = distance(typed, name);
      if (distance < bestDistance && distance < Math.max(typed.length(), name.length()) - 1) {
        best = name;
        bestDistance = distance;
      }
    }
    return best;
  }

  private static int distance(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j < row.length; j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int replace = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(replace, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[b.length()];
  }
}
