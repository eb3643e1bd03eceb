package dev.arrowmill.data;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The words of an SQL expression. Not thread-safe. */
final class SqlTokens {
  /** What a word is. */
  enum Kind {
    NUMBER,
    TEXT,
    NAME,
    QUOTED,
    SIGN,
    END
  }

  record Token(Kind kind, String text, int at) {}

  private static final Pattern WORD =
      Pattern.compile(
          "\\s*(?:(?<number>(?:\\d+(?:\\.\\d*)?|\\.\\d+)(?:[eE][+-]?\\d+)?)"
              + "|'(?<text>(?:[^']|'')*)'"
              + "|`(?<quoted>(?:[^`]|``)+)`"
              + "|(?<name>[\\p{L}_][\\p{L}\\p{N}_.]*)"
              + "|(?<sign><>|!=|<=|>=|[-+*/%=<>(),]))");

  private final String sql;
  private final List<Token> tokens = new ArrayList<>();
  private int next;

  SqlTokens(String sql) {
    this.sql = sql;
    Matcher m = WORD.matcher(sql);
    int at = 0;
    while (at < sql.stripTrailing().length()) {
      if (!m.region(at, sql.length()).lookingAt()) {
        throw error(at, "cannot read '" + sql.substring(at).strip() + "'");
      }
      tokens.add(token(m));
      at = m.end();
    }
    tokens.add(new Token(Kind.END, "the end", sql.length()));
  }

  private static Token token(Matcher m) {
    for (Kind kind : List.of(Kind.NUMBER, Kind.TEXT, Kind.QUOTED, Kind.NAME, Kind.SIGN)) {
      String group = kind.name().toLowerCase(java.util.Locale.ROOT);
      String text = m.group(group);
      if (text != null) {
        String quote = kind == Kind.TEXT ? "'" : "`";
        boolean quoted = kind == Kind.TEXT || kind == Kind.QUOTED;
        return new Token(kind, quoted ? text.replace(quote + quote, quote) : text, m.start(group));
      }
    }
    throw new AssertionError(m.group());
  }

  IllegalArgumentException error(int at, String what) {
    return new IllegalArgumentException(
        "expression '" + sql + "', character " + (at + 1) + ": " + what);
  }

  IllegalArgumentException expected(String what) {
    return error(peek().at, "expected " + what + ", found '" + peek().text + "'");
  }

  Token peek() {
    return tokens.get(next);
  }

  /** The word after the next one. */
  Token second() {
    return tokens.get(Math.min(next + 1, tokens.size() - 1));
  }

  Token take() {
    Token t = tokens.get(next);
    next = Math.min(next + 1, tokens.size() - 1);
    return t;
  }

  /** Whether the next word is this sign or keyword, in any case. */
  boolean is(String word) {
    Token t = peek();
    return (t.kind == Kind.SIGN || t.kind == Kind.NAME) && t.text.equalsIgnoreCase(word);
  }

  /** Takes the next word if it is this one. */
  boolean take(String word) {
    boolean there = is(word);
    if (there) {
      take();
    }
    return there;
  }

  void require(String word) {
    if (!take(word)) {
      throw expected(word);
    }
  }
}
