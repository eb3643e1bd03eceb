package dev.arrowmill.jobs;

import dev.arrowmill.jobs.cli.Settings;
import java.io.IOException;
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
  private boolean committed;

  private OutputDir(FileSystem files, Path target, Path work) {
    this.files = files;
    this.target = target;
    this.work = work;
  }

  /** Notes a problem when something lies at the target that must not be overwritten. */
  static void check(Settings settings, String key, String target, boolean overwrite) {
    if (target.isEmpty()) {
      return;
    }
    try {
      Path path = new Path(target);
      FileSystem files = path.getFileSystem(new Configuration());
      if (files.exists(path) && !overwrite) {
        settings.problem(key, target, "exists already", "add --overwrite or choose another folder");
      }
    } catch (IOException | IllegalArgumentException e) {
      settings.problem(key, target, "cannot be used: " + e.getMessage(), "give a folder to write");
    }
  }

  static OutputDir open(String target, Configuration conf) throws IOException {
    Path path = new Path(target);
    FileSystem files = path.getFileSystem(conf);
    Path full = files.makeQualified(path);
    Path parent = full.getParent();
    if (parent == null) {
      throw new IOException(target + " is the root of a file system");
    }
    files.mkdirs(parent);
    String hidden = "." + full.getName() + ".tmp-" + UUID.randomUUID().toString().substring(0, 8);
    return new OutputDir(files, full, new Path(parent, hidden));
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

  void commit() throws IOException {
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
