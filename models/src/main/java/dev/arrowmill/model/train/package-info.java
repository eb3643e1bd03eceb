/**
 * Training on encoded rows, with the same bits for any number of threads and workers.
 *
 * <p>Rows are dealt to a fixed number of logical {@link dev.arrowmill.model.train.Shards}; {@link
 * dev.arrowmill.model.train.Trainer} computes one gradient per shard and adds them in a fixed tree.
 * {@link dev.arrowmill.model.train.Workers} continues the tree across JVMs over a {@link
 * dev.arrowmill.model.train.Channel}; alone, there is one worker that owns all shards.
 */
@NullMarked
package dev.arrowmill.model.train;

import org.jspecify.annotations.NullMarked;
