package dev.arrowmill.arrow.file;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;

/**
 * A local file that appears whole or not at all: written under a hidden name beside its place and
 * moved there by {@link #commit}. Not thread-safe.
 */
public final class OutputFile implements AutoCloseable {
  private final Path target;
  private final Path hidden;
  private final FileChannel channel;
  private boolean committed;

  private OutputFile(Path target, Path hidden, FileChannel channel) {
    this.target = target;
    this.hidden = hidden;
    this.channel = channel;
  }

  /**
   * Begins a file.
   *
   * @throws UncheckedIOException if it cannot be written there
   */
  public static OutputFile create(Path target) {
    Path hidden = target.resolveSibling("." + target.getFileName() + "." + UUID.randomUUID());
    try {
      FileChannel channel =
          FileChannel.open(hidden, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
      return new OutputFile(target, hidden, channel);
    } catch (IOException e) {
      throw new UncheckedIOException(target + ": cannot be written (" + e + ")", e);
    }
  }

  public FileChannel channel() {
    return channel;
  }

  /** What to throw where writing fails. */
  public UncheckedIOException failed(IOException e) {
    return new UncheckedIOException(target + ": cannot be written (" + e + ")", e);
  }

  /** Forces the bytes to the disk and gives the file its name, over one that was there. */
  public void commit() {
    try {
      channel.force(true);
      channel.close();
      Files.move(
          hidden, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      committed = true;
    } catch (IOException e) {
      throw failed(e);
    }
  }

  /** Removes what was written, unless it was committed. */
  @Override
  public void close() {
    try {
      channel.close();
      if (!committed) {
        Files.deleteIfExists(hidden);
      }
    } catch (IOException e) {
      throw failed(e);
    }
  }
}
