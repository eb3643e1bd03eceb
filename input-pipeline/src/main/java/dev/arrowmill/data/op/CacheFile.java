package dev.arrowmill.data.op;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The elements of the first whole pass in a file, from which every later pass reads them, also of
 * other datasets and processes. It is written under another name beside and renamed when it is
 * whole; a lock of the operating system keeps a second writer away.
 */
public final class CacheFile extends Node {
  private final Path file;

  private CacheFile(Node input, Path file) {
    super(input);
    this.file = file;
  }

  public static CacheFile of(Node input, Path file) {
    return new CacheFile(input, file);
  }

  @Override
  public String name() {
    return "cache(" + file.getFileName() + ")";
  }

  @Override
  public long cardinality() {
    return input().cardinality();
  }

  /** The file may hold more than the input. */
  @Override
  long maxElements() {
    return Long.MAX_VALUE;
  }

  @Override
  public Stage open(Context context) {
    return new Cached(context);
  }

  private final class Cached extends Stage {
    private final Context context;
    private @Nullable ChunkReader reader;
    private @Nullable Stage input;
    private @Nullable Recording recording;
    private long given;
    private long skip;
    private boolean ended;

    Cached(Context context) {
      super(context, CacheFile.this);
      this.context = context;
    }

    @Override
    @Nullable Chunk advance() {
      if (ended) {
        return null;
      }
      if (reader == null && input == null) {
        begin();
      }
      ChunkReader r = reader;
      Chunk chunk = r == null ? record() : read(r);
      if (chunk == null) {
        ended = true;
        close();
      } else {
        given += chunk.size();
      }
      return chunk;
    }

    private void begin() {
      if (Files.exists(file)) {
        reader = new ChunkReader(file);
      } else {
        recording = new Recording(file);
        input = input().open(context.firstEpoch().packed(false));
      }
    }

    private @Nullable Chunk read(ChunkReader r) {
      ChunkReader.Passed next = r.next(skip);
      if (next == null) {
        return null;
      }
      given += next.passed();
      skip = 0;
      return next.chunk();
    }

    private @Nullable Chunk record() {
      Stage from = input;
      Recording to = recording;
      while (from != null) {
        Chunk chunk = nextOf(from, to);
        if (chunk == null) {
          if (to != null) {
            to.finish();
          }
          return null;
        }
        if (skip < chunk.size()) {
          Chunk rest = skip == 0 ? chunk : chunk.range((int) skip, (int) (chunk.size() - skip));
          given += skip;
          skip = 0;
          return rest;
        }
        skip -= chunk.size();
        given += chunk.size();
        chunk.close();
      }
      return null;
    }

    /** A pass with an error is not kept. */
    private @Nullable Chunk nextOf(Stage from, @Nullable Recording to) {
      try {
        Chunk chunk = from.next();
        if (chunk != null && to != null) {
          to.write(chunk);
        }
        return chunk;
      } catch (RuntimeException | Error e) {
        recording = null;
        Closing.close(to);
        throw e;
      }
    }

    @Override
    public ObjectNode state() {
      return object().put("given", given + skip);
    }

    @Override
    public void restore(JsonNode state) {
      skip = state.path("given").asLong();
    }

    @Override
    public void close() {
      ended = true;
      try {
        Closing.close(reader);
        Closing.close(input);
      } finally {
        Closing.close(recording);
        recording = null;
      }
    }
  }

  /** The file while it is written; closing it before {@link #finish} deletes it. */
  private static final class Recording implements AutoCloseable {
    private final Path file;
    private final Path part;
    private final FileChannel channel;
    private final ChunkWriter writer;
    private boolean closed;

    Recording(Path file) {
      this.file = file;
      this.part = file.resolveSibling(file.getFileName() + ".part");
      try {
        this.channel = FileChannel.open(part, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        if (!isLocked(channel)) {
          channel.close();
          throw new IllegalStateException(
              "cache: "
                  + part
                  + " already exists and another iterator writes it; read the cache when that has"
                  + " ended");
        }
        channel.truncate(0);
        this.writer = new ChunkWriter(new BufferedOutputStream(Channels.newOutputStream(channel)));
      } catch (IOException e) {
        throw failed(e);
      }
    }

    private static boolean isLocked(FileChannel channel) throws IOException {
      try {
        return Optional.ofNullable(channel.tryLock()).isPresent();
      } catch (OverlappingFileLockException e) {
        return false;
      }
    }

    private UncheckedIOException failed(IOException e) {
      return new UncheckedIOException("cache: " + file + " cannot be written", e);
    }

    void write(Chunk chunk) {
      try {
        writer.write(chunk);
      } catch (IOException e) {
        throw failed(e);
      }
    }

    /** Gives the file its name. */
    void finish() {
      try {
        writer.end();
        channel.force(true);
        Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
        closed = true;
        writer.close();
      } catch (IOException e) {
        throw failed(e);
      }
    }

    @Override
    public void close() {
      if (closed) {
        return;
      }
      closed = true;
      try {
        channel.close();
        Files.deleteIfExists(part);
      } catch (IOException e) {
        throw failed(e);
      }
    }
  }
}
