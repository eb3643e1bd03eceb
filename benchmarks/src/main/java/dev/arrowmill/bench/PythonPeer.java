package dev.arrowmill.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A peer library in a Python process that prepares one case and then runs it whenever it is asked:
 * a line in, the seconds out, after a blank the seconds of CPU time where the script tells them.
 */
final class PythonPeer implements Contender {
  private final String name;
  private final Process process;
  private final Writer to;
  private final BufferedReader from;
  private double cpu = Double.NaN;

  private PythonPeer(String name, Process process) {
    this.name = name;
    this.process = process;
    this.to = new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8);
    this.from =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
  }

  /**
   * Starts the peer, or says nothing if Python or the library is not there.
   *
   * @param script a resource beside this class
   * @param library {@code torch} or another, as the script knows it
   * @param arguments the case, as the script takes it
   */
  static Optional<Contender> start(String script, int threads, String library, String... arguments)
      throws IOException {
    Optional<Path> python = python();
    if (python.isEmpty()) {
      return Optional.empty();
    }
    java.util.List<String> command = new java.util.ArrayList<>();
    command.add(python.get().toString());
    command.add("-c");
    command.add(text(script));
    command.add(library);
    command.addAll(java.util.List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.redirectError(ProcessBuilder.Redirect.DISCARD);
    builder.environment().put("OMP_NUM_THREADS", "" + threads);
    builder.environment().put("OPENBLAS_NUM_THREADS", "" + threads);
    builder.environment().put("MKL_NUM_THREADS", "" + threads);
    PythonPeer peer = new PythonPeer(library, builder.start());
    if (!"ready".equals(peer.from.readLine())) {
      peer.close();
      return Optional.empty();
    }
    return Optional.of(peer);
  }

  private static String text(String script) throws IOException {
    try (InputStream in = PythonPeer.class.getResourceAsStream(script)) {
      if (in == null) {
        throw new IOException(script + " is not in the benchmarks jar");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  /** ARROWMILL_PEERS_PYTHON, or the virtual environment that peers/install.sh makes. */
  static Optional<Path> python() {
    String wanted = System.getenv("ARROWMILL_PEERS_PYTHON");
    Path path =
        wanted != null
            ? Path.of(wanted)
            : Path.of(System.getProperty("arrowmill.home", "."), ".venv-peers/bin/python");
    return Files.isExecutable(path) ? Optional.of(path) : Optional.empty();
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public double seconds() throws IOException {
    to.write("run\n");
    to.flush();
    String line = from.readLine();
    if (line == null) {
      throw new IOException("peer " + name + " ended");
    }
    String[] figures = line.split(" ", -1);
    cpu = figures.length > 1 ? Double.parseDouble(figures[1]) : Double.NaN;
    return Double.parseDouble(figures[0]);
  }

  @Override
  public double cpuSeconds() {
    return cpu;
  }

  @Override
  public void close() {
    process.destroy();
  }
}
