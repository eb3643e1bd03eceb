package dev.arrowmill.arrow.parquet.page;

/** Reads which values of a page are null, without decoding them. */
public final class NullReader {
  private NullReader() {}

  /**
   * Marks nulls.
   *
   * @param skip values of the page to pass over
   * @param nulls where to mark, from {@code offset} on
   * @return whether there is any
   */
  public static boolean read(
      Page page, int maxDef, int skip, int count, boolean[] nulls, int offset) {
    HybridReader def = page.definitions();
    if (def == null || count <= 0) {
      return false;
    }
    def.skip(skip);
    int[] levels = new int[Math.min(Values.RUN, count)];
    boolean any = false;
    for (int done = 0; done < count; done += Values.RUN) {
      int n = Math.min(Values.RUN, count - done);
      if (def.run() >= n && def.runValue() == maxDef) {
        def.skip(n);
        continue;
      }
      def.read(levels, 0, n);
      for (int i = 0; i < n; i++) {
        boolean isNull = levels[i] != maxDef;
        nulls[offset + done + i] = isNull;
        any |= isNull;
      }
    }
    return any;
  }
}
