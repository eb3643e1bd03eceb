package dev.arrowmill.arrow.file;

/** How a whole file is compressed. */
public enum Packing {
  NONE,
  GZIP,
  ZLIB;

  /** By the end of a file's name: {@code .gz} or {@code .zlib}. */
  public static Packing of(String name) {
    if (name.endsWith(".gz")) {
      return GZIP;
    }
    return name.endsWith(".zlib") ? ZLIB : NONE;
  }
}
