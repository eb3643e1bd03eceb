package dev.arrowmill.arrow.file;

import dev.arrowmill.arrow.TableFormatException;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Finds and opens the files of a source. Thread-safe. */
public final class InputFiles {
  private static final String HADOOP_CLASS = "dev.arrowmill.arrow.spark.internal.HadoopFiles";
  private static final FileStore LOCAL = new LocalFiles();

  private InputFiles() {}

  /** Whether a path means the local file system: a plain path or a {@code file:} URI. */
  public static boolean isLocal(String path) {
    return LocalFiles.isLocal(path);
  }

  /**
   * The files of some paths, folders and patterns, each once, sorted by path.
   *
   * <p>In folders and patterns, names that begin with {@code _} or {@code .} are passed over.
   * Folders named {@code key=value} are walked into and become {@link InputFile#partitions}; other
   * folders need a pattern.
   *
   * @throws TableFormatException if one of them does not exist or has no data files
   */
  public static List<InputFile> list(List<String> paths) {
    TreeMap<String, InputFile> files = new TreeMap<>();
    for (String path : paths) {
      if (path.isBlank()) {
        throw new IllegalArgumentException(
            "files: a path is empty; give a file, a folder or a pattern");
      }
      List<InputFile> found = store(path).list(path);
      if (found.isEmpty()) {
        throw new TableFormatException(
            path,
            "has no data files",
            "check it; subfolders need a pattern, e.g. folder/*/*.parquet");
      }
      found.forEach(f -> files.putIfAbsent(f.path(), f));
    }
    if (files.isEmpty()) {
      throw new TableFormatException(Arrays.toString(paths.toArray()), "names no file", "give one");
    }
    return List.copyOf(files.values());
  }

  /**
   * Opens a file's bytes.
   *
   * @throws TableFormatException if it is gone or must not be read
   */
  public static RangeReader open(InputFile file) {
    try {
      return store(file.path()).open(file);
    } catch (IOException e) {
      throw unreadable(file.path(), e);
    }
  }

  /** What to throw where reading a file fails. */
  public static TableFormatException unreadable(String file, IOException e) {
    return new TableFormatException(
        file, "cannot be read (" + e + ")", "check the path and its permissions", e);
  }

  private static FileStore store(String path) {
    return isLocal(path) ? LOCAL : Hadoop.store(path);
  }

  /** Found by name, so that this class works where neither Hadoop nor Spark is. */
  private static final class Hadoop {
    private static volatile @Nullable FileStore loaded;

    static FileStore store(String path) {
      FileStore s = loaded;
      if (s == null) {
        try {
          s = (FileStore) Class.forName(HADOOP_CLASS).getDeclaredConstructor().newInstance();
        } catch (ReflectiveOperationException | LinkageError e) {
          throw new IllegalStateException(
              "no reader for " + path + ": spark: Spark is not on the class path (" + e + ")", e);
        }
        loaded = s;
      }
      return s;
    }
  }
}
