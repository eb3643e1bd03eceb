package dev.arrowmill.jobs.cli;

import java.util.List;
import java.util.stream.Collectors;

/** All problems of a job's settings together. */
public final class ConfigException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient List<Problem> problems;

  ConfigException(List<Problem> problems) {
    super(problems.stream().map(Problem::toString).collect(Collectors.joining("\n")));
    this.problems = List.copyOf(problems);
  }

  /** The problems, in the order in which they were found; never empty. */
  public List<Problem> problems() {
    return problems;
  }
}
