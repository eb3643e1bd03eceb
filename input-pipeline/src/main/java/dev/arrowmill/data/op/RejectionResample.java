package dev.arrowmill.data.op;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.arrowmill.data.Row;
import java.util.Arrays;
import java.util.OptionalLong;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Elements kept or left out at random so that their classes have a wanted distribution. An element
 * of class c is kept with a probability in proportion to wanted / initial; whether element i is
 * depends on (seed, operator, epoch, i). An initial distribution that is not given is estimated
 * from the elements so far, beginning with 10 of each class.
 */
public final class RejectionResample extends Node {
  private static final double SMOOTHING = 10;

  private final ToIntFunction<Row> classOf;
  private final double[] target;
  private final double @Nullable [] initial;
  private final OptionalLong seed;

  private RejectionResample(
      Node input,
      ToIntFunction<Row> classOf,
      double[] target,
      double @Nullable [] initial,
      OptionalLong seed) {
    super(input);
    this.classOf = classOf;
    this.target = distribution("target", target);
    this.initial = initial == null ? null : distribution("initial", initial);
    this.seed = seed;
    requireFit();
  }

  public static RejectionResample of(
      Node input,
      ToIntFunction<Row> classOf,
      double[] target,
      double @Nullable [] initial,
      OptionalLong seed) {
    return new RejectionResample(input, classOf, target, initial, seed);
  }

  private static double[] distribution(String what, double[] values) {
    double sum = 0;
    boolean valid = values.length > 0;
    for (double v : values) {
      valid &= v >= 0 && !Double.isInfinite(v);
      sum += v;
    }
    if (!valid || !(sum > 0)) {
      throw new IllegalArgumentException(
          "rejectionResample: the "
              + what
              + " distribution must be numbers of at least 0 with a sum above 0, got "
              + Arrays.toString(values));
    }
    double total = sum;
    return Arrays.stream(values).map(v -> v / total).toArray();
  }

  private void requireFit() {
    double[] i = initial;
    if (i == null) {
      return;
    }
    boolean reachable = i.length == target.length;
    for (int c = 0; reachable && c < target.length; c++) {
      reachable = i[c] > 0 || target[c] == 0;
    }
    if (!reachable) {
      throw new IllegalArgumentException(
          "rejectionResample: the target "
              + Arrays.toString(target)
              + " cannot be reached from the initial distribution "
              + Arrays.toString(i));
    }
  }

  @Override
  public String name() {
    return "rejectionResample("
        + Arrays.toString(target)
        + (initial == null ? "" : ", " + Arrays.toString(initial))
        + ")";
  }

  @Override
  boolean random() {
    return true;
  }

  @Override
  public Stage open(Context context) {
    Context rows = context.packed(false);
    return new Kept(rows, this, input().open(rows));
  }

  private static final class Kept extends Passing {
    private final Context context;
    private final RejectionResample node;
    private final long key;
    private final double[] seen;
    private final double[] odds;
    private long at;

    Kept(Context context, RejectionResample node, Stage input) {
      super(context, node, input);
      this.context = context;
      this.node = node;
      long base = KeyedPermutation.mix(node.seed.orElse(context.seed()), node.depth());
      this.key = KeyedPermutation.mix(base, context.epochKey());
      this.odds = new double[node.target.length];
      this.seen = new double[node.target.length];
      Arrays.fill(seen, SMOOTHING);
      if (node.initial != null) {
        setOdds(node.initial);
      }
    }

    /** The chance of each class to be kept, the largest 1. */
    private void setOdds(double[] initial) {
      double most = 0;
      for (int c = 0; c < odds.length; c++) {
        odds[c] = node.target[c] == 0 ? 0 : node.target[c] / initial[c];
        most = Math.max(most, odds[c]);
      }
      for (int c = 0; c < odds.length; c++) {
        odds[c] /= most;
      }
    }

    @Override
    @Nullable Chunk advance() {
      for (Chunk chunk = input.next(); chunk != null; chunk = input.next()) {
        Chunk kept = keep(chunk);
        if (kept.size() > 0) {
          return kept;
        }
        kept.close();
      }
      return null;
    }

    private Chunk keep(Chunk chunk) {
      try {
        Row row = RowsOf.row(chunk, context, "rejectionResample");
        int[] kept = new int[chunk.size()];
        int n = 0;
        for (int i = 0; i < kept.length; i++) {
          if (isKept(classOf(row.at(i)))) {
            kept[n++] = i;
          }
        }
        return n == kept.length ? chunk : chunk.keep(Arrays.copyOf(kept, n));
      } catch (RuntimeException | Error e) {
        chunk.close();
        throw e;
      }
    }

    private int classOf(Row row) {
      int c = node.classOf.applyAsInt(row);
      if (c < 0 || c >= odds.length) {
        throw new IllegalArgumentException(
            "rejectionResample: the class must be 0 to " + (odds.length - 1) + ", got " + c);
      }
      return c;
    }

    private boolean isKept(int c) {
      if (node.initial == null) {
        seen[c]++;
        setOdds(seen);
      }
      return (KeyedPermutation.mix(key, at++) >>> 11) * 0x1p-53 < odds[c];
    }

    @Override
    public ObjectNode state() {
      ObjectNode s = object().put("at", at);
      if (node.initial == null) {
        ArrayNode counts = s.putArray("seen");
        Arrays.stream(seen).forEach(n -> counts.add((long) n));
      }
      s.set("in", input.state());
      return s;
    }

    @Override
    public void restore(JsonNode state) {
      at = state.path("at").asLong();
      for (int c = 0; c < state.path("seen").size(); c++) {
        seen[c] = state.path("seen").path(c).asDouble();
      }
      input.restore(state.path("in"));
    }
  }
}
