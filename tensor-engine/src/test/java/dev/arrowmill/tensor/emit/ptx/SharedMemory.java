package dev.arrowmill.tensor.emit.ptx;

/**
 * One block's shared memory, in words. Between two barriers a word is either written by one thread
 * and touched by no other, or only read.
 */
final class SharedMemory {
  private static final int NOBODY = -1;
  private static final int SEVERAL = -2;

  private final float[] words;
  private final boolean[] written;
  private final int[] writer;
  private final int[] writeTime;
  private final int[] reader;
  private final int[] readTime;
  private int time = 1;

  SharedMemory(int bytes) {
    int n = (bytes + 3) / 4;
    words = new float[n];
    written = new boolean[n];
    writer = new int[n];
    writeTime = new int[n];
    reader = new int[n];
    readTime = new int[n];
  }

  void barrier() {
    time++;
  }

  private int word(Lane t, String verb, int address) {
    if (address < 0 || address % 4 != 0 || address / 4 >= words.length) {
      throw t.fault(verb + " shared " + address + " of " + 4 * words.length + " bytes");
    }
    return address / 4;
  }

  float load(Lane t, int address) {
    int w = word(t, "reads", address);
    if (!written[w]) {
      throw t.fault("reads shared " + address + ", which nobody wrote");
    }
    if (writeTime[w] == time && writer[w] != t.thread) {
      throw t.fault("races: reads shared " + address + ", which thread " + writer[w] + " wrote");
    }
    boolean first = readTime[w] != time || reader[w] == NOBODY;
    reader[w] = first || reader[w] == t.thread ? t.thread : SEVERAL;
    readTime[w] = time;
    return words[w];
  }

  void store(Lane t, int address, float value) {
    int w = word(t, "writes", address);
    if (writeTime[w] == time && writer[w] != t.thread) {
      throw t.fault("races: writes shared " + address + ", as thread " + writer[w] + " did");
    }
    if (readTime[w] == time && reader[w] != t.thread) {
      throw t.fault("races: writes shared " + address + ", which another thread reads");
    }
    written[w] = true;
    writer[w] = t.thread;
    writeTime[w] = time;
    words[w] = value;
  }
}
