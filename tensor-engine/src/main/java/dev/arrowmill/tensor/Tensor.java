package dev.arrowmill.tensor;

import dev.arrowmill.tensor.autograd.Autograd;
import dev.arrowmill.tensor.autograd.Call;
import dev.arrowmill.tensor.autograd.RowGrad;
import dev.arrowmill.tensor.autograd.Trace;
import dev.arrowmill.tensor.op.Contiguous;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A multi-dimensional array on the Java heap, with automatic differentiation.
 *
 * <p>A tensor is a view (shape, strides, offset) of one array; {@code transpose}, {@code slice},
 * {@code expand} and mostly {@code reshape} share it. Ops never change their inputs. Values may be
 * read from several threads; whoever writes into the array must order that by other means.
 */
public final class Tensor extends TensorMethods {
  private final DType dtype;
  private final Object data;
  private final int offset;
  private final Shape shape;
  private final int[] strides;
  private final boolean contiguous;
  private boolean requiresGrad;
  private @Nullable Call call;
  private @Nullable Tensor grad;
  private @Nullable RowGrad rowGrad;
  private boolean keepsRowGrad;
  private final Version version;
  private boolean watched;
  private List<UnaryOperator<Tensor>> hooks = List.of();

  /** How often the elements of an array were changed in place; shared by all views. */
  private static final class Version {
    private int count;
  }

  private Tensor(DType dtype, Object data, int offset, Shape shape, int[] strides) {
    this(dtype, data, offset, shape, strides, new Version());
  }

  private Tensor(
      DType dtype, Object data, int offset, Shape shape, int[] strides, Version version) {
    this.version = version;
    this.dtype = dtype;
    this.data = data;
    this.offset = offset;
    this.shape = shape;
    this.strides = strides;
    this.contiguous = shape.isRowMajor(strides);
  }

  /* Factories */

  /** Wraps (not copies) the array; without sizes the tensor is one-dimensional. */
  public static Tensor of(float[] data, int... shape) {
    return wrap(DType.FLOAT32, data, 0, sizes(shape, data.length));
  }

  /** Wraps (not copies) the array; without sizes the tensor is one-dimensional. */
  public static Tensor of(double[] data, int... shape) {
    return wrap(DType.FLOAT64, data, 0, sizes(shape, data.length));
  }

  /** Wraps (not copies) the array; without sizes the tensor is one-dimensional. */
  public static Tensor of(int[] data, int... shape) {
    return wrap(DType.INT32, data, 0, sizes(shape, data.length));
  }

  /** Wraps (not copies) the array; without sizes the tensor is one-dimensional. */
  public static Tensor of(long[] data, int... shape) {
    return wrap(DType.INT64, data, 0, sizes(shape, data.length));
  }

