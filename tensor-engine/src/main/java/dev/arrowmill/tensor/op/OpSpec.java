package dev.arrowmill.tensor.op;

import dev.arrowmill.tensor.DType;
import dev.arrowmill.tensor.Shape;
import dev.arrowmill.tensor.Tensor;
import dev.arrowmill.tensor.random.Rng;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * An op's row: its name, its formula for the docs, and sample calls that the contract test checks.
 *
 * @param name PyTorch's name in camelCase
 * @param formula what it computes, in one line
 * @param differentiable whether the samples' gradients are checked
 * @param dynamic whether the result's shape depends on values, so that it is not compiled
 * @param samples calls on typical and on awkward shapes
 * @param ops the classes that it records, its gradient's too: name to constructor; none for a
 *     composition
 */
public record OpSpec(
    String name,
    String formula,
    boolean differentiable,
    boolean dynamic,
    List<Sample> samples,
    Map<String, Function<Attrs, Op>> ops) {
  /**
   * One call to check.
   *
   * @param inputs float64 inputs for a generator; others than float64 are constants
   * @param f the call
   */
  public record Sample(Function<Rng, Tensor[]> inputs, Function<Tensor[], Tensor> f) {}

  static OpSpec of(String name, String formula) {
    return new OpSpec(name, formula, true, false, List.of(), Map.of());
  }

  OpSpec sample(Function<Rng, Tensor[]> inputs, Function<Tensor[], Tensor> f) {
    List<Sample> more = new ArrayList<>(samples);
    more.add(new Sample(inputs, f));
    return new OpSpec(name, formula, differentiable, dynamic, List.copyOf(more), ops);
  }

  OpSpec notDifferentiable() {
    return new OpSpec(name, formula, false, dynamic, samples, ops);
  }

  OpSpec shapeDependsOnValues() {
    return new OpSpec(name, formula, differentiable, true, samples, ops);
  }

  /** Says how a recorded op of that name is made from its attributes. */
  OpSpec op(String recorded, Function<Attrs, Op> make) {
    Map<String, Function<Attrs, Op>> more = new LinkedHashMap<>(ops);
    more.put(recorded, make);
    return new OpSpec(name, formula, differentiable, dynamic, samples, Map.copyOf(more));
  }

  /** Samples a function of one tensor with elements in {@code [lo, hi)}. */
  OpSpec unary(double lo, double hi, UnaryOperator<Tensor> f) {
    return sample(r -> new Tensor[] {uniform(r, lo, hi, 3, 7)}, t -> f.apply(t[0]))
        .sample(r -> new Tensor[] {uniform(r, lo, hi)}, t -> f.apply(t[0]))
        .sample(r -> new Tensor[] {uniform(r, lo, hi, 4, 5)}, t -> f.apply(t[0].transpose(0, 1)))
        .sample(
            r -> new Tensor[] {uniform(r, lo, hi, sizes(r, r.fold(9).indexAt(0, 4)))},
            t -> f.apply(t[0]));
  }

  /**
   * Samples a function of two tensors with elements in {@code [lo, hi)}, broadcasting both ways.
   */
  OpSpec binary(double lo, double hi, BinaryOperator<Tensor> f) {
    return pair(lo, hi, f, new int[] {3, 5}, new int[] {3, 5})
        .pair(lo, hi, f, new int[] {2, 3, 5}, new int[] {5})
        .pair(lo, hi, f, new int[] {3, 1}, new int[] {2, 1, 4})
        .pair(lo, hi, f, new int[] {}, new int[] {4, 3})
        .sample(
            r -> {
              int[] a = sizes(r, 3);
              int[] b = a.clone();
              a[r.fold(7).indexAt(0, 3)] = 1;
              b[r.fold(8).indexAt(0, 3)] = 1;
              return new Tensor[] {uniform(r.fold(1), lo, hi, a), uniform(r.fold(2), lo, hi, b)};
            },
            t -> f.apply(t[0], t[1]));
  }

  private OpSpec pair(double lo, double hi, BinaryOperator<Tensor> f, int[] a, int[] b) {
    return sample(
        r -> new Tensor[] {uniform(r.fold(1), lo, hi, a), uniform(r.fold(2), lo, hi, b)},
        t -> f.apply(t[0], t[1]));
  }

  /** A sample of one tensor of three random sizes, elements in {@code [-2, 2)}. */
  OpSpec anySizes(UnaryOperator<Tensor> f) {
    return sample(r -> new Tensor[] {uniform(r, -2, 2, sizes(r, 3))}, t -> f.apply(t[0]));
  }

  /** Random sizes from 1 to 4. */
  static int[] sizes(Rng rng, int rank) {
    int[] n = new int[rank];
    for (int i = 0; i < rank; i++) {
      n[i] = 1 + rng.fold(5).indexAt(i, 4);
    }
    return n;
  }

  /** Float64 elements in {@code [lo, hi)}. */
  static Tensor uniform(Rng rng, double lo, double hi, int... shape) {
    Tensor t = Tensor.zeros(DType.FLOAT64, Shape.of(shape));
    double[] a = t.doubles();
    for (int i = 0; i < a.length; i++) {
      a[i] = lo + (hi - lo) * rng.uniformAt(i);
    }
    return t;
  }

  /** Int64 elements in {@code [0, bound)}. */
  static Tensor index(Rng rng, int bound, int... shape) {
    Tensor t = Tensor.zeros(DType.INT64, Shape.of(shape));
    long[] a = t.longs();
    for (int i = 0; i < a.length; i++) {
      a[i] = (long) (bound * (double) rng.uniformAt(i));
    }
    return t;
  }
}
