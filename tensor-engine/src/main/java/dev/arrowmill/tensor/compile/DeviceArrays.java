package dev.arrowmill.tensor.compile;

import dev.arrowmill.tensor.DType;
import dev.arrowmill.tensor.Tensor;
import dev.arrowmill.tensor.emit.ptx.PtxMachine;
import java.util.IdentityHashMap;
import java.util.Map;

/** The device's twin of each array: a tensor's place on the device is that of its array's twin. */
final class DeviceArrays implements AutoCloseable {
  private record Twin(long address, int length) {}

  private final PtxMachine machine;
  private final Map<Object, Twin> twins = new IdentityHashMap<>();

  DeviceArrays(PtxMachine machine) {
    this.machine = machine;
  }

  PtxMachine machine() {
    return machine;
  }

  /** The address of a tensor's first element; memory without values where there was none. */
  long address(Tensor t) {
    return twin(t).address() + (long) t.offset() * t.dtype().bytes();
  }

  private Twin twin(Tensor t) {
    if (t.dtype() != DType.FLOAT32 && t.dtype() != DType.BOOL) {
      throw new IllegalArgumentException(
          "device: float32 and bool tensors only, got " + t.dtype() + " " + t.shape());
    }
    return twins.computeIfAbsent(
        t.storage(),
        a -> {
          int n = java.lang.reflect.Array.getLength(a);
          return new Twin(machine.allocate(Math.max(4L, (long) n * t.dtype().bytes())), n);
        });
  }

  /** Copies a tensor's whole array to the device, unless it is there. */
  void give(Tensor t) {
    if (!twins.containsKey(t.storage())) {
      Twin twin = twin(t);
      machine.upload(t.storage(), 0, twin.length(), twin.address());
    }
  }

  /** Copies the values of a contiguous tensor to the device. */
  void upload(Tensor from, Tensor to) {
    machine.upload(from.storage(), from.offset(), to.numel(), address(to));
  }

  /** Copies a contiguous tensor's values back into it. */
  void download(Tensor t) {
    machine.download(address(t), t.storage(), t.offset(), t.numel());
  }

  @Override
  public void close() {
    twins.values().forEach(t -> machine.free(t.address()));
    twins.clear();
  }
}
