package dev.arrowmill.tensor.compile;

import dev.arrowmill.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A shape whose sizes may grow with the batch size. Immutable. */
record Dims(List<Affine> sizes) {
  static Dims of(Shape shape) {
    List<Affine> sizes = new ArrayList<>();
    for (int d : shape.dims()) {
      sizes.add(Affine.constant(d));
    }
    return new Dims(List.copyOf(sizes));
  }

  /** The shape through those seen at the batch sizes, or null when there is none. */
  static @Nullable Dims fit(int[] batches, Shape[] shapes) {
    List<Affine> sizes = new ArrayList<>();
    for (int d = 0; d < shapes[0].rank(); d++) {
      long[] seen = new long[shapes.length];
      for (int i = 0; i < shapes.length; i++) {
        if (shapes[i].rank() != shapes[0].rank()) {
          return null;
        }
        seen[i] = shapes[i].dim(d);
      }
      Affine a = Affine.fit(batches, seen);
      if (a == null) {
        return null;
      }
      sizes.add(a);
    }
    return new Dims(List.copyOf(sizes));
  }

  Shape at(int batch) {
    int[] d = new int[sizes.size()];
    for (int i = 0; i < d.length; i++) {
      d[i] = Math.toIntExact(sizes.get(i).at(batch));
    }
    return Shape.of(d);
  }

  /** Whether this is the shape at a batch size. */
  boolean is(Shape shape, int batch) {
    boolean same = shape.rank() == sizes.size();
    for (int d = 0; same && d < sizes.size(); d++) {
      same = sizes.get(d).at(batch) == shape.dim(d);
    }
    return same;
  }

  boolean isConstant() {
    return sizes.stream().allMatch(Affine::isConstant);
  }

  @Override
  public String toString() {
    return sizes.toString();
  }
}
