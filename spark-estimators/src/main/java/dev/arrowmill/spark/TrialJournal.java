package dev.arrowmill.spark;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Finished trials in a local directory, one file each, written aside and renamed, so that a killed
 * driver leaves whole files only.
 */
final class TrialJournal {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path directory;

  private TrialJournal(Path directory) {
    this.directory = directory;
  }

  /**
   * Opens a directory for a search, which may have been begun there.
   *
   * @param search what defines the search
   * @throws IllegalArgumentException if another search was begun there
   */
  static TrialJournal open(Path directory, String search) {
    TrialJournal journal = new TrialJournal(directory);
    Path file = directory.resolve("search.json");
    try {
      Files.createDirectories(directory);
      if (!Files.exists(file)) {
        journal.write("search.json", search);
      } else if (!Files.readString(file).equals(search)) {
        throw new IllegalArgumentException(
            "search: "
                + directory
                + " holds another search: "
                + Files.readString(file)
                + "; choose another directory, or take up the same seed, space, table and params");
      }
      return journal;
    } catch (IOException e) {
      throw new UncheckedIOException("search: cannot use " + directory + ": " + e.getMessage(), e);
    }
  }

  private static String name(int trial, int rung) {
    return "rung-" + rung + "-trial-" + trial + ".json";
  }

  Optional<TrialResult> read(int trial, int rung) {
    Path file = directory.resolve(name(trial, rung));
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    try {
      JsonNode json = JSON.readTree(Files.readString(file));
      TreeMap<String, String> params = new TreeMap<>();
      json.get("params").properties().forEach(e -> params.put(e.getKey(), e.getValue().asText()));
      return Optional.of(
          new TrialResult(
              trial,
              rung,
              json.get("maxEpochs").asInt(),
              params,
              Double.parseDouble(json.get("loss").asText()),
              json.get("epochs").asInt(),
              json.get("error").textValue()));
    } catch (IOException | RuntimeException e) {
      throw new IllegalStateException(
          "search: cannot read " + file + ": " + e.getMessage() + "; delete the file", e);
    }
  }

  void write(TrialResult result) {
    ObjectNode json = JSON.createObjectNode();
    json.put("maxEpochs", result.maxEpochs());
    ObjectNode params = json.putObject("params");
    result.params().forEach(params::put);
    json.put("loss", Double.toString(result.loss()));
    json.put("epochs", result.epochs());
    json.put("error", result.error());
    write(name(result.trial(), result.rung()), json.toString());
  }

  private void write(String name, String text) {
    try {
      Path aside = Files.writeString(directory.resolve("." + name + ".writing"), text);
      Files.move(aside, directory.resolve(name), StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException("search: cannot write " + name + ": " + e.getMessage(), e);
    }
  }
}
