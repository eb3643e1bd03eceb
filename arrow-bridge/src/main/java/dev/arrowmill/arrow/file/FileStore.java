package dev.arrowmill.arrow.file;

import java.io.IOException;
import java.util.List;

/** One kind of file system. Thread-safe. */
public interface FileStore {
  /**
   * The files of a path, folder or pattern, in any order. Below folders, and among what a pattern
   * matches, names that begin with {@code _} or {@code .} are passed over; folders named {@code
   * key=value} are walked into.
   *
   * @throws dev.arrowmill.arrow.TableFormatException if the path does not exist or cannot be listed
   */
  List<InputFile> list(String path);

  /** Opens the bytes of a file. */
  RangeReader open(InputFile file) throws IOException;
}
