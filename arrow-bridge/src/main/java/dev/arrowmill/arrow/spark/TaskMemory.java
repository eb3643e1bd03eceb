package dev.arrowmill.arrow.spark;

import dev.arrowmill.arrow.spark.internal.TaskConsumer;
import org.apache.arrow.memory.AllocationListener;
import org.apache.arrow.memory.AllocationOutcome;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.spark.TaskContext;
import org.jspecify.annotations.Nullable;

/**
 * Arrow memory of a Spark task, acquired from the task's share of Spark's memory before it is
 * allocated and given back when it is freed, at the latest when the task ends.
 */
public final class TaskMemory implements AllocationListener {
  private final TaskConsumer consumer;
  private final String task;

  private TaskMemory(TaskContext context) {
    this.consumer = TaskConsumer.of(context);
    this.task =
        "stage "
            + context.stageId()
            + ", partition "
            + context.partitionId()
            + ", attempt "
            + context.attemptNumber();
  }

  /**
   * An allocator of the task that runs on this thread; other threads of the task may use it too.
   * The caller closes it. An allocation that Spark refuses is a {@link TaskMemoryException}.
   *
   * @throws IllegalStateException if no task runs on this thread
   */
  public static BufferAllocator allocator() {
    @Nullable TaskContext context = TaskContext.get();
    if (context == null) {
      throw new IllegalStateException("task memory: no Spark task runs on this thread");
    }
    return new RootAllocator(new TaskMemory(context), Long.MAX_VALUE);
  }

  @Override
  public void onPreAllocation(long bytes) {
    long granted = consumer.acquire(bytes);
    if (granted < bytes) {
      throw new TaskMemoryException(task, bytes, granted);
    }
  }

  @Override
  public boolean onFailedAllocation(long bytes, AllocationOutcome outcome) {
    consumer.release(bytes);
    return false;
  }

  @Override
  public void onRelease(long bytes) {
    consumer.release(bytes);
  }
}
