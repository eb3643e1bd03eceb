package dev.arrowmill.arrow.spark.internal;

import dev.arrowmill.arrow.TableFormatException;
import dev.arrowmill.arrow.parquet.ParquetFile;
import dev.arrowmill.arrow.parquet.RangeReader;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.SparkEnv;
import org.apache.spark.deploy.SparkHadoopUtil;

/** Lists and reads files of any Hadoop file system, with the settings of the running Spark. */
final class HadoopFiles {
  private HadoopFiles() {}

  /** A fresh configuration: Spark's {@code spark.hadoop.*} settings where Spark runs. */
  static Configuration configuration() {
    SparkEnv env = SparkEnv.get();
    return env == null ? new Configuration() : SparkHadoopUtil.get().newConfiguration(env.conf());
  }

  static List<ParquetFile> list(String path) {
    Path p = new Path(path);
    try {
      FileSystem fs = p.getFileSystem(configuration());
      FileStatus[] found = fs.globStatus(p);
      if (found == null) {
        throw new TableFormatException(path, "does not exist", "check the path");
      }
      List<ParquetFile> files = new ArrayList<>();
      for (FileStatus s : found) {
        if (!s.isDirectory()) {
          files.add(file(s));
        } else if (found.length == 1) {
          directory(fs, s.getPath(), files);
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

  private static void directory(FileSystem fs, Path p, List<ParquetFile> out) throws IOException {
    for (FileStatus s : fs.listStatus(p)) {
      String name = s.getPath().getName();
      if (s.isFile() && !name.startsWith("_") && !name.startsWith(".")) {
        out.add(file(s));
      }
    }
  }

  private static ParquetFile file(FileStatus s) {
    return new ParquetFile(s.getPath().toString(), s.getLen());
  }

  /** Opens the file for each read: footers are read once. */
  record Ranges(ParquetFile file) implements RangeReader {
    @Override
    public long length() throws IOException {
      return file.bytes();
    }

    @Override
    public byte[] read(long position, int count) throws IOException {
      Path p = new Path(file.path());
      try (FSDataInputStream in = p.getFileSystem(configuration()).open(p)) {
        byte[] out = new byte[count];
        in.readFully(position, out);
        return out;
      }
    }
  }
}
