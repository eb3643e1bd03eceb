package dev.arrowmill.model.train;

/** The parts of batches that one shard gives, in an order that depends on the seed only. */
interface ShardFeed extends AutoCloseable {

  /** How many parts an epoch has; 0 if the shard has no rows. */
  int partsPerEpoch();

  /** The next part; epochs follow each other without end. */
  Part next();

  @Override
  void close();
}
