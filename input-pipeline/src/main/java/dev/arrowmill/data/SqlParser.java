package dev.arrowmill.data;

import dev.arrowmill.arrow.ColumnType;
import dev.arrowmill.data.SqlTokens.Kind;
import dev.arrowmill.data.SqlTokens.Token;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Reads the grammar of {@link SqlExpr} by recursive descent. Not thread-safe. */
final class SqlParser {
  private static final int DEEPEST = 200;
  private static final Set<String> KEYWORDS =
      Set.of("and", "or", "not", "case", "when", "then", "else", "end", "is", "in", "between");
  private static final Map<String, ColumnType> TYPES =
      Map.of(
          "boolean", ColumnType.BOOLEAN,
          "int", ColumnType.LONG,
          "integer", ColumnType.LONG,
          "bigint", ColumnType.LONG,
          "long", ColumnType.LONG,
          "double", ColumnType.DOUBLE,
          "float", ColumnType.DOUBLE,
          "string", ColumnType.STRING);

  private final String sql;
  private final SqlTokens tokens;
  private final Set<String> columns = new TreeSet<>();
  private int depth;

  /**
   * A part that was read: a value, and also a condition or a literal text if it is one.
   *
   * @param condition where it was written as one
   * @param text where it was written as a literal text
   */
  private record Part(Expr value, @Nullable Condition condition, @Nullable String text) {
    static Part of(Expr value) {
      return new Part(value, null, null);
    }

    static Part of(Condition condition) {
      return new Part(Expr.of(condition), condition, null);
    }

    Condition truth() {
      return condition != null ? condition : value.ne(Expr.lit(0));
    }
  }

  SqlParser(String sql) {
    this.sql = sql;
    this.tokens = new SqlTokens(sql);
  }

  SqlExpr parse() {
    Part all = or();
    if (tokens.peek().kind() != Kind.END) {
      throw tokens.expected("an operator or the end");
    }
    return new SqlExpr(sql, all.value, columns);
  }

  private Part or() {
    if (++depth > DEEPEST) {
      throw tokens.error(tokens.peek().at(), "nested more than " + DEEPEST + " deep");
    }
    Part left = and();
    while (tokens.take("or")) {
      left = Part.of(left.truth().or(and().truth()));
    }
    depth--;
    return left;
  }

  private Part and() {
    Part left = not();
    while (tokens.take("and")) {
      left = Part.of(left.truth().and(not().truth()));
    }
    return left;
  }

  private Part not() {
    boolean negated = false;
    while (tokens.take("not")) {
      negated = !negated;
    }
    Part part = comparison();
    return negated ? Part.of(part.truth().not()) : part;
  }

  private Part comparison() {
    Part left = sum();
    if (tokens.take("is")) {
      boolean not = tokens.take("not");
      tokens.require("null");
      return Part.of(not ? left.value.isNotNull() : left.value.isNull());
    }
    boolean not = tokens.is("not");
    if (not) {
      tokens.take();
      if (!tokens.is("in") && !tokens.is("between")) {
        throw tokens.expected("in or between");
      }
    }
    Condition test = null;
    if (tokens.take("between")) {
      Part from = sum();
      tokens.require("and");
      test = left.value.ge(from.value).and(left.value.le(sum().value));
    } else if (tokens.take("in")) {
      test = in(left);
    }
    if (test != null) {
      return Part.of(not ? test.not() : test);
    }
    for (String sign : List.of("=", "<>", "!=", "<=", ">=", "<", ">")) {
      if (tokens.take(sign)) {
        return Part.of(compare(left, sign, sum()));
      }
    }
    return left;
  }

  private Condition in(Part left) {
    tokens.require("(");
    Condition any = compare(left, "=", sum());
    while (tokens.take(",")) {
      any = any.or(compare(left, "=", sum()));
    }
    tokens.require(")");
    return any;
  }

  private Condition compare(Part left, String sign, Part right) {
    if (left.text != null && right.text == null) {
      return compare(right, mirrored(sign), left);
    }
    if (right.text != null) {
      return switch (sign) {
        case "=" -> left.value.eq(right.text);
        case "<>", "!=" -> left.value.ne(right.text);
        default -> throw tokens.error(tokens.peek().at(), "texts are compared with = and <> only");
      };
    }
    Expr a = left.value;
    Expr b = right.value;
    return switch (sign) {
      case "=" -> a.eq(b);
      case "<>", "!=" -> a.ne(b);
      case "<" -> a.lt(b);
      case "<=" -> a.le(b);
      case ">" -> a.gt(b);
      default -> a.ge(b);
    };
  }

  private static String mirrored(String sign) {
    return switch (sign) {
      case "<" -> ">";
      case "<=" -> ">=";
      case ">" -> "<";
      case ">=" -> "<=";
      default -> sign;
    };
  }

