package dev.arrowmill.arrow.parquet.page;

/** Reads which values of a page are null, without decoding them. */
public final class NullReader {
  private NullReader() {}

  /** Whether one run of levels says that no value is null; else there may be nulls. */
  public static boolean allThere(Page page, int maxDef, int skip, int count) {
    HybridReader def = page.definitions();
    if (def == null || count <= 0) {
      return true;
    }
    def.skip(skip);
    return def.run() >= count && def.runValue() == maxDef;
  }

  /**
   * Marks nulls.
   *
   * @param skip values of the page to pass over
   * @param nulls where to mark, from {@code offset} on
   */
  public static void read(Page page, int maxDef, int skip, int count, boolean[] nulls, int offset) {
    HybridReader def = page.definitions();
    if (def == null || count <= 0) {
      return;
    }
    def.skip(skip);
    int[] levels = new int[Math.min(Values.RUN, count)];
    for (int done = 0; done < count; done += Values.RUN) {
      int n = Math.min(Values.RUN, count - done);
      def.read(levels, 0, n);
      for (int i = 0; i < n; i++) {
        nulls[offset + done + i] = levels[i] != maxDef;
      }
    }
  }
}
