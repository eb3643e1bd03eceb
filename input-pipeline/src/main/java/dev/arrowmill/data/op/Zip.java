package dev.arrowmill.data.op;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.arrowmill.arrow.Columns;
import dev.arrowmill.arrow.HeapColumns;
import dev.arrowmill.data.Batch;
import dev.arrowmill.data.ElementSpec;
import dev.arrowmill.data.ElementSpec.Component;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Elements of several inputs side by side, until the shortest ends. */
public final class Zip extends Node {
  private Zip(List<Node> inputs) {
    super(inputs.toArray(Node[]::new));
    if (inputs.size() < 2) {
      throw new IllegalArgumentException("zip: nothing to zip with");
    }
    for (Node n : inputs) {
      if (n.batched() != input().batched()) {
        throw new IllegalStateException("zip: some give batches, others rows");
      }
    }
    requireOwnNames();
  }

  public static Zip of(List<Node> inputs) {
    return new Zip(inputs);
  }

  private void requireOwnNames() {
    Set<String> seen = new HashSet<>();
    for (Node n : inputs()) {
      for (Component c : n.spec().map(ElementSpec::components).orElse(List.of())) {
        if (!seen.add(c.name())) {
          throw new IllegalArgumentException(
              "zip: more than one has a component " + c.name() + "; rename or exclude it first");
        }
      }
    }
  }

  @Override
  public String name() {
    return "zip";
  }

  @Override
  long maxElements() {
    return inputs().stream().mapToLong(Node::maxElements).min().orElse(0);
  }

  @Override
  public long cardinality() {
    if (inputs().stream().anyMatch(n -> n.cardinality() == UNKNOWN_SIZE)) {
      return UNKNOWN_SIZE;
    }
    return inputs().stream()
        .mapToLong(Node::cardinality)
        .filter(n -> n != INFINITE)
        .min()
        .orElse(INFINITE);
  }

  @Override
  public Optional<ElementSpec> spec() {
    List<Component> all = new ArrayList<>();
    for (Node n : inputs()) {
      if (n.spec().isEmpty()) {
        return Optional.empty();
      }
      all.addAll(n.spec().get().components());
    }
    return Optional.of(new ElementSpec(all));
  }

  @Override
  public Stage open(Context context) {
    return new Pairs(context.packed(false), this, Inputs.open(inputs(), context.packed(false)));
  }

  private static final class Pairs extends Stage {
    private final Context context;
    private final List<Cursor> inputs;

    Pairs(Context context, Zip node, List<Cursor> inputs) {
      super(context, node);
      this.context = context;
      this.inputs = inputs;
    }

    @Override
    @Nullable Chunk advance() {
      int n = available();
      if (n == 0) {
        return null;
      }
      return join(n);
    }

    /** Elements that all have; a failing input takes its partners' elements with it. */
    private int available() {
      int n = Integer.MAX_VALUE;
      RuntimeException failure = null;
      List<Cursor> healthy = new ArrayList<>();
      for (Cursor c : inputs) {
        try {
          n = Math.min(n, c.available());
          healthy.add(c);
        } catch (RuntimeException e) {
          failure = failure == null ? e : failure;
        }
      }
      if (failure != null) {
        healthy.stream().filter(c -> c.available() > 0).forEach(c -> c.use(1));
        throw failure;
      }
      return n;
    }

    private Chunk join(int n) {
      Class<?> kind = inputs.get(0).chunk().getClass();
      boolean same = inputs.stream().allMatch(c -> c.chunk().getClass() == kind);
      try {
        if (same && kind == ColumnsChunk.class) {
          return columns(n);
        }
        return same && kind == BatchChunk.class ? batches(n) : StoreChunk.of(stores(n));
      } finally {
        inputs.forEach(c -> c.use(n));
      }
    }

    private Chunk columns(int n) {
      List<Columns> parts = new ArrayList<>();
      for (Cursor c : inputs) {
        parts.add(HeapColumns.copyOf(c.chunk().columns("zip").slice(c.position(), n)));
      }
      return ColumnsChunk.of(JoinedColumns.of(parts), null);
    }

    private Store stores(int n) {
      Arrangement arrangement = context.session().arrangement();
      List<Store> parts = new ArrayList<>();
      for (Cursor c : inputs) {
        Store s = Store.allocate(c.chunk().layout(arrangement), n);
        c.chunk().write(c.position(), n, s, null, 0);
        parts.add(s);
      }
      return Store.join(parts);
    }

    private Chunk batches(int n) {
      List<Batch> out = new ArrayList<>();
      for (int i = 0; i < n; i++) {
        List<Store> parts = new ArrayList<>();
        for (Cursor c : inputs) {
          Batch b = ((BatchChunk) c.chunk()).batches().get(c.position() + i);
          parts.add(((StoreChunk) StoreChunk.of(b.store()).range(b.first(), b.rows())).dense());
        }
        requireSameRows(parts);
        Store all = Store.join(parts);
        out.add(new Batch(all, 0, all.rows(), context.session().arrangement().label()));
      }
      return new BatchChunk(out);
    }

    private static void requireSameRows(List<Store> parts) {
      int first = parts.get(0).rows();
      for (Store s : parts) {
        if (s.rows() != first) {
          throw new IllegalArgumentException(
              "zip: batches differ in rows, " + first + " and " + s.rows() + "; zip before batch");
        }
      }
    }

    @Override
    public ObjectNode state() {
      ObjectNode s = object();
      s.set("in", Inputs.state(inputs));
      return s;
    }

    @Override
    public void restore(JsonNode state) {
      Inputs.restore(inputs, state.path("in"));
    }

    @Override
    public void close() {
      inputs.forEach(Cursor::close);
    }
  }
}
