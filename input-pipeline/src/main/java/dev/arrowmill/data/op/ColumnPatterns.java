package dev.arrowmill.data.op;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Column names with {@code *} and {@code ?}, to be taken or left out.
 *
 * @param patterns names and patterns
 * @param exclude whether the matching columns are left out
 */
record ColumnPatterns(List<String> patterns, boolean exclude) {
  ColumnPatterns {
    patterns = List.copyOf(patterns);
    if (patterns.isEmpty() && !exclude) {
      throw new IllegalArgumentException("select: no columns given");
    }
  }

  /** The chosen columns: in the order of the patterns, or when excluding in their own. */
  List<String> choose(List<String> available) {
    Set<String> matched = new LinkedHashSet<>();
    for (String pattern : patterns) {
      List<String> found = matches(pattern, available);
      if (found.isEmpty()) {
        throw new IllegalArgumentException(
            name() + ": no column matches " + pattern + "; there are " + available);
      }
      matched.addAll(found);
    }
    if (!exclude) {
      return List.copyOf(matched);
    }
    List<String> rest = new ArrayList<>(available);
    rest.removeAll(matched);
    return rest;
  }

  private static List<String> matches(String pattern, List<String> available) {
    if (available.contains(pattern)) {
      return List.of(pattern);
    }
    StringBuilder regex = new StringBuilder();
    for (char c : pattern.toCharArray()) {
      regex.append(c == '*' ? ".*" : c == '?' ? "." : Pattern.quote(String.valueOf(c)));
    }
    Pattern p = Pattern.compile(regex.toString(), Pattern.DOTALL);
    return available.stream().filter(n -> p.matcher(n).matches()).toList();
  }

  String name() {
    return exclude ? "exclude" : "select";
  }

  @Override
  public String toString() {
    return name() + patterns;
  }
}
