package dev.arrowmill.arrow;

import org.apache.arrow.memory.util.MemoryUtil;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.complex.FixedSizeListVector;
import org.apache.arrow.vector.complex.ListViewVector;

/** List columns: each row is a run of the elements of one column below. */
final class ArrowLists {
  private ArrowLists() {}

  private abstract static class Lists extends ArrowColumn {
    private final ArrowColumn elements;

    Lists(Owner owner, FieldVector vector, ArrowColumn elements) {
      super(owner, vector, elements.type().list());
      this.elements = elements.elementsOf(field());
    }

    @Override
    public final Column elements() {
      return elements;
    }
  }

  /** Rows between two of ascending offsets of 32 or 64 bits. */
  static final class Offsets extends Lists {
    private final long offsets;
    private final boolean wide;

    Offsets(Owner owner, FieldVector vector, ArrowColumn elements, boolean wide) {
      super(owner, vector, elements);
      this.wide = wide;
      this.offsets = vector.getOffsetBuffer().memoryAddress();
    }

    @Override
    public int listStart(int row) {
      return offset(check(row));
    }

    @Override
    public int listEnd(int row) {
      return offset(check(row) + 1);
    }

    private int offset(int i) {
      return wide
          ? Math.toIntExact(MemoryUtil.getLong(offsets + 8L * i))
          : MemoryUtil.getInt(offsets + 4L * i);
    }
  }

  /** Rows of one length. */
  static final class Fixed extends Lists {
    private final int width;

    Fixed(Owner owner, FixedSizeListVector vector, ArrowColumn elements) {
      super(owner, vector, elements);
      this.width = vector.getListSize();
    }

    @Override
    public int listStart(int row) {
      return Math.multiplyExact(check(row), width);
    }

    @Override
    public int listEnd(int row) {
      return Math.addExact(listStart(row), width);
    }
  }

  /** List views: an offset and a size for each row. */
  static final class Views extends Lists {
    private final long offsets;
    private final long sizes;

    Views(Owner owner, ListViewVector vector, ArrowColumn elements) {
      super(owner, vector, elements);
      this.offsets = vector.getOffsetBuffer().memoryAddress();
      this.sizes = vector.getSizeBuffer().memoryAddress();
    }

    @Override
    public int listStart(int row) {
      return MemoryUtil.getInt(offsets + 4L * check(row));
    }

    @Override
    public int listEnd(int row) {
      return listStart(row) + MemoryUtil.getInt(sizes + 4L * row);
    }
  }
}
