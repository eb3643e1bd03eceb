package dev.arrowmill.arrow.parquet;

import dev.arrowmill.arrow.TableFormatException;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.List;
import java.util.stream.Stream;

/** Lists and reads files of the local file system. */
final class LocalFiles {
  private static final String GLOB_CHARACTERS = "*?[{";

  private LocalFiles() {}

  /** Whether a path means the local file system: a plain path or a {@code file:} URI. */
  static boolean isLocal(String path) {
    int colon = path.indexOf(':');
    int slash = path.indexOf('/');
    return colon <= 1 || (slash >= 0 && slash < colon) || path.startsWith("file:");
  }

  static List<ParquetFile> list(String path) {
    String plain = path.startsWith("file:") ? fromUri(path) : path;
    try {
      return hasGlob(plain) && !Files.exists(Path.of(plain)) ? glob(plain) : exact(path, plain);
    } catch (IOException e) {
      throw new TableFormatException(
          path, "cannot be listed (" + e.getMessage() + ")", "check its permissions", e);
    }
  }

  private static String fromUri(String uri) {
    return uri.startsWith("file:/") && !hasGlob(uri) && !uri.contains(" ")
        ? Path.of(URI.create(uri)).toString()
        : uri.replaceFirst("^file:(//)?", "");
  }

  private static boolean hasGlob(String path) {
    return path.chars().anyMatch(c -> GLOB_CHARACTERS.indexOf(c) >= 0);
  }

  private static List<ParquetFile> exact(String asked, String plain) throws IOException {
    Path p = Path.of(plain);
    if (!Files.exists(p)) {
      throw new TableFormatException(asked, "does not exist", "check the path");
    }
    return Files.isDirectory(p) ? directory(p) : List.of(file(p));
  }

  private static List<ParquetFile> directory(Path p) throws IOException {
    try (Stream<Path> entries = Files.list(p)) {
      return entries.filter(LocalFiles::isData).map(LocalFiles::file).toList();
    }
  }

  private static List<ParquetFile> glob(String pattern) throws IOException {
    Path whole = Path.of(pattern);
    Path root = whole;
    int depth = 0;
    while (root != null && hasGlob(root.toString())) {
      root = root.getParent();
      depth++;
    }
    Path start = root == null ? Path.of("") : root;
    if (!Files.isDirectory(start)) {
      return List.of();
    }
    PathMatcher matcher = FileSystems.getDefault().getPathMatcher("glob:" + whole);
    try (Stream<Path> found = Files.walk(start, depth)) {
      return found
          .filter(matcher::matches)
          .filter(LocalFiles::isData)
          .map(LocalFiles::file)
          .toList();
    }
  }

  private static boolean isData(Path p) {
    String name = p.getFileName().toString();
    return !name.startsWith("_") && !name.startsWith(".") && Files.isRegularFile(p);
  }

  private static ParquetFile file(Path p) {
    return new ParquetFile(p.toString(), p.toFile().length());
  }

  /** Opens the file for each read: footers are read once. */
  record Ranges(Path file) implements RangeReader {
    @Override
    public long length() throws IOException {
      return Files.size(file);
    }

    @Override
    public byte[] read(long position, int count) throws IOException {
      try (FileChannel channel = FileChannel.open(file)) {
        ByteBuffer out = ByteBuffer.allocate(count);
        while (out.hasRemaining()) {
          if (channel.read(out, position + out.position()) < 0) {
            throw new IOException("ends before byte " + (position + count));
          }
        }
        return out.array();
      }
    }
  }
}
