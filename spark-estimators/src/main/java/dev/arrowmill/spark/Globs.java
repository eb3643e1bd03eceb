package dev.arrowmill.spark;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** Column names by pattern: {@code *} stands for any text, {@code ?} for any one character. */
final class Globs {
  private Globs() {}

  /**
   * The names that the patterns match, in the order of the patterns, then of the table. A pattern
   * that is itself a column's name means that column only.
   *
   * @param use what the columns are for, in messages
   * @throws IllegalArgumentException naming a pattern that matches nothing, and what there is
   */
  static Set<String> match(List<String> patterns, List<String> names, String use) {
    Set<String> found = new LinkedHashSet<>();
    for (String pattern : patterns) {
      if (names.contains(pattern)) {
        found.add(pattern);
        continue;
      }
      Pattern regex = regex(pattern);
      List<String> matched = names.stream().filter(n -> regex.matcher(n).matches()).toList();
      if (matched.isEmpty()) {
        throw new IllegalArgumentException(
            use
                + " column "
                + pattern
                + (isGlob(pattern) ? " matches no column" : " does not exist")
                + "; the table has "
                + names);
      }
      found.addAll(matched);
    }
    return found;
  }

  private static boolean isGlob(String pattern) {
    return pattern.indexOf('*') >= 0 || pattern.indexOf('?') >= 0;
  }

  private static Pattern regex(String glob) {
    StringBuilder regex = new StringBuilder();
    for (int i = 0; i < glob.length(); i++) {
      char c = glob.charAt(i);
      regex.append(c == '*' ? ".*" : c == '?' ? "." : Pattern.quote(String.valueOf(c)));
    }
    return Pattern.compile(regex.toString(), Pattern.DOTALL);
  }
}
