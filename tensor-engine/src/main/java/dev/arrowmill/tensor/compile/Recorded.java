package dev.arrowmill.tensor.compile;

import dev.arrowmill.tensor.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A program's graph for one signature, with the conditions that it was recorded under and a plan
 * for each batch size in use. Not thread-safe.
 */
final class Recorded {
  private static final int[] OPEN = {2, 3, 5};
  private static final int PLANS = 8;

  private final Graph graph;
  private final boolean open;
  private final boolean ones;
  private final @Nullable Recheck recheck;
  private final BooleanSupplier[] guards;
  private final List<Passes.Done> passes;
  private final Pool pool = new Pool();
  private final Map<Integer, Plan> plans =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Integer, Plan> eldest) {
          return size() > PLANS;
        }
      };

  private int lastBatch = -1;
  private @Nullable Plan lastPlan;

  private Recorded(
      Graph graph,
      boolean open,
      boolean ones,
      @Nullable Recheck recheck,
      List<BooleanSupplier> guards,
      List<Passes.Done> passes) {
    this.graph = graph;
    this.open = open;
    this.ones = ones;
    this.recheck = recheck;
    this.guards = guards.toArray(BooleanSupplier[]::new);
    this.passes = passes;
  }

  /**
   * Records a program for an open batch size, by calls with 2, 3 and 5 rows. Each call has another
   * random scope, so that numbers drawn outside of ops are not taken for constants.
   *
   * @return null when the program does not allow it
   */
  static @Nullable Recorded open(Program program, Signature signature, Tensor... args) {
    try {
      return record(program, OPEN, signature, args);
    } catch (RuntimeException e) {
      return null;
    }
  }

  /**
   * Records a program for the arguments' own shapes.
   *
   * @throws Untraceable when it cannot be recorded
   */
  static Recorded fixed(Program program, Tensor... args) {
    int b = Signature.batch(args);
    return record(program, new int[] {b, b}, Signature.fixed(args), args);
  }

  private static Recorded record(Program program, int[] sizes, Signature s, Tensor... args) {
    List<Recorder> recordings = new ArrayList<>();
    int[][] outputs = new int[sizes.length][];
    for (int r = 0; r < sizes.length; r++) {
      Tensor[] in = new Tensor[args.length];
      for (int i = 0; i < in.length; i++) {
        in[i] = s.resized(args[i], i, sizes[r]).detach();
      }
      Recorder recorder = new Recorder(in);
      outputs[r] = recorder.outputs(program, r, in);
      recordings.add(recorder);
    }
    List<Passes.Done> log = new ArrayList<>();
    Graph raw = Unify.graph(sizes, recordings, outputs);
    Graph g = Passes.simplify(raw, log);
    boolean open = sizes[0] != sizes[sizes.length - 1];
    Recorder first = recordings.get(0);
    Recheck recheck = open ? new Recheck(program, raw, first.sizes) : null;
    return new Recorded(g, open, open && first.ones, recheck, first.guards, log);
  }

  /** A graph from a file. */
  static Recorded of(Graph graph, Signature signature) {
    boolean open = false;
    for (int i = 0; i < signature.types().size(); i++) {
      open |= signature.isOpen(i);
    }
    return new Recorded(graph, open, false, null, List.of(), new ArrayList<>());
  }

  /** Whether this is the program for a batch size, in the state that the layers are in. */
  boolean holds(int batch) {
    if ((ones && batch == 1) || refuses(batch)) {
      return false;
    }
    for (BooleanSupplier g : guards) {
      if (!g.getAsBoolean()) {
        return false;
      }
    }
    return true;
  }

  /** Whether the program was seen to be another one at this batch size. */
  boolean refuses(int batch) {
    return recheck != null && recheck.refuses(batch);
  }

  /**
   * Whether the program does the same with these arguments; looked at once for each batch size, and
   * only where another program is possible.
   */
  boolean fits(Tensor... args) {
    return recheck == null || recheck.fits(args);
  }

  Plan plan(int batch) {
    int key = open ? batch : 0;
    Plan plan = lastPlan;
    if (plan == null || key != lastBatch) {
      plan = plans.get(key);
      if (plan == null) {
        plan = new Plan(graph, batch, pool);
        plans.put(key, plan);
      }
      lastPlan = plan;
      lastBatch = key;
    }
    return plan;
  }

  /** Bytes of a plan's arrays, without making it. */
  long bytes(int batch) {
    Slots slots = new Slots(pool);
    new Layout(graph, batch, Grouping.of(graph), slots).plan();
    return slots.bytes();
  }

  /** Whether the program's own code read sizes, so that other batch sizes may be other programs. */
  boolean readsSizes() {
    return recheck != null && recheck.sizes();
  }

  boolean isOpen() {
    return open;
  }

  Graph graph() {
    return graph;
  }

  List<Passes.Done> passes() {
    return passes;
  }

  Map<Integer, Plan> plans() {
    return plans;
  }
}
