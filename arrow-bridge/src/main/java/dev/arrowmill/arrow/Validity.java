package dev.arrowmill.arrow;

import org.apache.arrow.memory.util.MemoryUtil;

/** Arrow's bitmap of rows that are not null, searched 64 rows at a time. */
final class Validity {
  private final long address;

  Validity(long address) {
    this.address = address;
  }

  boolean isNull(int row) {
    return (MemoryUtil.getByte(address + (row >> 3)) >> (row & 7) & 1) == 0;
  }

  /** The first null row from {@code row} on and below {@code end}, else {@code end}. */
  int nextNull(int row, int end) {
    int i = row;
    while (i < end) {
      if ((i & 7) == 0 && end - i >= Long.SIZE) {
        long nulls = ~MemoryUtil.getLong(address + (i >> 3));
        if (nulls != 0) {
          return i + Long.numberOfTrailingZeros(nulls);
        }
        i += Long.SIZE;
      } else if (isNull(i)) {
        return i;
      } else {
        i++;
      }
    }
    return end;
  }
}
