package dev.arrowmill.arrow.file;

import java.util.List;

/**
 * A file as it was listed.
 *
 * @param path a local path, or a URI of a Hadoop file system
 * @param bytes its size
 * @param partitions the {@code key=value} folders between the place that was asked for and the
 *     file, outermost first
 */
public record InputFile(String path, long bytes, List<PartitionValue> partitions) {
  public InputFile {
    partitions = List.copyOf(partitions);
  }

  /** A file without partitions. */
  public InputFile(String path, long bytes) {
    this(path, bytes, List.of());
  }

  /** The last part of the path. */
  public String name() {
    return path.substring(path.lastIndexOf('/') + 1);
  }
}
