package dev.arrowmill.tensor.op;

import dev.arrowmill.tensor.DType;
import dev.arrowmill.tensor.Tensor;
import dev.arrowmill.tensor.autograd.Call;
import java.util.Arrays;

/** How often each index occurs among all, at its place. */
public final class IndexCounts extends KernelOp {
  static final OpSpec SPEC =
      OpSpec.of("indexCounts", "how often each index occurs among all")
          .notDifferentiable()
          .sample(r -> new Tensor[] {OpSpec.index(r, 5, 3, 4)}, t -> of(t[0], 5))
          .op("indexCounts", IndexCounts::new);

  private final int bound;

  private IndexCounts(Attrs attrs) {
    super("indexCounts", attrs);
    this.bound = attrs.integer("bound");
  }

  /**
   * Int64 counts of the index's shape.
   *
   * @throws IllegalArgumentException when an index is outside [0, bound)
   */
  public static Tensor of(Tensor index, int bound) {
    return new IndexCounts(Attrs.of("bound", bound)).call(index);
  }

  @Override
  protected Tensor allocate(Tensor... in) {
    return Tensor.zeros(DType.INT64, in[0].shape());
  }

  @Override
  public Kernel kernel(Tensor[] in, Tensor out) {
    int[] at = new int[in[0].numel()];
    int[] counts = new int[bound];
    return (part, parts) -> {
      if (part == 0) {
        Indices.read(name(), in[0], bound, at);
        Arrays.fill(counts, 0);
        for (int i : at) {
          counts[i]++;
        }
        for (int i = 0; i < at.length; i++) {
          out.longs()[out.offset() + i] = counts[at[i]];
        }
      }
    };
  }

  @Override
  public Tensor[] vjp(Call call, Tensor g) {
    throw new AssertionError("indexCounts: has no gradient");
  }
}
