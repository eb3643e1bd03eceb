package dev.arrowmill.data.op;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Turns the knobs of one iterator by hill climbing on what its consumer waits for: one knob a step
 * at a time, kept if the wait per element falls by {@link #GAIN}, else turned back. A knob changes
 * speed and memory, never elements. Thread-safe. Internal.
 */
final class Tuner {
  /** The share of the wait that a step must save to be kept. */
  static final double GAIN = 0.05;

  /** Below this share of the time, waiting is not worth a step. */
  static final double IDLE = 0.02;

  private static final long PERIOD_NANOS = 200_000_000;
  private static final int PERIOD_ELEMENTS = 16;

  /** After a round without gain, so many periods pass before the next. */
  private static final int REST = 20;

  private final boolean enabled;
  private final List<Knob> knobs = new ArrayList<>();
  private @Nullable Knob trying;
  private double before;
  private int old;
  private int next;
  private int rest;
  private int failures;
  private long elements;
  private long wall;
  private long waited;

  Tuner(boolean enabled) {
    this.enabled = enabled;
  }

  /** A number that may be changed while the pipeline runs. */
  static final class Knob {
    private final Node node;
    private final String name;
    private final int max;
    private volatile IntConsumer turned;
    private volatile int value;

    Knob(Node node, String name, int start, int max, IntConsumer turned) {
      this.node = node;
      this.name = name;
      this.value = start;
      this.max = max;
      this.turned = turned;
    }

    int value() {
      return value;
    }

    private void turn(int to) {
      value = to;
      turned.accept(to);
    }

    @Override
    public String toString() {
      return name + " " + value;
    }
  }

  /**
   * A knob of a node, the same one whenever the node is opened again.
   *
   * @param turned told of each new value
   */
  synchronized Knob knob(Node node, String name, int start, int max, IntConsumer turned) {
    for (Knob k : knobs) {
      if (k.node == node && k.name.equals(name)) {
        k.turned = turned;
        return k;
      }
    }
    Knob k = new Knob(node, name, Math.min(start, max), max, turned);
    knobs.add(k);
    return k;
  }

  /** The knobs as they stand, e.g. {@code [threads 2, prefetch 4]}. */
  synchronized List<String> values() {
    return knobs.stream().map(Knob::toString).toList();
  }

  /** Tells that the consumer got an element. */
  void gave(long wallNanos, long waitedNanos) {
    if (enabled) {
      count(wallNanos, waitedNanos);
    }
  }

  private synchronized void count(long wallNanos, long waitedNanos) {
    elements++;
    wall += wallNanos;
    waited += waitedNanos;
    if (elements >= PERIOD_ELEMENTS && wall >= PERIOD_NANOS) {
      period(waited / (double) elements, waited / (double) wall);
      elements = 0;
      wall = 0;
      waited = 0;
    }
  }

  /**
   * One step of the climb.
   *
   * @param wait what the consumer waited per element in the last period
   * @param share the same as a share of its time
   */
  synchronized void period(double wait, double share) {
    Knob k = trying;
    if (k != null) {
      trying = null;
      if (wait > before * (1 - GAIN)) {
        k.turn(old);
        failures++;
        next++;
      } else {
        failures = 0;
      }
    }
    if (failures >= knobs.size() && !knobs.isEmpty()) {
      failures = 0;
      rest = REST;
    }
    if (rest > 0) {
      rest--;
    } else if (share > IDLE) {
      step(wait);
    }
  }

  private void step(double wait) {
    for (int i = 0; i < knobs.size(); i++) {
      Knob k = knobs.get(Math.floorMod(next, knobs.size()));
      if (k.value < k.max) {
        trying = k;
        old = k.value;
        before = wait;
        k.turn(Math.min(k.max, k.value < 4 ? k.value + 1 : k.value * 2));
        return;
      }
      next++;
    }
  }
}
