package dev.arrowmill.data.feature;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * How often each level of a column was seen: exactly while there are few levels, beyond that by
 * sketches. Whether there are too many depends on the set of all levels only, and the sketches are
 * filled from the exact counts, so that the result is the same for any split of the rows. Not
 * thread-safe.
 */
final class LevelCounts {
  /** A table's texts may have so many characters together. */
  private static final long MOST_CHARACTERS = 1L << 24;

  private final boolean texts;
  private final int most;
  /* Open addressing; a slot is free where its count is 0. */
  private long[] keys = new long[64];
  private long[] counts = new long[64];
  private @Nullable String[] names;
  private int size;
  private long characters;
  private @Nullable HyperLogLog distinct;
  private @Nullable CountMin sketch;

  /** Sees one level. */
  interface Visitor {
    void level(long key, @Nullable String text, long count);
  }

  /**
   * @param texts whether levels are texts, kept with their hashes as keys
   * @param most levels counted exactly
   */
  LevelCounts(boolean texts, int most) {
    this.texts = texts;
    this.most = most;
    this.names = new @Nullable String[texts ? keys.length : 0];
  }

  boolean isExact() {
    return distinct == null;
  }

  /** Adds a number: its value, or its bits. */
  void add(long key) {
    HyperLogLog many = distinct;
    if (many != null) {
      many.add(RowHash.mix(key));
      return;
    }
    int slot = slot(key);
    if (counts[slot]++ == 0) {
      keys[slot] = key;
      grow();
    }
  }

  private int slot(long key) {
    int mask = keys.length - 1;
    int slot = (int) RowHash.mix(key) & mask;
    while (counts[slot] != 0 && keys[slot] != key) {
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  /** Adds a text some times. */
  void add(String text, long hash, long times) {
    if (distinct != null) {
      sketch(hash, times);
      return;
    }
    int slot = slot(text, hash);
    if (counts[slot] == 0) {
      String clean = Utf16.wellFormed(text);
      slot = clean.equals(text) ? slot : slot(clean, hash);
      keys[slot] = hash;
      names[slot] = clean;
    }
    boolean fresh = counts[slot] == 0;
    counts[slot] += times;
    if (fresh) {
      characters += text.length();
      grow();
    }
  }

  private int slot(String text, long hash) {
    int mask = keys.length - 1;
    int slot = (int) hash & mask;
    while (counts[slot] != 0 && !(keys[slot] == hash && text.equals(names[slot]))) {
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  private void sketch(long hash, long times) {
    if (distinct != null) {
      distinct.add(hash);
    }
    if (sketch != null) {
      sketch.add(hash, times);
    }
  }

  private void grow() {
    size++;
    if (size > most || characters > MOST_CHARACTERS) {
      overflow();
    } else if (size * 2 > keys.length) {
      rehash();
    }
  }

  private void rehash() {
    long[] oldKeys = keys;
    long[] oldCounts = counts;
    @Nullable String[] oldNames = names;
    keys = new long[oldKeys.length * 2];
    counts = new long[keys.length];
    names = new @Nullable String[texts ? keys.length : 0];
    for (int i = 0; i < oldKeys.length; i++) {
      if (oldCounts[i] != 0) {
        String name = texts ? oldNames[i] : null;
        int slot = name == null ? slot(oldKeys[i]) : slot(name, oldKeys[i]);
        keys[slot] = oldKeys[i];
        counts[slot] = oldCounts[i];
        if (name != null) {
          names[slot] = name;
        }
      }
    }
  }

  private void overflow() {
    if (distinct != null) {
      return;
    }
    distinct = new HyperLogLog();
    sketch = texts ? new CountMin() : null;
    for (int i = 0; i < keys.length; i++) {
      if (counts[i] != 0) {
        sketch(texts ? keys[i] : RowHash.mix(keys[i]), counts[i]);
      }
    }
    keys = new long[0];
    counts = new long[0];
    names = new @Nullable String[0];
    size = 0;
    characters = 0;
  }

  void merge(LevelCounts other) {
    if (other.distinct != null) {
      overflow();
    }
    if (distinct != null && other.distinct != null) {
      distinct.merge(other.distinct);
      if (sketch != null && other.sketch != null) {
        sketch.merge(other.sketch);
      }
      return;
    }
    other.visit(this::addLevel);
  }

  private void addLevel(long key, @Nullable String text, long count) {
    if (text != null) {
      add(text, key, count);
    } else if (distinct != null) {
      distinct.add(RowHash.mix(key));
    } else {
      int slot = slot(key);
      boolean fresh = counts[slot] == 0;
      keys[slot] = key;
      counts[slot] += count;
      if (fresh) {
        grow();
      }
    }
  }

  /** All exact levels, in no particular order; none if there were too many. */
  void visit(Visitor visitor) {
    for (int i = 0; i < keys.length; i++) {
      if (counts[i] != 0) {
        visitor.level(keys[i], texts ? names[i] : null, counts[i]);
      }
    }
  }

  /** Number of levels, estimated if there were too many. */
  long distinct() {
    return distinct == null ? size : distinct.estimate();
  }

  /** About how often a text was seen, if there were too many texts to count; else -1. */
  long estimate(long hash) {
    return sketch == null ? -1 : sketch.estimate(hash);
  }

  /** Bytes of the arrays that are held, without the texts' own. */
  long bytes() {
    return 16L * keys.length + 8L * names.length + 2 * characters;
  }

  void write(DataOutput out) throws IOException {
    out.writeBoolean(distinct != null);
    if (distinct != null) {
      distinct.write(out);
      if (sketch != null) {
        sketch.write(out);
      }
      return;
    }
    out.writeInt(size);
    for (int i = 0; i < keys.length; i++) {
      if (counts[i] != 0) {
        out.writeLong(keys[i]);
        Varint.write(out, counts[i]);
        if (texts) {
          Cells.writeText(out, java.util.Objects.requireNonNull(names[i]));
        }
      }
    }
  }

  static LevelCounts read(DataInput in, boolean texts, int most) throws IOException {
    LevelCounts c = new LevelCounts(texts, most);
    if (in.readBoolean()) {
      c.overflow();
      c.distinct = HyperLogLog.read(in);
      c.sketch = texts ? CountMin.read(in) : null;
      return c;
    }
    int n = in.readInt();
    for (int i = 0; i < n; i++) {
      long key = in.readLong();
      long count = Varint.read(in);
      c.addLevel(key, texts ? Cells.readText(in) : null, count);
    }
    return c;
  }

  @Override
  public String toString() {
    return (isExact() ? "" : "about ")
        + distinct()
        + " levels "
        + Arrays.toString(new int[] {most});
  }
}
