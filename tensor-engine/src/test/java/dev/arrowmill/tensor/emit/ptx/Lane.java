package dev.arrowmill.tensor.emit.ptx;

/** One thread: its registers, where it stands and what it may reach. */
final class Lane {
  final PtxEntry entry;
  final int block;
  final int blockY;
  final int thread;
  final int threads;
  final Object[] arguments;
  final DeviceMemory global;
  final SharedMemory shared;
  final float[] f;
  final double[] fd;
  final int[] r;
  final long[] rd;
  final boolean[] p;
  private final boolean[][] set;
  int pc;
  boolean waits;
  boolean ended;

  Lane(
      PtxEntry entry,
      int block,
      int blockY,
      int thread,
      int threads,
      Object[] arguments,
      DeviceMemory global,
      SharedMemory shared) {
    this.entry = entry;
    this.block = block;
    this.blockY = blockY;
    this.thread = thread;
    this.threads = threads;
    this.arguments = arguments;
    this.global = global;
    this.shared = shared;
    f = new float[entry.count("f32")];
    fd = new double[entry.count("f64")];
    r = new int[entry.count("b32")];
    rd = new long[entry.count("b64")];
    p = new boolean[entry.count("pred")];
    set =
        new boolean[][] {
          new boolean[f.length],
          new boolean[fd.length],
          new boolean[r.length],
          new boolean[rd.length],
          new boolean[p.length]
        };
  }

  /** Runs to the next barrier or to the end. */
  void run() {
    while (!waits && !ended) {
      PtxEntry.Line line = entry.lines().get(pc++);
      if (line.guard() < 0 || guard(line.guard())) {
        line.step().run(this);
      }
    }
  }

  private boolean guard(int predicate) {
    check(4, predicate);
    return p[predicate];
  }

  /** Notes that a register got a value; kinds are f, fd, r, rd, p. */
  void mark(int kind, int register) {
    set[kind][register] = true;
  }

  /** Fails when a register was never set. */
  void check(int kind, int register) {
    if (!set[kind][register]) {
      throw fault("reads a register that was never set");
    }
  }

  /** A number that differs for all threads of a launch. */
  int number() {
    return (blockY * 65536 + block) * threads + thread;
  }

  PtxFault fault(String what) {
    PtxEntry.Line line = entry.lines().get(Math.max(0, pc - 1));
    return new PtxFault(
        String.format(
            "%s line %d (%s), block (%d, %d), thread %d: %s",
            entry.name(), line.number(), line.text(), block, blockY, thread, what));
  }
}
