package dev.arrowmill.jobs.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The values given to a job, and all that is wrong with them. A bad value never throws when it is
 * read: the problem is noted, a stand-in is answered, and {@link #throwIfBad} reports everything at
 * once.
 */
public final class Settings {
  private final Map<String, String> values;
  private final List<String> words;
  private final List<Problem> problems;

  Settings(Map<String, String> values, List<String> words, List<Problem> problems) {
    this.values = values;
    this.words = words;
    this.problems = new ArrayList<>(problems);
  }

  /** The words after the job's name that are no flags. */
  public List<String> words() {
    return words;
  }

  /** The value of a key that was given or has a default. */
  public <T> Optional<T> find(Key<T> key) {
    String text = values.get(key.name());
    if (text == null) {
      if (key.isRequired() && isWhollyRead()) {
        problem(key.name(), "", "is missing", "give --" + key.name() + " " + key.placeholder());
      }
      return Optional.ofNullable(key.fallback());
    }
    try {
      return Optional.of(key.read(text));
    } catch (IllegalArgumentException e) {
      problem(key.name(), text, "is not accepted", String.valueOf(e.getMessage()));
      return Optional.ofNullable(key.fallback());
    }
  }

  /** Whether flags and file could be parsed, so that what is absent was not given. */
  private boolean isWhollyRead() {
    return problems.stream().noneMatch(p -> List.of("config", "arguments").contains(p.key()));
  }

  /** The value of a key, or the stand-in when it is absent or bad (the latter is noted). */
  public <T> T get(Key<T> key, T standIn) {
    return find(key).orElse(standIn);
  }

  /** The value of a flag. */
  public boolean is(Key<Boolean> flag) {
    return find(flag).orElse(false);
  }

  /** Whether a value was given, good or bad. */
  public boolean has(Key<?> key) {
    return values.containsKey(key.name());
  }

  /** Notes a problem that a job found itself. */
  public void problem(String key, String value, String what, String fix) {
    Problem problem = new Problem(key, value, what, fix);
    if (!problems.contains(problem)) {
      problems.add(problem);
    }
  }

  /**
   * Ends the checking.
   *
   * @throws ConfigException when there is any problem
   */
  public void throwIfBad() {
    if (!problems.isEmpty()) {
      throw new ConfigException(problems);
    }
  }
}
