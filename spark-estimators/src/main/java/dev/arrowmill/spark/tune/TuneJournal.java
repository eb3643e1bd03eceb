package dev.arrowmill.spark.tune;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * The finished trainings of a search, one file of one line each in a directory of any Hadoop file
 * system. A file is written beside its place and renamed, so a killed driver leaves whole files
 * only. Thread-safe; one search at a time may write.
 */
public final class TuneJournal {
  private static final String HEADER = "tune.json";

  private final FileSystem files;
  private final Path directory;
  private final Map<Step, TrialReport> restored = new TreeMap<>();

  private TuneJournal(FileSystem files, Path directory) {
    this.files = files;
    this.directory = directory;
  }

  /**
   * Opens or begins a journal.
   *
   * @param identity what makes the search this one, as names and values
   * @throws TuneJournalException if the directory holds another search's journal or a damaged file
   */
  public static TuneJournal open(
      String directory, Map<String, String> identity, Configuration conf) {
    Path path = new Path(directory);
    try {
      TuneJournal journal = new TuneJournal(path.getFileSystem(conf), path);
      journal.begin(identity);
      return journal;
    } catch (IOException e) {
      throw new UncheckedIOException("journal " + directory + ": " + e.getMessage(), e);
    }
  }

  private void begin(Map<String, String> identity) throws IOException {
    Path header = new Path(directory, HEADER);
    if (!files.exists(header)) {
      if (files.exists(directory) && holdsFiles()) {
        throw new TuneJournalException(
            "journal " + directory + ": the folder holds other files; give an empty one");
      }
      ObjectNode node = JournalLine.object();
      identity.forEach(node::put);
      write(HEADER, JournalLine.seal(node));
      return;
    }
    requireSame(JournalLine.open(read(header), header.toString()), identity);
    for (FileStatus file : files.listStatus(directory)) {
      String name = file.getPath().getName();
      if (name.startsWith("trial-") && name.endsWith(".json")) {
        JsonNode line = JournalLine.open(read(file.getPath()), file.getPath().toString());
        TrialReport report = JournalLine.report(line);
        restored.put(report.step(), report);
      }
    }
  }

  private boolean holdsFiles() throws IOException {
    for (FileStatus file : files.listStatus(directory)) {
      if (!file.getPath().getName().startsWith(".")) {
        return true;
      }
    }
    return false;
  }

  private void requireSame(JsonNode there, Map<String, String> identity) {
    List<String> differences = new ArrayList<>();
    identity.forEach(
        (name, here) -> {
          String found = there.path(name).asText("");
          if (!found.equals(here)) {
            differences.add(name + " is " + found + " there, " + here + " here");
          }
        });
    if (!differences.isEmpty()) {
      throw new TuneJournalException(
          "journal "
              + directory
              + ": belongs to another search: "
              + String.join("; ", differences)
              + "; give the same arguments or another folder");
    }
  }

  /** A training that was finished before this journal was opened. */
  public Optional<TrialReport> find(Step step) {
    return Optional.ofNullable(restored.get(step));
  }

  /** Keeps a finished training. */
  public synchronized void add(TrialReport report) {
    Step step = report.step();
    String name = String.format("trial-%05d-rung-%d.json", step.trial(), step.rung());
    try {
      write(name, JournalLine.seal(JournalLine.of(report)));
    } catch (IOException e) {
      throw new UncheckedIOException("journal " + directory + ": " + e.getMessage(), e);
    }
  }

  private void write(String name, byte[] bytes) throws IOException {
    Path target = new Path(directory, name);
    Path temporary = new Path(directory, "." + name + ".writing");
    files.mkdirs(directory);
    try (FSDataOutputStream out = files.create(temporary, true)) {
      out.write(bytes);
    }
    if (!files.rename(temporary, target)) {
      throw new IOException("cannot rename " + temporary + " to " + target);
    }
  }

  private byte[] read(Path file) throws IOException {
    byte[] bytes = new byte[Math.toIntExact(files.getFileStatus(file).getLen())];
    try (FSDataInputStream in = files.open(file)) {
      in.readFully(bytes);
    }
    return bytes;
  }
}
