package dev.arrowmill.data.op;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.arrow.memory.BufferAllocator;

/**
 * What stages of one iterator share. Internal.
 *
 * @param seed the iterator's seed
 * @param epochKey 0 in the first epoch, else a key of the numbers of all enclosing epochs
 * @param label the name of the label column
 * @param packed whether only whole rows are used from here to the next batch, so that a shuffle may
 *     pack them at once
 * @param allocator owns all Arrow memory of the iterator
 * @param stages gets every meter, in the order of the pipeline
 */
public record Context(
    long seed,
    long epochKey,
    String label,
    boolean packed,
    BufferAllocator allocator,
    List<Meter> stages) {
  /** The context of a fresh iterator. */
  public static Context of(long seed, String label, BufferAllocator allocator) {
    return new Context(seed, 0, label, false, allocator, new CopyOnWriteArrayList<>());
  }

  /** The context of an epoch of this one; the first has the same key. */
  Context epoch(long number) {
    long key = number == 0 ? epochKey : KeyedPermutation.mix(epochKey, number);
    return new Context(seed, key, label, packed, allocator, stages);
  }

  Context firstEpochOf(long otherSeed) {
    return new Context(otherSeed, 0, label, packed, allocator, stages);
  }

  Context packed(boolean value) {
    return new Context(seed, epochKey, label, value, allocator, stages);
  }

  /** The meter of a node, the same one in all its epochs. */
  Meter meter(Node node) {
    synchronized (stages) {
      for (Meter m : stages) {
        if (m.node() == node) {
          return m;
        }
      }
      Meter m = new Meter(node);
      stages.add(m);
      return m;
    }
  }
}
