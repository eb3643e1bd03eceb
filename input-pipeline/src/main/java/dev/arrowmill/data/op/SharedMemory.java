package dev.arrowmill.data.op;

import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;

/** The process's allocator; every iterator takes a child of it. */
final class SharedMemory {
  private static final BufferAllocator ROOT = new RootAllocator();

  private SharedMemory() {}

  static BufferAllocator root() {
    return ROOT;
  }
}
