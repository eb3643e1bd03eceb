package dev.arrowmill.tensor.op;

import java.util.List;

/** Rows of {@link Ops#ALL}: picking, placing, searching and counting. */
final class OpsIndexing {
  static final List<OpSpec> ALL =
      List.of(
          Bins.BINCOUNT,
          Bins.HISTC,
          Bins.ISIN,
          Bins.ONE_HOT,
          Embedding.SPEC,
          Gather.SPEC,
          Index.SPEC,
          Index.PUT,
          IndexSelect.SPEC,
          Nonzero.MASKED_SELECT,
          Nonzero.SPEC,
          Picks.INDEX_ADD,
          Picks.MASKED_FILL,
          Picks.TAKE,
          Picks.TAKE_ALONG_DIM,
          Scatter.SPEC,
          Scatter.ADD,
          ScatterReduce.SPEC,
          Search.BUCKETIZE,
          Search.SPEC,
          Unique.SPEC);

  private OpsIndexing() {}
}
