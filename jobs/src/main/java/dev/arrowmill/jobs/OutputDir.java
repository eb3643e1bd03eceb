package dev.arrowmill.jobs;

import dev.arrowmill.jobs.cli.Key;
import dev.arrowmill.jobs.cli.Settings;
import java.io.File;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * A folder that appears under its name only when it is complete: the work is written to a sibling
 * with a hidden name, which {@link #commit} renames. Closing without commit removes the sibling.
 */
final class OutputDir implements AutoCloseable {
  private final FileSystem files;
  private final Path target;
  private final Path work;
  private final boolean overwrite;
  private boolean committed;

  private OutputDir(FileSystem files, Path target, Path work, boolean overwrite) {
    this.files = files;
    this.target = target;
    this.work = work;
    this.overwrite = overwrite;
  }

  /**
   * Notes a problem when something lies at the target that must not be overwritten, be it an input
   * of the same job.
   */
  static void check(Settings settings, String key, String target, boolean overwrite) {
    if (target.isEmpty()) {
      return;
    }
    try {
      Path path = new Path(target);
      FileSystem files = path.getFileSystem(new Configuration());
      if (files.exists(path) && !overwrite) {
        settings.problem(key, target, "exists already", "add --overwrite or choose another folder");
      } else if (files.exists(path) && files.getFileStatus(path).isFile()) {
        settings.problem(key, target, "is a file", "choose a folder");
      }
      for (String input : inputs(settings)) {
        if (overlap(files.makeQualified(path), files.makeQualified(new Path(input)))) {
          settings.problem(key, target, "overlaps the input " + input, "choose another folder");
        }
      }
    } catch (IOException | IllegalArgumentException e) {
      settings.problem(key, target, "cannot be used: " + e.getMessage(), "give a folder to write");
    }
  }

  private static List<String> inputs(Settings settings) {
    List<String> inputs = new ArrayList<>();
    for (Key<List<String>> key : List.of(CommonKeys.DATA, CommonKeys.TEST)) {
      if (settings.has(key)) {
        inputs.addAll(settings.get(key, List.of()));
      }
    }
    if (settings.has(ModelFiles.MODEL)) {
      inputs.add(settings.get(ModelFiles.MODEL, ""));
    }
    inputs.removeIf(String::isEmpty);
    return inputs;
  }

  /** Whether one path is the other or lies below it; patterns count up to their first wildcard. */
  private static boolean overlap(Path output, Path input) throws IOException {
    String out = comparable(output);
    String in = comparable(input);
    return in.startsWith(out) || (!in.contains("*") && out.startsWith(in));
  }

  private static String comparable(Path path) throws IOException {
    boolean local = path.toUri().getScheme().equals("file");
    String text = local ? new File(path.toUri().getPath()).getCanonicalPath() : path.toString();
    return text.endsWith("/") ? text : text + "/";
  }

  /** Makes the parent folder and finds out that it can be written, before the work begins. */
  static OutputDir open(String target, Configuration conf, boolean overwrite) throws IOException {
    Path path = new Path(target);
    FileSystem files = path.getFileSystem(conf);
    Path full = files.makeQualified(path);
    Path parent = full.getParent();
    if (parent == null) {
      throw new IOException(target + " is the root of a file system");
    }
    String hidden = "." + full.getName() + ".tmp-" + UUID.randomUUID().toString().substring(0, 8);
    Path work = new Path(parent, hidden);
    try {
      if (!files.mkdirs(work)) {
        throw new IOException("the folder cannot be made");
      }
      files.delete(work, true);
    } catch (IOException e) {
      throw new JobException(
          "out "
              + target
              + ": cannot write into "
              + parent.toUri().getPath()
              + "; choose a folder that can be written",
          e);
    }
    return new OutputDir(files, full, work, overwrite);
  }

  /** Where to write; it does not exist yet. */
  Path work() {
    return work;
  }

  /** The work folder as a path of this machine. */
  java.nio.file.Path localWork() {
    return java.nio.file.Path.of(work.toUri().getPath());
  }

  /** The target as people write it: without {@code file:}. */
  String target() {
    return target.toUri().getScheme().equals("file") ? target.toUri().getPath() : target.toString();
  }

  FileSystem files() {
    return files;
  }

  boolean isLocal() {
    return target.toUri().getScheme().equals("file");
  }

  /**
   * Moves the work into place.
   *
   * @throws JobException if another job has put something there that must not be overwritten
   */
  void commit() throws IOException {
    if (!overwrite && files.exists(target)) {
      throw new JobException(
          "out " + target() + ": was written by another job meanwhile; choose another folder");
    }
    Path old = new Path(work.getParent(), work.getName() + "-old");
    if (files.exists(target) && !files.rename(target, old)) {
      throw new IOException("cannot move " + target + " out of the way");
    }
    if (!files.rename(work, target)) {
      throw new IOException("cannot rename " + work + " to " + target);
    }
    committed = true;
    files.delete(old, true);
  }

  @Override
  public void close() throws IOException {
    if (!committed) {
      files.delete(work, true);
    }
  }
}
