package dev.arrowmill.tensor.compile;

import dev.arrowmill.tensor.Shape;
import dev.arrowmill.tensor.Tensor;
import dev.arrowmill.tensor.autograd.Trace;
import dev.arrowmill.tensor.op.Op;
import dev.arrowmill.tensor.random.Rng;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** Records every op of one call of a program, on real values. Used by one thread. */
final class Recorder extends Trace {
  /**
   * One value of a recording.
   *
   * @param op the op, or null for an argument or a tensor from outside
   * @param inputs indices of its inputs
   * @param tensor its value in this recording
   * @param argument number of the argument, or -1
   */
  record Item(@Nullable Op op, int[] inputs, Tensor tensor, int argument) {}

  /** A held tensor and the item that it takes the value of. */
  record Write(Tensor target, int source) {}

  final List<Item> items = new ArrayList<>();
  final List<Write> writes = new ArrayList<>();
  final List<BooleanSupplier> guards = new ArrayList<>();
  boolean ones;

  /** Whether code outside of the engine read sizes, on which it may decide. */
  boolean sizes;

  private final Map<Tensor, Integer> index = new IdentityHashMap<>();

  Recorder(Tensor... arguments) {
    for (int i = 0; i < arguments.length; i++) {
      add(new Item(null, new int[0], arguments[i], i));
      arguments[i].watch();
    }
  }

  /** Calls the program and gives the items of its results; each number has other random scopes. */
  int[] outputs(Program program, int number, Tensor... in) {
    Tensor[] out = Rng.scoped(0, number, 0, () -> watch(() -> program.apply(in)));
    int[] at = new int[out.length];
    for (int i = 0; i < at.length; i++) {
      at[i] = indexOf(out[i]);
    }
    return at;
  }

  private int add(Item item) {
    index.put(item.tensor(), items.size());
    items.add(item);
    return items.size() - 1;
  }

  /** The item that holds a tensor's value; one from outside becomes an item. */
  int indexOf(Tensor t) {
    Integer i = index.get(t);
    return i != null ? i : add(new Item(null, new int[0], t, -1));
  }

  @Override
  public Tensor call(Op op, Tensor... in) {
    if (op.isDynamic()) {
      throw new Untraceable(
          op.name() + ": the result's shape depends on values, " + Untraceable.caller());
    }
    int[] inputs = Arrays.stream(in).mapToInt(this::indexOf).toArray();
    Tensor out = op.compute(in);
    add(new Item(op, inputs, out, -1));
    out.watch();
    return out;
  }

  @Override
  public void alias(Tensor of, Tensor alias) {
    index.put(alias, indexOf(of));
    if (items.get(indexOf(of)).op() != null || items.get(indexOf(of)).argument() >= 0) {
      alias.watch();
    }
  }

  @Override
  public void read(Tensor t) {
    throw new Untraceable(
        "the program reads values of a tensor " + t.shape() + ", " + Untraceable.caller());
  }

  @Override
  public boolean assign(Tensor target, Tensor value) {
    Integer known = index.get(target);
    if (known != null && (items.get(known).op() != null || items.get(known).argument() >= 0)) {
      throw new Untraceable(
          "the program assigns to a computed tensor or an argument, " + Untraceable.caller());
    }
    int source = indexOf(value);
    writes.removeIf(w -> w.target() == target);
    writes.add(new Write(target, source));
    index.put(target, source);
    return true;
  }

  @Override
  public void sizeRead() {
    sizes = sizes || Untraceable.isCalledByUser();
  }

  @Override
  public void onesMatter() {
    ones = true;
  }

  @Override
  public void guard(BooleanSupplier holds) {
    guards.add(holds);
  }

  Shape shape(int item) {
    return items.get(item).tensor().shape();
  }
}
