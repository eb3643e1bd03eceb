package dev.arrowmill.tensor.golden;

import dev.arrowmill.tensor.Tensor;
import dev.arrowmill.tensor.autograd.Autograd;
import dev.arrowmill.tensor.compile.Compiled;
import dev.arrowmill.tensor.compile.Program;
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

  /** Recorded, and run as a plan twice. */
  GoldenMode COMPILED =
      new GoldenMode() {
        @Override
        public String name() {
          return "compiled";
        }

        @Override
        public List<Tensor> run(Function<List<Tensor>, List<Tensor>> program, List<Tensor> inputs) {
          Program p =
              in -> Autograd.withGrad(() -> program.apply(List.of(in)).toArray(Tensor[]::new));
          try (Compiled compiled = Compiled.ofAll(p)) {
            Tensor[] in = inputs.toArray(Tensor[]::new);
            compiled.call(in);
            return List.of(compiled.call(in));
          }
        }
      };

  /** A word for the report. */
  String name();

  /** The program's results. */
  List<Tensor> run(Function<List<Tensor>, List<Tensor>> program, List<Tensor> inputs);
}
