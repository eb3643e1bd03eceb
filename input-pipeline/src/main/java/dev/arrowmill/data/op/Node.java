package dev.arrowmill.data.op;

import dev.arrowmill.arrow.SourceIdentity;
import dev.arrowmill.data.ElementSpec;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What an operator was asked to do. Immutable, thread-safe and reusable. Internal. */
public abstract class Node {
  /** Of {@link #cardinality}: elements without end. */
  public static final long INFINITE = -1;

  /** Of {@link #cardinality}: not known without reading. */
  public static final long UNKNOWN_SIZE = -2;

  private final List<Node> inputs;
  private int place;

  /** Whether a pipeline that a function made has shuffled so far. */
  private volatile boolean madeRandom;

  Node(Node... inputs) {
    this.inputs = List.of(inputs);
  }

  /** The operator and its arguments, e.g. {@code shuffle(1024)}. */
  public abstract String name();

  /** A fresh stage, with its inputs. */
  public abstract Stage open(Context context);

  /** Whether the elements are the input's. */
  boolean isIdentity() {
    return false;
  }

  final Node input() {
    return inputs.get(0);
  }

  final List<Node> inputs() {
    return inputs;
  }

  /**
   * The same operator over another input, for rewrites of the plan; null where an operator must
   * stay as it is.
   */
  @Nullable Node over(Node newInput) {
    return null;
  }

  /** Whether elements are batches. */
  public boolean batched() {
    return !inputs.isEmpty() && input().batched();
  }

  /** Whether a function decides what elements are, so that only running tells. */
  boolean mayBeBatched() {
    return inputs.stream().anyMatch(Node::mayBeBatched);
  }

  /** Whether the order depends on the seed. */
  boolean random() {
    return madeRandom || inputs.stream().anyMatch(Node::random);
  }

  /** Takes note of a pipeline that a function of this operator made. */
  final Node made(Node nested) {
    madeRandom = madeRandom || nested.random();
    return nested;
  }

  /** What the elements look like; empty where only reading tells. */
  public Optional<ElementSpec> spec() {
    return inputs.isEmpty() ? Optional.empty() : input().spec();
  }

  /**
   * How many elements there are: {@link #INFINITE}, {@link #UNKNOWN_SIZE} where only reading tells,
   * or the number.
   */
  public long cardinality() {
    return UNKNOWN_SIZE;
  }

  /** An upper bound of the number of elements; {@code Long.MAX_VALUE} where there is none. */
  long maxElements() {
    return inputs.isEmpty() ? Long.MAX_VALUE : input().maxElements();
  }

  /** The random access that a global shuffle needs. */
  Optional<RandomAccess> randomAccess() {
    return Optional.empty();
  }

  /** Elements that can be had in any order. */
  interface RandomAccess {
    int size();

    Chunk gather(int[] elements);
  }

  /** What the sources consist of; empty for data in memory. */
  public List<SourceIdentity> sources() {
    return inputs.stream().flatMap(n -> n.sources().stream()).toList();
  }

  /** The chain of names from the source on. */
  public String pipeline() {
    if (inputs.isEmpty()) {
      return name();
    }
    String before = String.join(" + ", inputs.stream().map(Node::pipeline).toList());
    return before + " > " + name();
  }

  /** A number of this node in its chain, so that two shuffles differ; prefetch does not count. */
  final int depth() {
    return place > 0 ? place : countDepth();
  }

  int countDepth() {
    return inputs.stream().mapToInt(Node::depth).max().orElse(0) + 1;
  }

  /** Keeps the number that this node had before a rewrite. */
  final Node at(int depth) {
    place = depth;
    return this;
  }

  final void requireRows(String operator) {
    if (input().batched()) {
      throw new IllegalStateException(operator + ": elements are batches; put it before batch");
    }
  }

  /** What the elements come from, for the names of files that hold them: operators and contents. */
  void fingerprint(StringBuilder out) {
    inputs.forEach(i -> i.fingerprint(out));
    out.append(" > ").append(name());
  }

  /** The operator alone. */
  @Override
  public final String toString() {
    return this instanceof Source ? pipeline() : name();
  }
}
