package dev.arrowmill.arrow.parquet;

import dev.arrowmill.arrow.ColumnBatches;
import org.apache.arrow.dataset.jni.NativeMemoryPool;
import org.apache.arrow.memory.BufferAllocator;
import org.jspecify.annotations.Nullable;

/** Arrow's own reader in native code, for local files. */
final class NativeParquetReader implements ParquetReader {
  private @Nullable String unavailable;

  @Override
  public String name() {
    return "native";
  }

  @Override
  public synchronized String unavailableBecause() {
    if (unavailable == null) {
      unavailable = tryToLoad();
    }
    return unavailable;
  }

  private static String tryToLoad() {
    try {
      NativeMemoryPool.getDefault();
      return "";
    } catch (RuntimeException | LinkageError e) {
      return "Arrow's native library does not load here: " + e;
    }
  }

  @Override
  public ColumnBatches open(ReadPlan plan, BufferAllocator allocator) {
    return ReadPlan.cut(new NativeBatches(plan, allocator), plan);
  }
}
