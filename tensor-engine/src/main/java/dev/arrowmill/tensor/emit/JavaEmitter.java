package dev.arrowmill.tensor.emit;

import dev.arrowmill.tensor.backend.Backends;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Turns specs into loops on this processor. The code of each spec is generated once per JVM and
 * kept; safe for use by several threads.
 */
public final class JavaEmitter {
  /** How a spec is executed. All give the same bits. */
  public enum Mode {
    /** Vector API code. */
    VECTOR,
    /** Plain Java code. */
    SCALAR,
    /** The interpreter. */
    INTERPRETED
  }

  private static final Map<String, Segment> SEGMENTS = new ConcurrentHashMap<>();
  private static final Mode BEST = best();

  private JavaEmitter() {}

  private static Mode best() {
    try {
      Class.forName("org.codehaus.janino.SimpleCompiler", false, Segment.class.getClassLoader());
    } catch (ClassNotFoundException | LinkageError e) {
      return Mode.INTERPRETED;
    }
    return Backends.status().on() ? Mode.VECTOR : Mode.SCALAR;
  }

  /** The mode that {@link #compile(FusedSpec)} uses in this JVM. */
  public static Mode mode() {
    return BEST;
  }

  /** The loop of a spec; the first call of a kind takes some 10 ms. */
  public static CompiledLoop compile(FusedSpec spec) {
    return compile(spec, BEST);
  }

  /** The loop of a spec in one mode. */
  public static CompiledLoop compile(FusedSpec spec, Mode mode) {
    return new FusedLoop(
        spec, SEGMENTS.computeIfAbsent(mode + key(spec), k -> segment(spec, mode)));
  }

  /** The Java source of a spec's segment, for people. */
  public static String source(FusedSpec spec) {
    return JavaSource.of(spec, BEST == Mode.VECTOR);
  }

  /** How many segments this JVM has generated. */
  public static int generated() {
    return SEGMENTS.size();
  }

  private static String key(FusedSpec spec) {
    StringBuilder s = new StringBuilder();
    for (FusedSpec.Slot slot : spec.slots()) {
      s.append(slot.access().isRun() ? 'r' : 'b');
    }
    return s.append(' ').append(spec.program().key()).toString();
  }

  private static Segment segment(FusedSpec spec, Mode mode) {
    if (mode == Mode.INTERPRETED) {
      return new InterpretedSegment(spec);
    }
    return JaninoCompiler.compile(JavaSource.of(spec, mode == Mode.VECTOR));
  }
}
