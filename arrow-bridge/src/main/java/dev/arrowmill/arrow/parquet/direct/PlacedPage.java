package dev.arrowmill.arrow.parquet.direct;

import dev.arrowmill.arrow.parquet.page.Page;

/**
 * A page and the rows that begin in it.
 *
 * @param first the first one's number within the row group
 */
record PlacedPage(Page page, long first, int rows) {
  long end() {
    return first + rows;
  }
}
