package dev.arrowmill.tensor.compile;

import dev.arrowmill.tensor.DType;
import dev.arrowmill.tensor.Tensor;
import dev.arrowmill.tensor.io.SafeTensors;
import dev.arrowmill.tensor.io.TensorFormatException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/**
 * A recorded program in a file of its own: graph, parameters and constants, without the classes
 * that made it. The counterpart of TorchScript and SavedModel. The file is a safetensors file whose
 * metadata holds the graph as JSON. Not thread-safe; load once per thread.
 */
public final class SavedProgram implements AutoCloseable {
  private final Recorded recorded;
  private final Signature signature;
  private Team team = new Team(1);

  private SavedProgram(Recorded recorded, Signature signature) {
    this.recorded = recorded;
    this.signature = signature;
  }

  static void write(Path file, Graph graph, Signature signature) throws IOException {
    GraphWriter.Written w = GraphWriter.write(graph, signature);
    Path temporary = file.resolveSibling(file.getFileName() + ".part");
    try {
      SafeTensors.write(
          temporary,
          w.tensors(),
          Map.of("graph", w.text(), "sha256", digest(w.text(), w.tensors().values())));
      Files.move(temporary, file, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(temporary);
    }
  }

  /**
   * Reads a program that {@link Compiled#save} wrote.
   *
   * @throws dev.arrowmill.tensor.io.TensorFormatException when the file is damaged or is none
   */
  public static SavedProgram load(Path file) throws IOException {
    SafeTensors tensors = SafeTensors.read(file);
    GraphReader.Loaded l = GraphReader.read(file.toString(), tensors);
    String text = String.valueOf(tensors.metadata().get("graph"));
    if (!digest(text, tensors.tensors().values()).equals(tensors.metadata().get("sha256"))) {
      throw new TensorFormatException(
          file.toString(), "the checksum does not fit: the file is damaged");
    }
    return new SavedProgram(Recorded.of(l.graph(), l.signature()), l.signature());
  }

  private static String digest(String text, Collection<Tensor> tensors) {
    try {
      MessageDigest sha = MessageDigest.getInstance("SHA-256");
      sha.update(text.getBytes(StandardCharsets.UTF_8));
      for (Tensor t : tensors) {
        sha.update(SafeTensors.bytes(t));
      }
      return HexFormat.of().formatHex(sha.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }

  /** Uses this many threads from now on; results do not depend on it. Returns this. */
  public SavedProgram threads(int n) {
    team.close();
    team = new Team(n);
    return this;
  }

  /** The types of the arguments. */
  public List<DType> types() {
    return signature.types();
  }

  /** The shapes of the arguments; -1 is any batch size, the same for all. */
  public List<List<Integer>> shapes() {
    return signature.shapes();
  }

  /**
   * The results, new tensors.
   *
   * @throws IllegalArgumentException when the arguments are not those that the program is for
   */
  public Tensor[] call(Tensor... args) {
    if (!signature.matches(args)) {
      List<String> given = new ArrayList<>();
      Arrays.stream(args).forEach(t -> given.add(t.dtype() + t.shape().toString()));
      throw new IllegalArgumentException(
          "program: expected arguments " + Explain.name(signature) + ", got " + given);
    }
    Plan plan = recorded.plan(Signature.batch(args));
    plan.load(args);
    team.run(plan.kernels());
    return plan.results();
  }

  /** The first result, a new tensor. */
  public Tensor apply(Tensor... args) {
    return call(args)[0];
  }

  @Override
  public void close() {
    threads(1);
  }
}
