package dev.arrowmill.data.op;

import dev.arrowmill.arrow.BatchSource;
import dev.arrowmill.data.Options;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Where in an iterator a stage is opened. Immutable. Internal.
 *
 * @param session what all stages share
 * @param seed the seed of this branch of the pipeline
 * @param epochKey 0 in the first epoch, else a key of the numbers of all enclosing epochs
 * @param packed whether only whole rows are used from here to the next batch, so that a shuffle may
 *     pack them at once
 * @param nestedIn the operator whose meter counts for a pipeline that a function made; null outside
 */
public record Context(
    Session session, long seed, long epochKey, boolean packed, @Nullable Node nestedIn) {
  private static final long PASS = 0x7061_7373;

  /**
   * The context of a fresh iterator.
   *
   * @param pass how many iterators the dataset gave before
   */
  static Context of(Session session, long seed, long pass) {
    long key = pass == 0 ? 0 : KeyedPermutation.mix(PASS, pass);
    return new Context(session, seed, key, false, null);
  }

  /** The context of an epoch of this one; the first has the same key. */
  Context epoch(long number) {
    long key = number == 0 ? epochKey : KeyedPermutation.mix(epochKey, number);
    return new Context(session, seed, key, packed, nestedIn);
  }

  /** The first epoch of the first pass, whatever this one is. */
  Context firstEpoch() {
    return new Context(session, seed, 0, packed, nestedIn);
  }

  /** The context of an operator's input number {@code i}: each has random choices of its own. */
  Context branch(int i) {
    long branchSeed = i == 0 ? seed : KeyedPermutation.mix(seed, i);
    return new Context(session, branchSeed, epochKey, packed, nestedIn);
  }

  /**
   * The context of a pipeline that a function of {@code operator} made for its element {@code
   * number}.
   */
  Context nested(Node operator, long number) {
    long nestedSeed = KeyedPermutation.mix(KeyedPermutation.mix(seed, operator.depth()), number);
    return new Context(session, nestedSeed, epochKey, false, operator);
  }

  Context packed(boolean value) {
    return new Context(session, seed, epochKey, value, nestedIn);
  }

  Options options() {
    return session.options();
  }

  ArrowMemory memory() {
    return session.memory();
  }

  Workers workers() {
    return session.workers();
  }

  /**
   * A knob of the tuner; in a nested pipeline, which is short, one that nobody turns.
   *
   * @param turned told of each new value
   */
  Tuner.Knob knob(Node node, String name, int start, int max, IntConsumer turned) {
    return nestedIn == null
        ? session.tuner().knob(node, name, start, max, turned)
        : new Tuner.Knob(node, name, start, max, turned);
  }

  /**
   * How many quarters of {@link BatchSource#BATCH_ROWS} a source gives at a time: few, so that a
   * window has pieces for all threads, unless the tuner finds more to be better.
   */
  Tuner.Knob scan(Node source) {
    int start = workers().limit() == 1 ? Session.QUARTERS : 1;
    return knob(source, "scan quarters", start, Session.QUARTERS, quarters -> {});
  }

  /** The meter of a node; work of nested pipelines counts for the operator they are nested in. */
  Meter meter(Node node) {
    return nestedIn == null ? session.meter(node) : new Meter(node);
  }
}
