package dev.arrowmill.arrow.spark.internal;

import dev.arrowmill.arrow.TableFormatException;
import dev.arrowmill.arrow.file.FileStore;
import dev.arrowmill.arrow.file.InputFile;
import dev.arrowmill.arrow.file.PartitionValue;
import dev.arrowmill.arrow.file.RangeReader;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.SparkEnv;
import org.apache.spark.deploy.SparkHadoopUtil;

/**
 * Lists and reads files of any Hadoop file system, with the settings of the running Spark. Found by
 * its name from {@link dev.arrowmill.arrow.file.InputFiles}. Thread-safe.
 */
public final class HadoopFiles implements FileStore {
  private static final String GLOB_CHARACTERS = "*?[{";

  /** Fails with a linkage error where Spark is not on the class path. */
  public HadoopFiles() {
    if (SparkEnv.class.isInterface()) {
      throw new NoClassDefFoundError(SparkEnv.class.getName());
    }
  }

  /** A fresh configuration: Spark's {@code spark.hadoop.*} settings where Spark runs. */
  static Configuration configuration() {
    SparkEnv env = SparkEnv.get();
    return env == null ? new Configuration() : SparkHadoopUtil.get().newConfiguration(env.conf());
  }

  @Override
  public List<InputFile> list(String path) {
    Path p = new Path(path);
    try {
      FileSystem fs = p.getFileSystem(configuration());
      FileStatus[] found = fs.globStatus(p);
      if (found == null) {
        throw new TableFormatException(path, "does not exist", "check the path");
      }
      List<InputFile> files = new ArrayList<>();
      Path root = fs.makeQualified(fixedPart(p));
      for (FileStatus s : found) {
        if (s.isFile()) {
          files.add(file(s, root));
        } else if (found.length == 1) {
          walk(fs, hasGlob(path) ? root : s.getPath(), s.getPath(), files);
        }
      }
      return files;
    } catch (FileNotFoundException e) {
      throw new TableFormatException(path, "does not exist", "check the path", e);
    } catch (IOException e) {
      throw new TableFormatException(
          path, "cannot be listed (" + e.getMessage() + ")", "check the address and access", e);
    }
  }

  /** The folder above the first part of a path that is a pattern; the path itself without one. */
  private static Path fixedPart(Path p) {
    Path root = p;
    while (root.getParent() != null && hasGlob(root.toString())) {
      root = root.getParent();
    }
    return root;
  }

  private static boolean hasGlob(String path) {
    return path.chars().anyMatch(c -> GLOB_CHARACTERS.indexOf(c) >= 0);
  }

  private static void walk(FileSystem fs, Path root, Path folder, List<InputFile> out)
      throws IOException {
    for (FileStatus s : fs.listStatus(folder)) {
      String name = s.getPath().getName();
      if (name.startsWith("_") || name.startsWith(".")) {
        continue;
      }
      if (s.isFile()) {
        out.add(file(s, root));
      } else if (name.indexOf('=') > 0) {
        walk(fs, root, s.getPath(), out);
      }
    }
  }

  private static InputFile file(FileStatus s, Path root) {
    String path = s.getPath().toString();
    String above = root.toString();
    int slash = path.lastIndexOf('/');
    String folders =
        path.startsWith(above) && slash > above.length()
            ? path.substring(above.length(), slash)
            : "";
    return new InputFile(path, s.getLen(), PartitionValue.parse(folders));
  }

  @Override
  public RangeReader open(InputFile file) throws IOException {
    Path p = new Path(file.path());
    return new Ranges(p.getFileSystem(configuration()).open(p), file.bytes());
  }

  /** One open stream; its positioned reads may run side by side. */
  private record Ranges(FSDataInputStream in, long length) implements RangeReader {
    @Override
    public void read(long position, byte[] out, int offset, int count) throws IOException {
      in.readFully(position, out, offset, count);
    }

    @Override
    public void close() {
      try {
        in.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
