package dev.arrowmill.tracking;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;

/**
 * An append-only file of frames: length, CRC-32C of the payload, payload (big endian). A torn or
 * damaged frame ends the journal; everything before it is whole. The writing process holds a lock
 * on the file, so that nobody replays a journal that is still being written.
 *
 * <p>Thread-safe.
 */
final class Journal implements AutoCloseable {
  private static final int HEADER = 8;
  private static final int MAX_FRAME = 64 << 20;

  private final Path path;
  private final FileChannel channel;

  private Journal(Path path, FileChannel channel) {
    this.path = path;
    this.channel = channel;
  }

  static Journal create(Path path) {
    try {
      Path parent = path.toAbsolutePath().getParent();
      if (parent != null) {
        Files.createDirectories(parent);
      }
      return lock(path, StandardOpenOption.CREATE_NEW);
    } catch (IOException e) {
      throw TrackingException.of("journal: cannot create " + path + ": " + e, e);
    }
  }

  /** Opens a journal whose writer has gone, cutting off a torn tail. */
  static Journal reopen(Path path) {
    try {
      Journal journal = lock(path, StandardOpenOption.READ);
      journal.channel.truncate(read(path).wholeBytes());
      journal.channel.position(journal.channel.size());
      return journal;
    } catch (IOException e) {
      throw TrackingException.of("journal: cannot open " + path + ": " + e, e);
    }
  }

  private static Journal lock(Path path, StandardOpenOption option) throws IOException {
    FileChannel channel = FileChannel.open(path, option, StandardOpenOption.WRITE);
    try {
      FileLock lock = channel.tryLock();
      if (lock != null) {
        return new Journal(path, channel);
      }
    } catch (OverlappingFileLockException e) {
      // this process writes it: answered below like any other writer
    }
    channel.close();
    throw TrackingException.of("journal: " + path + " is still being written by a running process");
  }

  Path path() {
    return path;
  }

  synchronized void append(JournalEntry entry) {
    byte[] payload = JournalCodec.encode(entry);
    ByteBuffer frame = ByteBuffer.allocate(HEADER + payload.length);
    frame.putInt(payload.length).putInt(crc(payload)).put(payload).flip();
    try {
      while (frame.hasRemaining()) {
        channel.write(frame);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("journal: cannot write " + path, e);
    }
  }

  /** What could be read of a journal. */
  record Content(List<JournalEntry> entries, long wholeBytes) {}

  static Content read(Path path) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(path));
    List<JournalEntry> entries = new ArrayList<>();
    int whole = 0;
    while (bytes.remaining() >= HEADER) {
      int length = bytes.getInt();
      int crc = bytes.getInt();
      if (length < 0 || length > MAX_FRAME || length > bytes.remaining()) {
        break;
      }
      byte[] payload = new byte[length];
      bytes.get(payload);
      if (crc(payload) != crc) {
        break;
      }
      entries.add(JournalCodec.decode(payload));
      whole = bytes.position();
    }
    return new Content(entries, whole);
  }

  private static int crc(byte[] payload) {
    CRC32C crc = new CRC32C();
    crc.update(payload);
    return (int) crc.getValue();
  }

  synchronized void delete() throws IOException {
    channel.close();
    Files.deleteIfExists(path);
  }

  @Override
  public synchronized void close() {
    try {
      if (channel.isOpen()) {
        channel.force(false);
        channel.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException("journal: cannot close " + path, e);
    }
  }
}
