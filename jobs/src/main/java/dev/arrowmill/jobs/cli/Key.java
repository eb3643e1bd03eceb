package dev.arrowmill.jobs.cli;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One setting of a job: the flag {@code --name} and the YAML key {@code name}.
 *
 * @param <T> the type of its value
 */
public final class Key<T> {
  /** Reads a value; the message of its exception says what is accepted. */
  interface Reader<T> {
    T read(String text);
  }

  private final String name;
  private final String placeholder;
  private final String help;
  private final Reader<T> reader;
  private final @Nullable T fallback;
  private final boolean required;

  private Key(
      String name,
      String placeholder,
      String help,
      Reader<T> reader,
      @Nullable T fallback,
      boolean required) {
    this.name = name;
    this.placeholder = placeholder;
    this.help = help;
    this.reader = reader;
    this.fallback = fallback;
    this.required = required;
  }

  /** Any text that is not empty. */
  public static Key<String> text(String name, String placeholder, String help) {
    return new Key<>(name, placeholder, help, Key::notEmpty, null, false);
  }

  /** Texts parted by commas. */
  public static Key<List<String>> list(String name, String placeholder, String help) {
    return new Key<>(name, placeholder, help, Key::parts, null, false);
  }

  /** One of the given words. */
  public static Key<String> choice(String name, String help, String... words) {
    List<String> all = List.of(words);
    return new Key<>(name, String.join("|", all), help, text -> oneOf(text, all), null, false);
  }

  /** A whole number within {@code min..max}. */
  public static Key<Long> integer(String name, String help, long min, long max) {
    return new Key<>(name, "N", help, text -> integerIn(text, min, max), null, false);
  }

  /** A number with {@code above < value < below}. */
  public static Key<Double> number(String name, String help, double above, double below) {
    return new Key<>(name, "X", help, text -> numberIn(text, above, below), null, false);
  }

  /** On or off; the flag alone means on. */
  public static Key<Boolean> flag(String name, String help) {
    return new Key<>(name, "", help, Key::bool, Boolean.FALSE, false);
  }

  /** The same key with a value for when none is given. */
  public Key<T> or(T value) {
    return new Key<>(name, placeholder, help, reader, value, false);
  }

  /** The same key, but one that must be given. */
  public Key<T> required() {
    return new Key<>(name, placeholder, help, reader, null, true);
  }

  public String name() {
    return name;
  }

  public String placeholder() {
    return placeholder;
  }

  /** One sentence, with the default. */
  public String help() {
    boolean shown = fallback != null && !isFlag() && !String.valueOf(fallback).isEmpty();
    return help + (required ? " (required)" : shown ? " (default: " + fallback + ")" : "");
  }

  public boolean isFlag() {
    return placeholder.isEmpty();
  }

  boolean isRequired() {
    return required;
  }

  @Nullable T fallback() {
    return fallback;
  }

  T read(String text) {
    return Objects.requireNonNull(reader.read(text), name);
  }

  private static String notEmpty(String text) {
    if (text.isBlank()) {
      throw new IllegalArgumentException("give a text that is not empty");
    }
    return text;
  }

  private static List<String> parts(String text) {
    List<String> parts =
        Arrays.stream(text.split(",")).map(String::strip).filter(s -> !s.isEmpty()).toList();
    if (parts.isEmpty()) {
      throw new IllegalArgumentException("give one or more names parted by commas");
    }
    return parts;
  }

  private static String oneOf(String text, List<String> words) {
    if (!words.contains(text)) {
      throw new IllegalArgumentException("give one of " + words);
    }
    return text;
  }

  private static Long integerIn(String text, long min, long max) {
    String range = "give a whole number from " + min + " to " + max;
    try {
      long value = Long.parseLong(text.strip());
      if (value < min || value > max) {
        throw new IllegalArgumentException(range);
      }
      return value;
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(range, e);
    }
  }

  private static Double numberIn(String text, double above, double below) {
    String range = "give a number above " + above + " and below " + below;
    try {
      double value = Double.parseDouble(text.strip());
      if (!(value > above && value < below)) {
        throw new IllegalArgumentException(range);
      }
      return value;
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(range, e);
    }
  }

  private static Boolean bool(String text) {
    return switch (text) {
      case "true", "" -> Boolean.TRUE;
      case "false" -> Boolean.FALSE;
      default -> throw new IllegalArgumentException("give true or false");
    };
  }
}
