package dev.arrowmill.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The Python peers of one case that are wanted and there; closes them together. */
final class Peers implements AutoCloseable {
  private final List<Contender> running = new ArrayList<>();

  /**
   * @param wanted whether peers run at all
   * @param libraries their names
   */
  static Peers of(boolean wanted, List<String> libraries, String... arguments) throws IOException {
    return script(wanted, "peers.py", libraries, 1, arguments);
  }

  /**
   * As {@link #of}, by another script and with threads.
   *
   * @param script a resource beside this class
   */
  static Peers script(
      boolean wanted, String script, List<String> libraries, int threads, String... arguments)
      throws IOException {
    Peers peers = new Peers();
    if (wanted) {
      for (String library : libraries) {
        Optional<Contender> peer = PythonPeer.start(script, threads, library, arguments);
        peers.running.add(peer.orElseGet(() -> new Absent(library)));
      }
    }
    return peers;
  }

  List<Contender> all() {
    return List.copyOf(running);
  }

  @Override
  public void close() {
    running.forEach(Contender::close);
  }

  /** A peer that is not installed: it never wins and its figure is null. */
  record Absent(String name) implements Contender {
    @Override
    public double seconds() {
      return Double.NaN;
    }
  }
}
