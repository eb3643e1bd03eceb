package dev.arrowmill.data.op;

import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.jspecify.annotations.Nullable;

/**
 * The Arrow memory of one iterator: a child of the user's allocator or of the process's own, made
 * when it is first asked for. A pipeline over heap memory never touches Arrow, so it runs in JVMs
 * without the flags that Arrow needs. Thread-safe.
 */
public final class ArrowMemory implements AutoCloseable {
  private final @Nullable BufferAllocator parent;
  private @Nullable BufferAllocator allocator;

  ArrowMemory(@Nullable BufferAllocator parent) {
    this.parent = parent;
  }

  /** The iterator's allocator. */
  synchronized BufferAllocator get() {
    if (allocator == null) {
      BufferAllocator from = parent == null ? Process.ROOT : parent;
      allocator = from.newChildAllocator("dataset iterator", 0, Long.MAX_VALUE);
    }
    return allocator;
  }

  /** Gives the memory back; the allocator complains if some is in use. */
  @Override
  public synchronized void close() {
    if (allocator != null) {
      allocator.close();
      allocator = null;
    }
  }

  /** Loaded on first use. */
  private static final class Process {
    static final BufferAllocator ROOT = new RootAllocator();
  }
}
