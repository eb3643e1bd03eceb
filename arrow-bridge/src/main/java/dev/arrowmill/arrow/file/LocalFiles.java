package dev.arrowmill.arrow.file;

import dev.arrowmill.arrow.TableFormatException;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Lists and opens files of the local file system. */
final class LocalFiles implements FileStore {
  private static final String GLOB_CHARACTERS = "*?[{";

  static boolean isLocal(String path) {
    int colon = path.indexOf(':');
    int slash = path.indexOf('/');
    return colon <= 1 || (slash >= 0 && slash < colon) || path.startsWith("file:");
  }

  @Override
  public List<InputFile> list(String path) {
    String plain = path.startsWith("file:") ? fromUri(path) : path;
    try {
      return hasGlob(plain) && !Files.exists(Path.of(plain)) ? glob(plain) : exact(path, plain);
    } catch (IOException e) {
      throw new TableFormatException(
          path, "cannot be listed (" + e.getMessage() + ")", "check its permissions", e);
    }
  }

  @Override
  public RangeReader open(InputFile file) throws IOException {
    String path = file.path();
    return new LocalRanges(Path.of(path.startsWith("file:") ? fromUri(path) : path));
  }

  private static String fromUri(String uri) {
    return uri.startsWith("file:/") && !hasGlob(uri) && !uri.contains(" ")
        ? Path.of(URI.create(uri)).toString()
        : uri.replaceFirst("^file:(//)?", "");
  }

  private static boolean hasGlob(String path) {
    return path.chars().anyMatch(c -> GLOB_CHARACTERS.indexOf(c) >= 0);
  }

  private static List<InputFile> exact(String asked, String plain) throws IOException {
    Path p = Path.of(plain);
    if (!Files.exists(p)) {
      throw new TableFormatException(asked, "does not exist", "check the path");
    }
    if (!Files.isDirectory(p)) {
      return List.of(new InputFile(p.toString(), p.toFile().length()));
    }
    List<InputFile> out = new ArrayList<>();
    walk(p, p, out);
    return out;
  }

  private static void walk(Path root, Path folder, List<InputFile> out) throws IOException {
    List<Path> entries;
    try (Stream<Path> found = Files.list(folder)) {
      entries = found.filter(p -> !isHidden(p)).toList();
    }
    for (Path p : entries) {
      if (Files.isRegularFile(p)) {
        out.add(file(p, root));
      } else if (p.getFileName().toString().indexOf('=') > 0) {
        walk(root, p, out);
      }
    }
  }

  private static List<InputFile> glob(String pattern) throws IOException {
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
          .filter(p -> !isHidden(p) && Files.isRegularFile(p))
          .map(p -> file(p, start))
          .toList();
    }
  }

  private static boolean isHidden(Path p) {
    String name = p.getFileName().toString();
    return name.startsWith("_") || name.startsWith(".");
  }

  private static InputFile file(Path p, Path root) {
    Path folders = p.getParent();
    String below =
        folders == null || !folders.startsWith(root) ? "" : root.relativize(folders).toString();
    return new InputFile(
        p.toString(),
        p.toFile().length(),
        PartitionValue.parse(below.replace(File.separatorChar, '/')));
  }
}
