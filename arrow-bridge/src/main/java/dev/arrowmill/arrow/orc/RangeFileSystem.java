package dev.arrowmill.arrow.orc;

import dev.arrowmill.arrow.file.InputFile;
import dev.arrowmill.arrow.file.InputFiles;
import dev.arrowmill.arrow.file.RangeReader;
import java.io.EOFException;
import java.io.IOException;
import java.net.URI;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FSInputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.permission.FsPermission;
import org.apache.hadoop.util.Progressable;

/** One file as the read-only Hadoop file system that orc-core asks for. */
final class RangeFileSystem extends FileSystem {
  private final InputFile file;

  RangeFileSystem(InputFile file, Configuration configuration) {
    this.file = file;
    setConf(configuration);
  }

  /** The path that stands for the file here. */
  Path path() {
    return new Path("/" + file.name().replace(':', '_'));
  }

  @Override
  public URI getUri() {
    return URI.create("range:///");
  }

  @Override
  public FSDataInputStream open(Path path, int bufferSize) {
    return new FSDataInputStream(new Input(InputFiles.open(file), file.bytes()));
  }

  @Override
  public FileStatus getFileStatus(Path path) {
    return new FileStatus(file.bytes(), false, 1, 1 << 26, 0, path);
  }

  @Override
  public FSDataOutputStream create(
      Path path,
      FsPermission permission,
      boolean overwrite,
      int bufferSize,
      short replication,
      long blockSize,
      Progressable progress) {
    throw readOnly();
  }

  @Override
  public FSDataOutputStream append(Path path, int bufferSize, Progressable progress) {
    throw readOnly();
  }

  @Override
  public boolean rename(Path from, Path to) {
    throw readOnly();
  }

  @Override
  public boolean delete(Path path, boolean recursive) {
    throw readOnly();
  }

  @Override
  public FileStatus[] listStatus(Path path) {
    return new FileStatus[] {getFileStatus(path)};
  }

  @Override
  public void setWorkingDirectory(Path path) {
    throw readOnly();
  }

  @Override
  public Path getWorkingDirectory() {
    return new Path("/");
  }

  @Override
  public boolean mkdirs(Path path, FsPermission permission) {
    throw readOnly();
  }

  private static UnsupportedOperationException readOnly() {
    return new UnsupportedOperationException("orc: files are only read");
  }

  private static final class Input extends FSInputStream {
    private final RangeReader reader;
    private final long length;
    private long position;

    Input(RangeReader reader, long length) {
      this.reader = reader;
      this.length = length;
    }

    @Override
    public void seek(long to) throws IOException {
      if (to < 0 || to > length) {
        throw new EOFException("seek to " + to + " of " + length + " bytes");
      }
      position = to;
    }

    @Override
    public long getPos() {
      return position;
    }

    @Override
    public boolean seekToNewSource(long target) {
      return false;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] out, int offset, int count) throws IOException {
      int n = (int) Math.min(count, length - position);
      if (n <= 0) {
        return count == 0 ? 0 : -1;
      }
      reader.read(position, out, offset, n);
      position += n;
      return n;
    }

    @Override
    public int read(long at, byte[] out, int offset, int count) throws IOException {
      int n = (int) Math.min(count, length - at);
      if (n <= 0) {
        return count == 0 ? 0 : -1;
      }
      reader.read(at, out, offset, n);
      return n;
    }

    @Override
    public void close() {
      reader.close();
    }
  }
}
