package dev.arrowmill.tensor.emit;

import dev.arrowmill.tensor.backend.Backends;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Turns specs into loops on this processor. The code of each spec is generated once per JVM and
 * kept; safe for use by several threads.
 */
public final class JavaEmitter {
  /** How a spec is executed. All give the same bits. */
  public enum Mode {
    /** Vector API code, and plain Java code until it is compiled. */
    WARMING,
    /** Vector API code. */
    VECTOR,
    /** Plain Java code. */
    SCALAR,
    /** The interpreter. */
    INTERPRETED
  }

  /* Loops hold their segments; a program that makes ever new ones must not fill the memory. */
  private static final int MOST = 4096;

  private static final Map<String, Segment> SEGMENTS = new ConcurrentHashMap<>();
  private static final Mode BEST = best();

  private JavaEmitter() {}

  private static Mode best() {
    try {
      Class.forName("org.codehaus.janino.SimpleCompiler", false, Segment.class.getClassLoader());
    } catch (ClassNotFoundException | LinkageError e) {
      return Mode.INTERPRETED;
    }
    return Backends.status().on() ? Mode.WARMING : Mode.SCALAR;
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
    return new FusedLoop(spec, known(spec, mode), () -> known(allRuns(spec), mode));
  }

  private static Segment known(FusedSpec spec, Mode mode) {
    if (SEGMENTS.size() >= MOST) {
      SEGMENTS.clear();
    }
    return SEGMENTS.computeIfAbsent(mode + key(spec), k -> segment(spec, mode));
  }

  private static FusedSpec allRuns(FusedSpec spec) {
    List<FusedSpec.Slot> slots = new ArrayList<>();
    for (FusedSpec.Slot slot : spec.slots()) {
      boolean column = slot.access() == Access.COLUMN;
      slots.add(column ? new FusedSpec.Slot(slot.lane(), Access.FULL) : slot);
    }
    return new FusedSpec(slots, spec.outputs());
  }

  /** The Java source of a spec's segment, for people. */
  public static String source(FusedSpec spec) {
    return JavaSource.of(spec, BEST == Mode.WARMING);
  }

  /** Whether a spec runs as vector code by now, for tests and benchmarks. */
  public static boolean isWarm(FusedSpec spec) {
    Segment s = SEGMENTS.get(BEST + key(spec));
    return s instanceof TwinSegment || (s instanceof WarmingSegment w && w.isWarm());
  }

  /** How many kernels in use are not yet vector code but will be, for benchmarks to wait for. */
  public static int warmingUp() {
    return WarmUp.open();
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
    Segment code = JaninoCompiler.compile(JavaSource.of(spec, mode != Mode.SCALAR));
    if (mode != Mode.WARMING) {
      return code;
    }
    return new WarmingSegment((TwinSegment) code, spec);
  }
}
