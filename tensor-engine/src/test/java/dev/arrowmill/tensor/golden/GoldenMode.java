package dev.arrowmill.tensor.golden;

import dev.arrowmill.tensor.Tensor;
import java.util.List;
import java.util.function.Function;

/** How a case's program (outputs and gradients from inputs and cotangents) is run. */
interface GoldenMode {
  /** The plain calls. */
  GoldenMode EAGER =
      new GoldenMode() {
        @Override
        public String name() {
          return "eager";
        }

        @Override
        public List<Tensor> run(Function<List<Tensor>, List<Tensor>> program, List<Tensor> inputs) {
          return program.apply(inputs);
        }
      };

  /** A word for the report. */
  String name();

  /** The program's results. */
  List<Tensor> run(Function<List<Tensor>, List<Tensor>> program, List<Tensor> inputs);
}
