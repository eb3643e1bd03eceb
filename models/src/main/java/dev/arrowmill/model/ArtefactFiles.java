package dev.arrowmill.model;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The files of an artefact, by name, guarded by a checksum file of the form that {@code sha256sum
 * -c} reads. Every single changed byte, added file or lost file is found on reading.
 */
public final class ArtefactFiles {
  /** The file that lists the SHA-256 of every other one. */
  public static final String CHECKSUMS = "checksums.sha256";

  private ArtefactFiles() {}

  /** Adds the checksum file. */
  public static Map<String, byte[]> seal(Map<String, byte[]> files) {
    Map<String, byte[]> sealed = new LinkedHashMap<>(files);
    sealed.put(CHECKSUMS, checksums(files));
    return sealed;
  }

  /**
   * Checks the files against their checksums.
   *
   * @param where named in the message
   * @throws ModelFormatException naming the file that is damaged, missing or unexpected
   */
  public static void check(Map<String, byte[]> files, String where) {
    byte[] stated = files.get(CHECKSUMS);
    if (stated == null) {
      throw new ModelFormatException(
          where + ": no " + CHECKSUMS + ": not a model directory, or not completely written");
    }
    Map<String, byte[]> others = new TreeMap<>(files);
    others.remove(CHECKSUMS);
    if (!Arrays.equals(stated, checksums(others))) {
      throw new ModelFormatException(
          where + ": " + difference(stated, others) + "; restore the model from a backup");
    }
  }

  private static String difference(byte[] stated, Map<String, byte[]> others) {
    Map<String, String> sums = new TreeMap<>();
    for (String line : new String(stated, StandardCharsets.UTF_8).split("\n", -1)) {
      if (line.length() > 66) {
        sums.put(line.substring(66), line.substring(0, 64));
      }
    }
    for (String name : sums.keySet()) {
      if (!others.containsKey(name)) {
        return "file " + name + " is missing";
      }
    }
    for (Map.Entry<String, byte[]> e : others.entrySet()) {
      String sum = sums.get(e.getKey());
      if (sum == null) {
        return "file " + e.getKey() + " is not listed in " + CHECKSUMS;
      }
      if (!sum.equals(sha256(e.getValue()))) {
        return "file " + e.getKey() + " is damaged: its checksum differs from " + CHECKSUMS;
      }
    }
    return "file " + CHECKSUMS + " is damaged";
  }

  private static byte[] checksums(Map<String, byte[]> files) {
    StringBuilder text = new StringBuilder();
    new TreeMap<>(files)
        .forEach((name, data) -> text.append(sha256(data)).append("  ").append(name).append('\n'));
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }

  /** Sixteen hexadecimal digits that identify the content of sealed files. */
  public static String id(Map<String, byte[]> files) {
    byte[] sums = java.util.Objects.requireNonNull(files.get(CHECKSUMS), "sealed files");
    return sha256(sums).substring(0, 16);
  }

  private static String sha256(byte[] data) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(data));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * Writes sealed files to a new directory: first to a hidden sibling, then moved into place, so
   * that an unfinished directory never bears the name.
   *
   * @throws FileAlreadyExistsException if the directory exists
   */
  public static void write(Map<String, byte[]> files, Path directory) throws IOException {
    Path target = directory.toAbsolutePath();
    if (Files.exists(target)) {
      throw new FileAlreadyExistsException(directory.toString());
    }
    Path parent = java.util.Objects.requireNonNull(target.getParent(), "parent of the directory");
    Files.createDirectories(parent);
    Path temporary = Files.createTempDirectory(parent, "." + target.getFileName() + ".");
    try {
      for (Map.Entry<String, byte[]> e : files.entrySet()) {
        Files.write(temporary.resolve(e.getKey()), e.getValue());
      }
      try {
        Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
      } catch (AtomicMoveNotSupportedException e) {
        Files.move(temporary, target);
      }
    } finally {
      deleteRecursively(temporary);
    }
  }

  /** Reads all plain files of a directory, hidden ones excepted. */
  public static Map<String, byte[]> read(Path directory) throws IOException {
    if (!Files.isDirectory(directory)) {
      throw new ModelFormatException(
          directory + (Files.exists(directory) ? ": not a directory" : ": no such directory"));
    }
    List<Path> paths;
    try (Stream<Path> all = Files.list(directory)) {
      paths = all.filter(p -> !p.getFileName().toString().startsWith(".")).sorted().toList();
    }
    Map<String, byte[]> files = new LinkedHashMap<>();
    for (Path p : paths) {
      if (Files.isRegularFile(p)) {
        files.put(p.getFileName().toString(), Files.readAllBytes(p));
      }
    }
    return files;
  }

  private static void deleteRecursively(Path directory) throws IOException {
    if (!Files.exists(directory)) {
      return;
    }
    try (Stream<Path> all = Files.walk(directory)) {
      for (Path p : all.sorted(java.util.Comparator.reverseOrder()).toList()) {
        Files.delete(p);
      }
    }
  }
}
