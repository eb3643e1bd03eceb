package dev.arrowmill.data.op;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * What stages of one iterator share. Internal.
 *
 * @param seed the iterator's seed
 * @param epochKey 0 in the first epoch, else a key of the numbers of all enclosing epochs
 * @param label the name of the label column
 * @param packed whether only whole rows are used from here to the next batch, so that a shuffle may
 *     pack them at once
 * @param memory owns all Arrow memory of the iterator
 * @param stages gets every meter, in the order of the pipeline
 */
public record Context(
    long seed,
    long epochKey,
    String label,
    boolean packed,
    ArrowMemory memory,
    List<Meter> stages) {
  /** The context of a fresh iterator. */
  public static Context of(long seed, String label, ArrowMemory memory) {
    return new Context(seed, 0, label, false, memory, new CopyOnWriteArrayList<>());
  }

  /** The context of an epoch of this one; the first has the same key. */
  Context epoch(long number) {
    long key = number == 0 ? epochKey : KeyedPermutation.mix(epochKey, number);
    return new Context(seed, key, label, packed, memory, stages);
  }

  Context firstEpochOf(long otherSeed) {
    return new Context(otherSeed, 0, label, packed, memory, stages);
  }

  Context packed(boolean value) {
    return new Context(seed, epochKey, label, value, memory, stages);
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
