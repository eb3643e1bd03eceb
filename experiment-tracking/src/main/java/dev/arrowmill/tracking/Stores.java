package dev.arrowmill.tracking;

import java.net.URI;
import java.nio.file.Path;

/** Which URI opens which store. */
final class Stores {
  private Stores() {}

  static Store open(String uri, RestOptions options) {
    if (uri.equals("none:") || uri.equals("none")) {
      return new NullStore();
    }
    if (uri.startsWith("sqlite:")) {
      return SqliteStore.open(uri, sqlitePath(uri));
    }
    if (uri.startsWith("http://") || uri.startsWith("https://")) {
      return new RestStore(httpUri(uri), options);
    }
    throw new IllegalArgumentException(
        "tracking: '"
            + uri
            + "' is not a tracking URI; use sqlite:PATH, http(s)://HOST:PORT or none:");
  }

  private static URI httpUri(String uri) {
    try {
      return URI.create(uri.endsWith("/") ? uri.substring(0, uri.length() - 1) : uri);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "tracking: '" + uri + "' is not an address: " + e.getMessage(), e);
    }
  }

  /** {@code sqlite:PATH}, {@code sqlite:///RELATIVE} and {@code sqlite:////ABSOLUTE}. */
  private static Path sqlitePath(String uri) {
    String rest = uri.substring("sqlite:".length());
    String path = rest.startsWith("///") ? rest.substring(3) : rest;
    if (path.isEmpty()) {
      throw new IllegalArgumentException(
          "tracking: '" + uri + "' names no file; use sqlite:mlflow.db");
    }
    return Path.of(path).toAbsolutePath().normalize();
  }
}
