package dev.arrowmill.tensor.op;

import java.util.List;

/** The rows of the ops that layers and losses need. */
final class OpsNn {
  static final List<OpSpec> ALL =
      List.of(
          AvgPool.SPEC,
          BagReduce.SPEC,
          BatchNorm.SPEC,
          BinaryCrossEntropy.SPEC,
          ChannelSum.SPEC,
          Conv.SPEC,
          CtcLoss.SPEC,
          DropoutMask.SPEC,
          IndexCounts.SPEC,
          LayerNorm.SPEC,
          MaxPool.SPEC,
          MaxPool.INDICES);

  private OpsNn() {}
}
