package dev.arrowmill.data.op;

/** Rows taken from a cursor into a new store, at most a given number. */
record Rows(Store store, int count) {
  static Rows take(Cursor input, int size, Arrangement arrangement) {
    Store store = Store.allocate(input.chunk().layout(arrangement), size);
    int rows = 0;
    for (int n = input.available(); n > 0; n = input.available()) {
      int take = Math.min(n, size - rows);
      requireSame(store.layout(), input.chunk().layout(arrangement));
      input.chunk().write(input.position(), take, store, null, rows);
      input.use(take);
      rows += take;
      if (rows == size) {
        break;
      }
    }
    return new Rows(store, rows);
  }

  static void requireSame(Layout first, Layout next) {
    if (!first.sameAs(next)) {
      throw new IllegalArgumentException(
          "batch: elements of one batch differ, first " + first + ", then " + next);
    }
  }
}
