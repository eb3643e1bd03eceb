package dev.arrowmill.tensor.emit.ptx;

import dev.arrowmill.tensor.cuda.CudaMachine;
import dev.arrowmill.tensor.cuda.CudaProbe;
import dev.arrowmill.tensor.cuda.CudaStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** A machine with arrays going to and fro, for tests. */
final class PtxRig implements AutoCloseable {
  private static final CudaStatus CUDA = CudaProbe.probe();

  static {
    System.out.println(
        "ptx: kernels run on the interpreter"
            + (CUDA.available()
                ? " and on " + CUDA.devices().get(0).name()
                : " only: " + CUDA.reason()));
  }

  final PtxMachine machine;
  private final List<Long> held = new ArrayList<>();

  PtxRig(PtxMachine machine) {
    this.machine = machine;
  }

  /** The interpreter, and the device where there is one. */
  static List<PtxRig> all() {
    List<PtxRig> rigs = new ArrayList<>(List.of(new PtxRig(new PtxInterpreter())));
    if (CUDA.available()) {
      rigs.add(new PtxRig(CudaMachine.open(0)));
    }
    return rigs;
  }

  long room(int floats) {
    long a = machine.allocate(Math.max(4L * floats, 4));
    held.add(a);
    return a;
  }

  long put(Object array) {
    int n = java.lang.reflect.Array.getLength(array);
    long a = room(n);
    machine.upload(array, 0, n, a);
    return a;
  }

  float[] floats(long address, int n) {
    float[] a = new float[n];
    machine.download(address, a, 0, n);
    return a;
  }

  byte[] bytes(long address, int n) {
    byte[] a = new byte[n];
    machine.download(address, a, 0, n);
    return a;
  }

  static float[] numbers(int n, long seed) {
    Random r = new Random(seed);
    float[] a = new float[n];
    for (int i = 0; i < n; i++) {
      a[i] = (float) r.nextGaussian();
    }
    return a;
  }

  static void same(String what, float[] expected, float[] actual) {
    for (int i = 0; i < expected.length; i++) {
      if (Float.floatToIntBits(expected[i]) != Float.floatToIntBits(actual[i])) {
        throw new AssertionError(what + " at " + i + ": " + expected[i] + " / " + actual[i]);
      }
    }
  }

  @Override
  public void close() {
    held.forEach(machine::free);
    machine.close();
  }
}
