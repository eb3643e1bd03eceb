package dev.arrowmill.tensor.compile;

import dev.arrowmill.tensor.DType;
import dev.arrowmill.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What a recording is good for: types and shapes of the arguments, with the leading size of those
 * that share it left open.
 *
 * @param types element types
 * @param shapes sizes; -1 is the batch
 */
record Signature(List<DType> types, List<List<Integer>> shapes) {
  /** With an open batch: all arguments whose leading size is that of the first one. */
  static Signature dynamic(Tensor... args) {
    return of(batch(args), args);
  }

  static Signature fixed(Tensor... args) {
    return of(-2, args);
  }

  private static Signature of(int batch, Tensor... args) {
    List<DType> types = new ArrayList<>();
    List<List<Integer>> shapes = new ArrayList<>();
    for (Tensor t : args) {
      types.add(t.dtype());
      List<Integer> dims = new ArrayList<>(Arrays.stream(t.shape().dims()).boxed().toList());
      if (t.rank() > 0 && t.size(0) == batch) {
        dims.set(0, -1);
      }
      shapes.add(List.copyOf(dims));
    }
    return new Signature(List.copyOf(types), List.copyOf(shapes));
  }

  /**
   * Whether {@link #dynamic} or {@link #fixed} of the arguments would be this; allocates nothing.
   */
  boolean matches(Tensor... args) {
    int batch = batch(args);
    if (args.length != types.size()) {
      return false;
    }
    for (int i = 0; i < args.length; i++) {
      List<Integer> dims = shapes.get(i);
      if (args[i].dtype() != types.get(i) || args[i].rank() != dims.size()) {
        return false;
      }
      for (int d = 0; d < dims.size(); d++) {
        int size = args[i].size(d);
        int expected = dims.get(d);
        if (expected == -1 ? size != batch : size != expected) {
          return false;
        }
      }
    }
    return true;
  }

  /** The leading size of the first argument that has one, or 0. */
  static int batch(Tensor... args) {
    for (Tensor t : args) {
      if (t.rank() > 0) {
        return t.size(0);
      }
    }
    return 0;
  }

  boolean isOpen(int arg) {
    return !shapes.get(arg).isEmpty() && shapes.get(arg).get(0) == -1;
  }

  /** An argument for a recording: its rows repeated or cut to n where the batch is open. */
  Tensor resized(Tensor t, int arg, int n) {
    Tensor x = t.detach();
    if (!isOpen(arg)) {
      return x.contiguous();
    }
    Tensor y = Tensor.zeros(t.dtype(), t.shape().with(0, n));
    Tensor rows = x.contiguous();
    int width = t.size(0) == 0 ? 0 : t.numel() / t.size(0);
    for (int i = 0; i < n && t.size(0) > 0; i++) {
      int from = rows.offset() + i % t.size(0) * width;
      System.arraycopy(rows.storage(), from, y.storage(), i * width, width);
    }
    return y;
  }
}
