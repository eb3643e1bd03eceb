package dev.arrowmill.spark.internal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SparkSession;

/** A small directory of files on any Hadoop file system. */
public final class HadoopFiles {
  private HadoopFiles() {}

  /** Writes the files to a hidden sibling and renames it, so that no half directory shows. */
  public static void write(Map<String, byte[]> files, String directory, SparkSession session) {
    Path target = new Path(directory);
    Path temporary = new Path(target.getParent(), "." + target.getName() + ".writing");
    try {
      FileSystem fs = fileSystem(target, session);
      fs.delete(temporary, true);
      for (Map.Entry<String, byte[]> e : files.entrySet()) {
        try (FSDataOutputStream out = fs.create(new Path(temporary, e.getKey()))) {
          out.write(e.getValue());
        }
      }
      if (!fs.rename(temporary, target)) {
        throw new IOException("cannot rename " + temporary + " to " + target);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + directory + ": " + e.getMessage(), e);
    }
  }

  /** Whether a file or directory exists. */
  public static boolean exists(String file, SparkSession session) {
    Path path = new Path(file);
    try {
      return fileSystem(path, session).exists(path);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file + ": " + e.getMessage(), e);
    }
  }

  /** Reads all visible files of a directory. */
  public static Map<String, byte[]> read(String directory, SparkSession session) {
    Path path = new Path(directory);
    try {
      FileSystem fs = fileSystem(path, session);
      Map<String, byte[]> files = new LinkedHashMap<>();
      for (FileStatus status : fs.listStatus(path)) {
        String name = status.getPath().getName();
        if (status.isFile() && !name.startsWith(".") && !name.endsWith(".crc")) {
          byte[] data = new byte[Math.toIntExact(status.getLen())];
          try (FSDataInputStream in = fs.open(status.getPath())) {
            in.readFully(data);
          }
          files.put(name, data);
        }
      }
      return files;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + directory + ": " + e.getMessage(), e);
    }
  }

  private static FileSystem fileSystem(Path path, SparkSession session) throws IOException {
    return path.getFileSystem(session.sparkContext().hadoopConfiguration());
  }
}