  /** Copies the values into a bool tensor; without sizes the tensor is one-dimensional. */
  public static Tensor of(boolean[] data, int... shape) {
    byte[] bytes = new byte[data.length];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) (data[i] ? 1 : 0);
    }
    return wrap(DType.BOOL, bytes, 0, sizes(shape, data.length));
  }

  /**
   * A row-major view of a part of an array, without a copy.
   *
   * @param data an array of the kind that {@link DType#allocate} gives; bools are 0 or 1
   * @param offset index of the first element
   * @throws IllegalArgumentException when the array is too short or of another type
   */
  public static Tensor wrap(DType dtype, Object data, int offset, Shape shape) {
    int length = java.lang.reflect.Array.getLength(data);
    if (data.getClass() != dtype.allocate(0).getClass()) {
      throw new IllegalArgumentException(
          "tensor: a " + dtype + " tensor cannot wrap " + data.getClass().getSimpleName());
    }
    if (offset < 0 || (long) offset + shape.numel() > length) {
      throw new IllegalArgumentException(
          "tensor: shape "
              + shape
              + " needs "
              + shape.numel()
              + " elements from offset "
              + offset
              + ", the array has "
              + length);
    }
    return new Tensor(dtype, data, offset, shape, shape.strides());
  }

  /** A float32 tensor of zeros. */
  public static Tensor zeros(int... shape) {
    return zeros(DType.FLOAT32, Shape.of(shape));
  }

  /** A tensor of zeros. */
  public static Tensor zeros(DType dtype, Shape shape) {
    return new Tensor(dtype, dtype.allocate(shape.numel()), 0, shape, shape.strides());
  }

  /** A tensor whose elements all are {@code value}, converted to the type as Java casts do. */
  public static Tensor full(DType dtype, Shape shape, double value) {
    Object a = dtype.allocate(shape.numel());
    Values.fill(dtype, a, shape.numel(), value);
    return new Tensor(dtype, a, 0, shape, shape.strides());
  }

  /* What it is */

  /** The element type. */
  public DType dtype() {
    return dtype;
  }

  /** Where the elements lie. */
  public Device device() {
    return Device.CPU;
  }

  /** The sizes. */
  public Shape shape() {
    sizing();
    return shape;
  }

  /** Size of a dimension; negative counts from the end. */
  public int size(int dim) {
    sizing();
    return shape.dim(shape.axis("size", dim));
  }

  /** Number of dimensions. */
  public int rank() {
    return shape.rank();
  }

  /** Number of elements. */
  public int numel() {
    sizing();
    return shape.numel();
  }

  /** Step of a dimension in elements; 0 where the view repeats. */
  public int stride(int axis) {
    return strides[axis];
  }

  /** A copy of the steps. */
  public int[] strides() {
    return strides.clone();
  }

  /** Index of the first element in the array. */
  public int offset() {
    return offset;
  }

  /** Whether the elements lie row-major without gaps, from {@link #offset()} on. */
  public boolean isContiguous() {
    return contiguous;
  }

  /** This tensor when contiguous, else a row-major copy (differentiable). */
  public Tensor contiguous() {
    return contiguous ? this : Contiguous.of(this);
  }

  /** The shared backing array of any type. */
  public Object storage() {
    reading();
    return data;
  }

  /** The shared backing array of a float32 tensor; elements start at {@link #offset()}. */
  public float[] floats() {
    require(DType.FLOAT32);
    return (float[]) data;
  }

  /** The shared backing array of a float64 tensor. */
  public double[] doubles() {
    require(DType.FLOAT64);
    return (double[]) data;
  }

  /** The shared backing array of an int32 tensor. */
  public int[] ints() {
    require(DType.INT32);
    return (int[]) data;
  }

  /** The shared backing array of an int64 tensor. */
  public long[] longs() {
    require(DType.INT64);
    return (long[]) data;
  }

  /** The shared backing array of a bool tensor, 0 or 1 each. */
  public byte[] bools() {
    require(DType.BOOL);
    return (byte[]) data;
  }

  /** A view of the same array with other geometry; internal to ops, unchecked, not recorded. */
  public Tensor view(int newOffset, Shape newShape, int[] newStrides) {
    return new Tensor(dtype, data, newOffset, newShape, newStrides, version);
  }

  /** A row-major view of the same elements; internal to ops, needs a contiguous tensor. */
  public Tensor reshaped(Shape newShape) {
    return new Tensor(dtype, data, offset, newShape, newShape.strides(), version);
  }

  /* Autograd */

  /** Whether gradients are recorded through this tensor. */
  public boolean requiresGrad() {
    return requiresGrad;
  }

  /**
   * Marks a leaf as wanting its gradient; returns this tensor.
   *
   * @throws IllegalArgumentException for a type without gradients
   */
  public Tensor requiresGrad(boolean wanted) {
    if (wanted && !dtype.isFloat()) {
      throw new IllegalArgumentException("requiresGrad: " + dtype + " has no gradient; use toType");
    }
    requiresGrad = wanted;
    return this;
  }

  /** The recorded call that made this tensor, or null for a leaf. */
  public @Nullable Call call() {
    return call;
  }

  /** Records how this tensor was made; internal to ops. */
  public void record(Call made) {
    call = made;
    requiresGrad = true;
  }

  /**
   * Whether {@link #backward()} keeps this table's gradient as rows, in {@link #rowGrad()}, where
   * it can; returns this.
   */
  public Tensor keepRowGrad(boolean wanted) {
    keepsRowGrad = wanted;
    return this;
  }

  /** Whether the gradient is kept as rows. */
  public boolean isRowGrad() {
    return keepsRowGrad;
  }

  /** The rows gathered by {@link #backward()}, or null. */
  public @Nullable RowGrad rowGrad() {
    return rowGrad;
  }

  /** Replaces the gathered rows; null clears them. */
  public void setRowGrad(@Nullable RowGrad g) {
    rowGrad = g;
  }

  /** The gradient gathered by {@link #backward()}, or null. */
  public @Nullable Tensor grad() {
    return grad;
  }

  /** Replaces the gathered gradient; null clears it. */
  public void setGrad(@Nullable Tensor g) {
    if (g != null && !g.shape().equals(shape)) {
      throw new IllegalArgumentException(
          "setGrad: gradient " + g.shape() + " does not fit tensor " + shape);
    }
    grad = g;
  }

  /** The same values outside of the graph. Shares the array. */
  public Tensor detach() {
    Tensor t = new Tensor(dtype, data, offset, shape, strides, version);
    Trace trace = Trace.current();
    if (trace != null) {
      trace.alias(this, t);
    }
    return t;
  }

  /* Changes in place */

  /**
   * Copies the values of another tensor into this one, in place; returns this.
   *
   * @param value of this shape (or broadcasting to it) and type
   * @throws IllegalArgumentException when shape or type does not fit
   * @throws IllegalStateException for a leaf that requires gradients while recording is on
   */
  public Tensor assign(Tensor value) {
    if (requiresGrad && call == null && Autograd.isEnabled()) {
      throw new IllegalStateException(
          "assign: a leaf that requires gradients is changed in place, shape "
              + shape
              + "; do it inside of noGrad");
    }
    if (requiresGrad && call != null) {
      throw new IllegalStateException(
          "assign: a recorded result is changed in place, shape "
              + shape
              + "; write a new tensor, or use detach()");
    }
    if (value.dtype() != dtype) {
      throw new IllegalArgumentException(
          "assign: a " + dtype + " tensor cannot hold " + value.dtype() + "; use toType");
    }
    Tensor v = value.shape().equals(shape) ? value : value.expand(shape.dims());
    Trace trace = Trace.current();
    if (trace == null || !trace.assign(this, v)) {
      Values.copy(v.detach(), this);
      version.count++;
    }
    return this;
  }

  /** How often the array was changed by {@link #assign}; views share the count. */
  public int version() {
    return version.count;
  }

  /** Tells a {@link Trace} of reads; internal to tracers. */
  public void watch() {
    watched = true;
  }

  private void sizing() {
    if (watched) {
      Trace.noteSize();
    }
  }

  private void reading() {
    if (watched) {
      Trace trace = Trace.current();
      if (trace != null) {
        trace.read(this);
      }
    }
  }

  /**
   * Adds the gradient of this scalar to the {@code grad} of every leaf it depends on.
   *
   * @throws IllegalStateException when this is no scalar, nothing was recorded, the graph was
   *     walked before, or a tensor that it needs was changed in place
   */
  public void backward() {
    Autograd.backward(this, false);
  }

  /**
   * As {@link #backward()}.
   *
   * @param retainGraph whether the same graph may be walked again
   */
  public void backward(boolean retainGraph) {
    Autograd.backward(this, retainGraph);
  }

  /**
   * As {@link #backward(boolean)} for a result of any shape.
   *
   * @param gradient what each element counts, of this shape and type
   */
  public void backward(Tensor gradient, boolean retainGraph) {
    Autograd.backward(this, gradient, retainGraph);
  }

  /**
   * Calls a function with this tensor's gradient whenever a walk back has completed it; what the
   * function returns takes the gradient's place.
   *
   * @return removes the hook when run
   */
  public Runnable registerHook(UnaryOperator<Tensor> hook) {
    if (!requiresGrad) {
      throw new IllegalStateException(
          "registerHook: the tensor requires no gradient, shape " + shape);
    }
    UnaryOperator<Tensor> own = hook::apply;
    List<UnaryOperator<Tensor>> more = new ArrayList<>(hooks);
    more.add(own);
    hooks = more;
    return () -> hooks.remove(own);
  }

  /** Whether there are hooks; internal to autograd. */
  public boolean hasHooks() {
    return !hooks.isEmpty();
  }

  /** A gradient after the hooks; internal to autograd. */
  public Tensor hooked(Tensor g) {
    Tensor out = g;
    for (UnaryOperator<Tensor> h : hooks) {
      out = h.apply(out);
      if (!out.shape().equals(shape)) {
        throw new IllegalStateException(
            "hook: returned a gradient " + out.shape() + " for a tensor " + shape);
      }
    }
    return out;
  }

  /** The only element. */
  public double item() {
    if (numel() != 1) {
      throw new IllegalStateException("item: needs one element, shape is " + shape);
    }
    return Values.at(this, offset);
  }

  /** One element as a double. */
  public double get(int... index) {
    if (index.length != rank()) {
      throw new IllegalArgumentException(
          "get: index " + Arrays.toString(index) + " does not fit shape " + shape);
    }
    int at = offset;
    for (int i = 0; i < index.length; i++) {
      if (index[i] < 0 || index[i] >= shape.dim(i)) {
        throw new IllegalArgumentException(
            "get: index " + Arrays.toString(index) + " is outside shape " + shape);
      }
      at += index[i] * strides[i];
    }
    return Values.at(this, at);
  }

  @Override
  Tensor self() {
    return this;
  }

  @Override
  public String toString() {
    return TensorPrinter.print(this);
  }

  private void require(DType wanted) {
    reading();
    if (dtype != wanted) {
      throw new IllegalStateException("tensor: the elements are " + dtype + ", not " + wanted);
    }
  }

  private static Shape sizes(int[] shape, int length) {
    if (shape.length == 0) {
      return Shape.of(length);
    }
    Shape s = Shape.of(shape);
    if (s.numel() != length) {
      throw new IllegalArgumentException(
          "tensor: shape " + s + " needs " + s.numel() + " elements, got " + length);
    }
    return s;
  }
}