  private Part sum() {
    Part left = product();
    while (tokens.is("+") || tokens.is("-")) {
      boolean plus = tokens.take().text().equals("+");
      Expr right = product().value;
      left =
          Part.of(
              plus
                  ? left.value.real("+", right, Double::sum)
                  : left.value.real("-", right, (x, y) -> x - y));
    }
    return left;
  }

  private Part product() {
    Part left = signed();
    while (tokens.is("*") || tokens.is("/") || tokens.is("%")) {
      String sign = tokens.take().text();
      Expr right = signed().value;
      left =
          Part.of(
              switch (sign) {
                case "*" -> left.value.real(sign, right, (x, y) -> x * y);
                case "/" -> left.value.real(sign, right, (x, y) -> x / y);
                default -> left.value.real(sign, right, (x, y) -> x % y);
              });
    }
    return left;
  }

  private Part signed() {
    boolean minus = false;
    while (tokens.is("-") || tokens.is("+")) {
      minus ^= tokens.take().text().equals("-");
    }
    Part part = atom();
    return minus ? Part.of(part.value.real("-", (double x) -> -x)) : part;
  }

  private Part atom() {
    Token t = tokens.peek();
    switch (t.kind()) {
      case NUMBER -> {
        tokens.take();
        return Part.of(number(t));
      }
      case TEXT -> {
        tokens.take();
        return new Part(Expr.lit(t.text()), null, t.text());
      }
      case QUOTED -> {
        tokens.take();
        return column(t.text());
      }
      case NAME -> {
        return name(t);
      }
      default -> {
        if (!tokens.take("(")) {
          throw tokens.expected("a value");
        }
        Part inner = or();
        tokens.require(")");
        return inner;
      }
    }
  }

  private Expr number(Token t) {
    boolean whole = t.text().chars().allMatch(Character::isDigit) && t.text().length() < 19;
    return whole ? Expr.lit(Long.parseLong(t.text())) : Expr.lit(Double.parseDouble(t.text()));
  }

  private Part column(String name) {
    columns.add(name);
    return Part.of(Expr.col(name));
  }

  private Part name(Token t) {
    String word = t.text().toLowerCase(Locale.ROOT);
    boolean call = tokens.second().text().equals("(") && tokens.second().kind() == Kind.SIGN;
    if (word.equals("true") || word.equals("false")) {
      tokens.take();
      return Part.of(Expr.lit(1).eq(Expr.lit(word.equals("true") ? 1 : 0)));
    }
    if (word.equals("case")) {
      tokens.take();
      return Part.of(cases());
    }
    if (KEYWORDS.contains(word)) {
      throw tokens.expected("a value");
    }
    tokens.take();
    return call ? Part.of(call(word, t)) : column(t.text());
  }

  private Expr cases() {
    List<Condition> tests = new ArrayList<>();
    List<Expr> values = new ArrayList<>();
    while (tokens.take("when")) {
      tests.add(or().truth());
      tokens.require("then");
      values.add(or().value);
    }
    if (tests.isEmpty()) {
      throw tokens.expected("when");
    }
    Expr otherwise = tokens.take("else") ? or().value : null;
    tokens.require("end");
    Expr out = otherwise;
    for (int i = tests.size() - 1; i >= 0; i--) {
      out =
          out == null
              ? Expr.when(tests.get(i), values.get(i))
              : Expr.when(tests.get(i), values.get(i), out);
    }
    return java.util.Objects.requireNonNull(out);
  }

  private Expr call(String name, Token at) {
    tokens.require("(");
    if (name.equals("cast")) {
      return cast();
    }
    List<Part> parts = new ArrayList<>();
    if (!tokens.is(")")) {
      do {
        parts.add(or());
      } while (tokens.take(","));
    }
    tokens.require(")");
    if (name.equals("if") && parts.size() == 3) {
      return Expr.when(parts.get(0).truth(), parts.get(1).value, parts.get(2).value);
    }
    if (!name.equals("if") && !SqlFunctions.has(name)) {
      throw tokens.error(
          at.at(), "no function " + name + ", there are if, cast and " + SqlFunctions.names());
    }
    Expr value = SqlFunctions.call(name, parts.stream().map(Part::value).toList());
    if (value == null) {
      throw tokens.error(at.at(), name + " does not take " + parts.size() + " arguments");
    }
    return value;
  }

  private Expr cast() {
    Expr value = or().value;
    tokens.require("as");
    Token type = tokens.take();
    ColumnType to = TYPES.get(type.text().toLowerCase(Locale.ROOT));
    if (to == null) {
      throw tokens.error(
          type.at(), "no type " + type.text() + ", there are " + new TreeSet<>(TYPES.keySet()));
    }
    tokens.require(")");
    return value.cast(to);
  }
}
