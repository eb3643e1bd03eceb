package dev.arrowmill.tensor.op;

import dev.arrowmill.tensor.Tensor;
import java.util.function.Function;

/** Kernels over several inputs that need them contiguous. */
final class DenseInputs {
  private DenseInputs() {}

  /**
   * Binds to the inputs where they are contiguous, else to copies, which are renewed in each run;
   * then share 0 does everything.
   */
  static Kernel bind(Tensor[] in, Function<Tensor[], Kernel> make) {
    Dense[] dense = new Dense[in.length];
    Tensor[] got = new Tensor[in.length];
    boolean copies = false;
    for (int i = 0; i < in.length; i++) {
      dense[i] = Dense.of(in[i]);
      got[i] = dense[i].get();
      copies |= dense[i].isCopy();
    }
    Kernel body = make.apply(got);
    if (!copies) {
      return body;
    }
    return (part, parts) -> {
      if (part == 0) {
        for (Dense d : dense) {
          d.refresh();
        }
        body.run(0, 1);
      }
    };
  }
}
