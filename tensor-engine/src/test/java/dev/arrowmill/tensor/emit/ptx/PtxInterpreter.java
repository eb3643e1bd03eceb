package dev.arrowmill.tensor.emit.ptx;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/** Runs kernels from their text, thread by thread between barriers, and checks what they touch. */
final class PtxInterpreter implements PtxMachine {
  private final DeviceMemory memory = new DeviceMemory();
  private final Map<String, PtxEntry> parsed = new HashMap<>();
  private int launches;

  @Override
  public long allocate(long bytes) {
    return memory.allocate(bytes);
  }

  @Override
  public void free(long address) {
    memory.free(address);
  }

  @Override
  public void upload(Object array, int at, int n, long address) {
    for (int i = 0; i < n; i++) {
      if (array instanceof byte[] b) {
        memory.store(null, address + i, 1, b[at + i]);
      } else if (array instanceof int[] b) {
        memory.store(null, address + 4L * i, 4, b[at + i]);
      } else {
        int bits = Float.floatToRawIntBits(((float[]) array)[at + i]);
        memory.store(null, address + 4L * i, 4, bits);
      }
    }
  }

  @Override
  public void download(long address, Object array, int at, int n) {
    for (int i = 0; i < n; i++) {
      if (array instanceof byte[] b) {
        b[at + i] = (byte) memory.load(null, address + i, 1);
      } else if (array instanceof int[] b) {
        b[at + i] = memory.load(null, address + 4L * i, 4);
      } else {
        int bits = memory.load(null, address + 4L * i, 4);
        ((float[]) array)[at + i] = Float.intBitsToFloat(bits);
      }
    }
  }

  @Override
  public void launch(PtxKernel kernel, int gridX, int gridY, Object... arguments) {
    PtxEntry entry = parsed.computeIfAbsent(kernel.module(), PtxParser::parse);
    check(entry, kernel, arguments);
    memory.beginLaunch();
    launches++;
    for (int y = 0; y < gridY; y++) {
      for (int x = 0; x < gridX; x++) {
        block(entry, x, y, kernel.threads(), arguments);
      }
    }
  }

  private static void check(PtxEntry entry, PtxKernel kernel, Object[] arguments) {
    if (entry.parameters().size() != arguments.length || kernel.threads() > entry.threads()) {
      throw new PtxFault(
          entry.name() + ": takes " + entry.parameters() + ", got " + Arrays.toString(arguments));
    }
    for (int i = 0; i < arguments.length; i++) {
      boolean pointer = entry.parameters().get(i).getValue().equals("u64");
      if (pointer != arguments[i] instanceof Long) {
        throw new PtxFault(entry.name() + ": parameter " + i + " got " + arguments[i]);
      }
    }
  }

  private void block(PtxEntry entry, int x, int y, int threads, Object[] arguments) {
    SharedMemory shared = new SharedMemory(entry.sharedBytes());
    Lane[] lanes = new Lane[threads];
    for (int i = 0; i < threads; i++) {
      lanes[i] = new Lane(entry, x, y, i, threads, arguments, memory, shared);
    }
    boolean more = true;
    while (more) {
      int ended = 0;
      int place = -1;
      for (Lane t : lanes) {
        t.run();
        ended += t.ended ? 1 : 0;
        if (t.waits) {
          if (place >= 0 && place != t.pc) {
            throw t.fault("waits at another barrier than its block");
          }
          place = t.pc;
        }
      }
      more = place >= 0;
      if (more && ended > 0) {
        throw new PtxFault(entry.name() + ": " + ended + " threads ended before a barrier");
      }
      for (Lane t : lanes) {
        t.waits = false;
      }
      shared.barrier();
    }
  }

  int launches() {
    return launches;
  }

  /** Allocations that were not given back. */
  int allocations() {
    return memory.allocations();
  }

  @Override
  public String describe() {
    return "interpreter";
  }

  @Override
  public void close() {}
}
