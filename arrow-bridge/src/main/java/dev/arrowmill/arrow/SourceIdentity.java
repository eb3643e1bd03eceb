package dev.arrowmill.arrow;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;

/**
 * What a source consists of, small enough to be kept in a checkpoint.
 *
 * @param files number of files
 * @param rows number of rows, -1 where that is not known without reading
 * @param bytes size of all files together, 0 where nothing is known
 * @param digest hexadecimal digest of file names, sizes and contents' stamps
 * @param marks {@value #MARK} characters per file, half for its name and half for its content;
 *     empty where there are more than {@value #MAX_MARKED} files
 * @param names the files' names in the order of the marks; not kept in a checkpoint and no part of
 *     equality
 */
public record SourceIdentity(
    int files, long rows, long bytes, String digest, String marks, List<String> names) {
  /** The most files of which each has a mark of its own. */
  static final int MAX_MARKED = 48;

  static final int MARK = 6;

  public SourceIdentity {
    names = List.copyOf(names);
  }

  /** Without marks: a change is noticed, not named. */
  public SourceIdentity(int files, long rows, long bytes, String digest) {
    this(files, rows, bytes, digest, "", List.of());
  }

  /**
   * One file of a source.
   *
   * @param name its name without the folder, so that a moved source stays the same
   * @param bytes its size
   * @param detail whatever changes when the content does and is cheap to know, e.g. a hash of the
   *     footer
   */
  public record Stamp(String name, long bytes, String detail) {}

  /** The identity of some files, in their canonical order. */
  public static SourceIdentity of(List<Stamp> stamps, long rows) {
    MessageDigest all = sha256();
    StringBuilder marks = new StringBuilder();
    List<String> names = new ArrayList<>();
    long bytes = 0;
    for (Stamp s : stamps) {
      String content = s.bytes() + " " + s.detail();
      all.update((s.name() + ' ' + content + '\n').getBytes(StandardCharsets.UTF_8));
      bytes += s.bytes();
      names.add(s.name());
      if (stamps.size() <= MAX_MARKED) {
        marks.append(mark(s.name())).append(mark(content));
      }
    }
    String hex = HexFormat.of().formatHex(all.digest(), 0, 8);
    return new SourceIdentity(stamps.size(), rows, bytes, hex, marks.toString(), names);
  }

  private static String mark(String text) {
    byte[] hash = sha256().digest(text.getBytes(StandardCharsets.UTF_8));
    return Base64.getUrlEncoder().encodeToString(hash).substring(0, MARK / 2);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  /** Several sources as one; a single one stays as it is. */
  public static SourceIdentity combine(List<SourceIdentity> sources) {
    if (sources.size() == 1) {
      return sources.get(0);
    }
    MessageDigest all = sha256();
    StringBuilder marks = new StringBuilder();
    List<String> names = new ArrayList<>();
    int files = 0;
    long rows = 0;
    long bytes = 0;
    boolean marked = true;
    for (SourceIdentity s : sources) {
      all.update((s.files + " " + s.digest + '\n').getBytes(StandardCharsets.UTF_8));
      files += s.files;
      rows = rows < 0 || s.rows < 0 ? -1 : rows + s.rows;
      bytes += s.bytes;
      marked &= s.marks.length() == s.files * MARK;
      marks.append(s.marks);
      names.addAll(s.names);
    }
    String hex = sources.isEmpty() ? "" : HexFormat.of().formatHex(all.digest(), 0, 8);
    marked &= files <= MAX_MARKED;
    return new SourceIdentity(files, rows, bytes, hex, marked ? marks.toString() : "", names);
  }

  /**
   * What has changed since an identity was saved: the files that are other, new or missing, where
   * that can be told; else the totals of both. Empty if nothing has.
   */
  public String changesSince(SourceIdentity saved) {
    return equals(saved) ? "" : SourceChanges.describe(saved, this);
  }

  @Override
  public boolean equals(Object o) {
    return o instanceof SourceIdentity s
        && s.files == files
        && s.rows == rows
        && s.bytes == bytes
        && s.digest.equals(digest);
  }

  @Override
  public int hashCode() {
    return digest.hashCode();
  }

  @Override
  public String toString() {
    return files
        + " files, "
        + (rows < 0 ? "unknown" : rows)
        + " rows, "
        + bytes
        + " bytes, digest "
        + digest;
  }
}
