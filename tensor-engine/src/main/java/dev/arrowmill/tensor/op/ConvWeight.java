package dev.arrowmill.tensor.op;

import dev.arrowmill.tensor.DType;
import dev.arrowmill.tensor.Tensor;
import dev.arrowmill.tensor.autograd.Call;
import java.util.Arrays;

/** The gradient of a convolution's kernel, from its input and the gradient of its output. */
final class ConvWeight extends KernelOp {
  ConvWeight(Attrs attrs) {
    super("convWeight", attrs);
  }

  @Override
  protected Tensor allocate(Tensor... in) {
    return Tensor.zeros(in[0].dtype(), ConvShape.weight(in[0], in[1], attrs()).weightShape());
  }

  @Override
  public Kernel kernel(Tensor[] in, Tensor out) {
    ConvShape s = ConvShape.weight(in[0], in[1], attrs());
    return DenseInputs.bind(
        in, t -> out.dtype() == DType.FLOAT32 ? single(s, t, out) : twice(s, t, out));
  }

  private static Kernel twice(ConvShape s, Tensor[] in, Tensor w) {
    return (part, parts) -> {
      if (part == 0) {
        Fills.zero(w);
        ConvLoops.run(ConvLoops.Target.WEIGHT, s, in[0], w, in[1], 0, s.n);
      }
    };
  }

  /** Shares are ranges of the kernel's elements. */
  private static Kernel single(ConvShape s, Tensor[] in, Tensor dw) {
    int c = s.groupChannels();
    int m = s.groupFilters();
    Window w = new Window(c, s.in, s.lo, s.kernel, s.out, s.stride, s.dilation);
    Scratch scratch = new Scratch(ConvProduct.weightScratch(w, c, m));
    int[] pixels = ConvProduct.pixels(w, c);
    int blocks = w.taps.length / 4;
    return (part, parts) -> {
      int from = 4 * Kernel.from(blocks, part, parts);
      int end = Math.min(w.tapCount, 4 * Kernel.from(blocks, part + 1, parts));
      if (s.n == 0 && part == 0) {
        Fills.zero(dw);
      }
      for (int g = 0; g < s.groups && from < end && s.n > 0; g++) {
        ConvProduct.weight(
            w,
            pixels,
            c,
            m,
            s.n,
            from,
            end,
            in[0].floats(),
            in[0].offset() + g * c * s.inputs(),
            s.channels * s.inputs(),
            in[1].floats(),
            in[1].offset() + g * m * s.outputs(),
            s.filters * s.outputs(),
            dw.floats(),
            dw.offset() + g * m * s.rows(),
            scratch.of(part));
      }
    };
  }

  @Override
  public Tensor[] vjp(Call call, Tensor g) {
    Tensor x = call.input(0);
    Attrs a = attrs();
    Attrs plain =
        Attrs.of(
            "stride",
            a.ints("stride"),
            "lo",
            a.ints("lo"),
            "hi",
            a.ints("hi"),
            "dilation",
            a.ints("dilation"),
            "groups",
            a.integer("groups"));
    Tensor[] out = new Tensor[2];
    if (call.needs(0)) {
      int[] size = Arrays.copyOfRange(x.shape().dims(), 2, x.rank());
      out[0] = new ConvInput(plain.with("size", size)).call(call.input(1), g);
    }
    if (call.needs(1)) {
      out[1] = new Conv(plain).call(x, g);
    }
    return out;
  }
}
