package dev.arrowmill.tracking;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Artefacts in a local folder, named by a {@code file:} URI or a plain path. */
final class Artifacts {
  private Artifacts() {}

  static boolean isLocal(String location) {
    return location.startsWith("file:") || location.startsWith("/");
  }

  static void writeLocal(String location, String name, String content) {
    Path target = target(location, name);
    try {
      Files.createDirectories(target.getParent());
      Files.writeString(target, content);
    } catch (IOException e) {
      throw TrackingException.of("artifact: cannot write " + target + ": " + e, e);
    }
  }

  static void copyLocal(String location, String name, Path source) {
    Path target = target(location, name);
    try {
      Files.createDirectories(target.getParent());
      Files.copy(source, target, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw TrackingException.of("artifact: cannot copy " + source + " to " + target + ": " + e, e);
    }
  }

  private static Path target(String location, String name) {
    Path root = location.startsWith("file:") ? Path.of(URI.create(location)) : Path.of(location);
    Path target = root.resolve(name).normalize();
    if (!target.startsWith(root) || target.equals(root)) {
      throw new IllegalArgumentException("artifact: name '" + name + "' leads out of " + root);
    }
    return target;
  }
}
