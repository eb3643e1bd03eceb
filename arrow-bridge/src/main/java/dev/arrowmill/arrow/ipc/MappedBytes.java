package dev.arrowmill.arrow.ipc;

import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.ForeignAllocation;
import org.apache.arrow.memory.util.MemoryUtil;
import org.jspecify.annotations.Nullable;

/**
 * Parts of files mapped read-only, counted by an Arrow allocator and unmapped with their buffer.
 */
final class MappedBytes extends ForeignAllocation {
  private static final @Nullable Unmapper UNMAPPER = Unmapper.find();

  private @Nullable MappedByteBuffer mapped;

  private MappedBytes(MappedByteBuffer mapped) {
    super(mapped.capacity(), MemoryUtil.getByteBufferAddress(mapped));
    this.mapped = mapped;
  }

  /** Maps {@code count} bytes, at least 1. */
  static ArrowBuf map(Path file, long at, long count, BufferAllocator allocator)
      throws IOException {
    MappedByteBuffer bytes;
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      if (channel.size() < at + count) {
        throw new IOException("the file ends before byte " + (at + count));
      }
      bytes = channel.map(MapMode.READ_ONLY, at, count);
    }
    MappedBytes allocation = new MappedBytes(bytes);
    try {
      return allocator.wrapForeignAllocation(allocation);
    } catch (RuntimeException e) {
      allocation.release0();
      throw e;
    }
  }

  @Override
  protected void release0() {
    MappedByteBuffer bytes = mapped;
    mapped = null;
    if (bytes != null && UNMAPPER != null) {
      UNMAPPER.unmap(bytes);
    }
  }

  /** {@code Unsafe.invokeCleaner}; where it is gone, the garbage collector unmaps. */
  private record Unmapper(Method method, Object unsafe) {
    static @Nullable Unmapper find() {
      try {
        Class<?> type = Class.forName("sun.misc.Unsafe");
        Field field = type.getDeclaredField("theUnsafe");
        field.setAccessible(true);
        return new Unmapper(type.getMethod("invokeCleaner", ByteBuffer.class), field.get(null));
      } catch (ReflectiveOperationException | RuntimeException e) {
        return null;
      }
    }

    void unmap(MappedByteBuffer bytes) {
      try {
        method.invoke(unsafe, bytes);
      } catch (IllegalAccessException | InvocationTargetException e) {
        throw new IllegalStateException("arrow: mapped memory cannot be given back", e);
      }
    }
  }
}
