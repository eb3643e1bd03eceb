package dev.arrowmill.tensor.compile;

import dev.arrowmill.tensor.Tensor;
import java.nio.file.Path;

/** Runs a saved program in a JVM of its own: arguments are the file and the values of 5 columns. */
public final class RunSaved {
  private RunSaved() {}

  /** Prints each result behind a {@code =}. */
  public static void main(String[] args) throws Exception {
    float[] x = new float[args.length - 1];
    for (int i = 0; i < x.length; i++) {
      x[i] = Float.parseFloat(args[i + 1]);
    }
    for (float v :
        SavedProgram.load(Path.of(args[0])).apply(Tensor.of(x, x.length / 5, 5)).toFloats()) {
      System.out.println("=" + v);
    }
  }
}
