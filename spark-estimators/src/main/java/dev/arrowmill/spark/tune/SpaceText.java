package dev.arrowmill.spark.tune;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Reads search spaces. */
final class SpaceText {
  private static final String FORMS = "uniform(a,b), log(a,b), int(a,b) or choice(x,y,...)";

  private SpaceText() {}

  static SearchSpace parse(String text) {
    SearchSpace space = SearchSpace.of();
    for (String part : split(text)) {
      int at = part.indexOf('=');
      if (at < 1) {
        throw bad(part, "expected name=" + FORMS);
      }
      space = add(space, part.substring(0, at).strip(), part.substring(at + 1).strip());
    }
    return space;
  }

  /** Parts between semicolons that are not within brackets. */
  private static List<String> split(String text) {
    List<String> parts = new ArrayList<>();
    int depth = 0;
    int from = 0;
    for (int i = 0; i <= text.length(); i++) {
      char c = i == text.length() ? ';' : text.charAt(i);
      depth += c == '(' ? 1 : c == ')' ? -1 : 0;
      if (i == text.length() || (c == ';' && depth == 0)) {
        parts.add(text.substring(from, i).strip());
        from = i + 1;
      }
    }
    parts.removeIf(String::isEmpty);
    return parts;
  }

  private static SearchSpace add(SearchSpace space, String name, String range) {
    int open = range.indexOf('(');
    if (open < 1 || !range.endsWith(")")) {
      throw bad(name + "=" + range, "expected " + FORMS);
    }
    String form = range.substring(0, open).strip();
    List<String> values =
        Arrays.stream(range.substring(open + 1, range.length() - 1).split(",", -1))
            .map(String::strip)
            .toList();
    return switch (form) {
      case "choice" -> space.choice(name, values.toArray(new String[0]));
      case "uniform" -> space.uniform(name, number(name, values, 0), number(name, values, 1));
      case "log" -> space.logUniform(name, number(name, values, 0), number(name, values, 1));
      case "int" -> space.integers(name, whole(name, values, 0), whole(name, values, 1));
      default -> throw bad(name + "=" + range, "expected " + FORMS);
    };
  }

  private static double number(String name, List<String> values, int i) {
    try {
      return Double.parseDouble(two(name, values).get(i));
    } catch (NumberFormatException e) {
      throw bad(name + ": '" + values.get(i) + "'", "expected a number");
    }
  }

  private static int whole(String name, List<String> values, int i) {
    try {
      return Integer.parseInt(two(name, values).get(i));
    } catch (NumberFormatException e) {
      throw bad(name + ": '" + values.get(i) + "'", "expected a whole number");
    }
  }

  private static List<String> two(String name, List<String> values) {
    if (values.size() != 2) {
      throw bad(name + ": " + values, "expected two bounds");
    }
    return values;
  }

  private static IllegalArgumentException bad(String what, String wanted) {
    return new IllegalArgumentException("search space: '" + what + "': " + wanted);
  }
}
