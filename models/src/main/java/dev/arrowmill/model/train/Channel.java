package dev.arrowmill.model.train;

import java.nio.ByteBuffer;

/**
 * How the workers of one training reach each other. Used by one thread per worker; every worker
 * makes the same sequence of calls.
 */
public interface Channel extends AutoCloseable {

  /** This worker's number, from 0. */
  int rank();

  /** How many workers there are: a power of two, at most {@link Shards#COUNT}. */
  int count();

  /**
   * Sends a message to a peer and waits for the one that the peer sends in the same call.
   *
   * @param peer the other worker's rank
   * @param message from its position to its limit; not changed afterwards
   * @return the peer's message, little-endian
   * @throws RuntimeException when the peer is lost or this worker is told to stop; no wait is
   *     without end
   */
  ByteBuffer exchange(int peer, ByteBuffer message);

  /** Releases connections. */
  @Override
  void close();
}
