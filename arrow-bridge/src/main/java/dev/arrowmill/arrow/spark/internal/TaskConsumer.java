package dev.arrowmill.arrow.spark.internal;

import org.apache.spark.TaskContext;
import org.apache.spark.memory.MemoryConsumer;
import org.apache.spark.memory.TaskMemoryManager;
import org.apache.spark.util.TaskCompletionListener;

/** What a task's Arrow memory is to Spark's memory manager: it cannot spill. Thread-safe. */
public final class TaskConsumer extends MemoryConsumer {
  private boolean ended;

  private TaskConsumer(TaskMemoryManager manager) {
    super(manager, manager.pageSizeBytes(), manager.getTungstenMemoryMode());
  }

  /** The consumer of a task, which gives back what is left when the task ends. */
  public static TaskConsumer of(TaskContext task) {
    TaskConsumer consumer = new TaskConsumer(task.taskMemoryManager());
    TaskCompletionListener atEnd = t -> consumer.end();
    task.addTaskCompletionListener(atEnd);
    return consumer;
  }

  /** Acquires all of the bytes or nothing; returns what there was, {@code bytes} on success. */
  public synchronized long acquire(long bytes) {
    long granted = acquireMemory(bytes);
    if (granted < bytes) {
      freeMemory(granted);
    }
    return granted;
  }

  /** Gives bytes back, at most those that are held. */
  public synchronized void release(long bytes) {
    if (!ended) {
      freeMemory(Math.min(bytes, getUsed()));
    }
  }

  private synchronized void end() {
    freeMemory(getUsed());
    ended = true;
  }

  @Override
  public long spill(long size, MemoryConsumer trigger) {
    return 0;
  }
}
