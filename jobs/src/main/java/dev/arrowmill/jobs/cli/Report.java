package dev.arrowmill.jobs.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/** What a job found: lines for people and one JSON object for programs. */
public final class Report {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final List<String> lines = new ArrayList<>();
  private final ObjectNode json = JSON.createObjectNode();
  private int exitCode;

  /** Adds a line of text. */
  public Report line(String text) {
    lines.add(text);
    return this;
  }

  /** Sets a field of the JSON object: numbers, texts, booleans, lists, maps and records. */
  public Report put(String field, Object value) {
    json.set(field, JSON.valueToTree(value));
    return this;
  }

  /** Makes the process end with this code although the report is complete. */
  public Report exitCode(int code) {
    exitCode = code;
    return this;
  }

  public int exitCode() {
    return exitCode;
  }

  /** Prints the lines, and the JSON object as the last line when it is wanted. */
  public void print(Console console, boolean withJson) {
    lines.forEach(console.out()::println);
    if (withJson) {
      console.out().println(json);
    }
    console.out().flush();
  }
}
