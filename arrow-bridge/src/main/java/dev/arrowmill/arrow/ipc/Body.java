package dev.arrowmill.arrow.ipc;

import dev.arrowmill.arrow.file.InputFile;
import dev.arrowmill.arrow.file.InputFiles;
import dev.arrowmill.arrow.file.RangeReader;
import java.io.IOException;
import java.nio.file.Path;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;

/** Where the buffers of a message come from: mapped memory, or ranges of a file. */
interface Body extends AutoCloseable {
  /**
   * Some bytes of the body, which the caller closes. The range has been checked.
   *
   * @param at from the beginning of the body
   */
  ArrowBuf slice(long at, long count);

  @Override
  void close();

  /** The body of a message. */
  static Body open(InputFile file, IpcBlock block, RangeReader reader, BufferAllocator allocator) {
    if (block.bodyBytes() > 0
        && block.bodyBytes() <= Integer.MAX_VALUE
        && InputFiles.isLocal(file.path())) {
      return new Mapped(map(file, block, allocator));
    }
    return new Ranges(file.path(), block, reader, allocator);
  }

  private static ArrowBuf map(InputFile file, IpcBlock block, BufferAllocator allocator) {
    try {
      return MappedBytes.map(Path.of(file.path()), block.body(), block.bodyBytes(), allocator);
    } catch (IOException e) {
      throw InputFiles.unreadable(file.path(), e);
    }
  }

  /** All of the body in one mapped buffer; slices keep it alive. */
  record Mapped(ArrowBuf all) implements Body {
    @Override
    public ArrowBuf slice(long at, long count) {
      all.getReferenceManager().retain();
      return all.slice(at, count);
    }

    @Override
    public void close() {
      all.close();
    }
  }

  /** Each buffer read into memory of its own. */
  record Ranges(String file, IpcBlock block, RangeReader reader, BufferAllocator allocator)
      implements Body {
    private static final int CHUNK = 1 << 20;

    @Override
    public ArrowBuf slice(long at, long count) {
      ArrowBuf out = allocator.buffer(count);
      try {
        byte[] chunk = new byte[(int) Math.min(CHUNK, count)];
        for (long done = 0; done < count; done += chunk.length) {
          int n = (int) Math.min(chunk.length, count - done);
          reader.read(block.body() + at + done, chunk, 0, n);
          out.setBytes(done, chunk, 0, n);
        }
        return out.capacity() == count ? out : exact(out, count);
      } catch (IOException e) {
        out.close();
        throw InputFiles.unreadable(file, e);
      } catch (RuntimeException e) {
        out.close();
        throw e;
      }
    }

    /** A view of the asked length, which owns what it views. */
    private static ArrowBuf exact(ArrowBuf out, long count) {
      return out.slice(0, count);
    }

    @Override
    public void close() {}
  }
}
