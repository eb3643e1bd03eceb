package dev.arrowmill.tensor.compile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.arrowmill.tensor.Tensor;
import dev.arrowmill.tensor.io.TensorFormatException;
import dev.arrowmill.tensor.nn.Layer;
import dev.arrowmill.tensor.nn.LayerNorm;
import dev.arrowmill.tensor.nn.Linear;
import dev.arrowmill.tensor.nn.Relu;
import dev.arrowmill.tensor.nn.Sequential;
import dev.arrowmill.tensor.op.CustomOp;
import dev.arrowmill.tensor.op.OpSpec;
import dev.arrowmill.tensor.op.Ops;
import dev.arrowmill.tensor.random.Rng;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A saved program gives the recorded one's bits, in a JVM that lacks the user's classes. */
class SavedProgramTest {
  @TempDir Path dir;

  /** A user's own layer: the JVM that runs the file does not have it. */
  private static final class Gate extends Layer {
    private final Linear a = child("a", Linear.of(5, 4, Rng.of(1)));
    private final Linear b = child("b", Linear.of(5, 4, Rng.of(2)));

    @Override
    public Tensor forward(Tensor x) {
      return a.forward(x).sigmoid().mul(b.forward(x).tanh());
    }
  }

  @Test
  void everyOpSurvivesAFile() throws Exception {
    for (OpSpec op : Ops.ALL) {
      for (OpSpec.Sample s : op.samples()) {
        Tensor[] in = s.inputs().apply(Rng.of(5));
        try (Compiled c = Compiled.ofAll(t -> new Tensor[] {s.f().apply(t)})) {
          Tensor y = Rng.scoped(1, 2, 3, () -> c.apply(in));
          if (c.explain().contains("runs eagerly")) {
            continue;
          }
          Path file = dir.resolve("p");
          c.save(file, in);
          SavedProgram saved = SavedProgram.load(file);
          Tensor again = Rng.scoped(1, 2, 3, () -> saved.apply(in));
          assertThat(again.dtype()).as(op.name()).isEqualTo(y.dtype());
          assertThat(again.toDoubles()).as(op.name()).isEqualTo(y.toDoubles());
        }
      }
    }
  }

  @Test
  void runsInAJvmWithoutTheUsersClasses() throws Exception {
    Sequential net = Sequential.of(new Gate(), LayerNorm.of(4), Relu.of());
    net.eval();
    Path file = dir.resolve("net");
    Tensor x = Tensor.randn(Rng.of(7), 3, 5);
    Compiled.of(net).save(file, x);
    String main =
        Path.of(Layer.class.getProtectionDomain().getCodeSource().getLocation().toURI()).toString();
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-cp");
    command.add(withoutTests(main));
    command.add("dev.arrowmill.tensor.compile.RunSaved");
    command.add(file.toString());
    for (float v : x.toFloats()) {
      command.add(Float.toString(v));
    }
    Process p = new ProcessBuilder(command).redirectErrorStream(true).start();
    String out =
        new String(p.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
    assertThat(p.waitFor()).as(out).isZero();
    float[] expected = net.forward(x).toFloats();
    String[] lines = out.lines().filter(l -> l.startsWith("=")).toArray(String[]::new);
    assertThat(lines).hasSize(expected.length);
    for (int i = 0; i < expected.length; i++) {
      assertThat(Float.parseFloat(lines[i].substring(1))).isEqualTo(expected[i]);
    }
  }

  /** The class path with the runner alone instead of all test classes. */
  private String withoutTests(String main) throws Exception {
    String name = "dev/arrowmill/tensor/compile/RunSaved.class";
    Path copy = dir.resolve("runner").resolve(name);
    Files.createDirectories(copy.getParent());
    try (var in = getClass().getClassLoader().getResourceAsStream(name)) {
      Files.copy(java.util.Objects.requireNonNull(in), copy);
    }
    StringBuilder cp = new StringBuilder(main + ":" + dir.resolve("runner"));
    for (String entry : System.getProperty("java.class.path").split(":", -1)) {
      if (entry.endsWith(".jar")) {
        cp.append(':').append(entry);
      }
    }
    return cp.toString();
  }

  @Test
  void wrongArgumentsDamageAndUnknownOpsAreNamed() throws Exception {
    Path file = dir.resolve("net");
    Tensor x = Tensor.randn(Rng.of(7), 3, 5);
    Compiled.of(Linear.of(5, 2, Rng.of(1))).save(file, x);
    SavedProgram p = SavedProgram.load(file);
    assertThat(p.apply(Tensor.ones(9, 5)).shape().dims()).containsExactly(9, 2);
    assertThatThrownBy(() -> p.apply(Tensor.ones(3, 4)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("float32[B, 5]")
        .hasMessageContaining("float32[3, 4]");
    byte[] bytes = Files.readAllBytes(file);
    for (int i = 0; i < bytes.length; i++) {
      byte[] bad = bytes.clone();
      bad[i] ^= 1;
      Files.write(file, bad);
      assertThatThrownBy(() -> SavedProgram.load(file))
          .as("byte %s of %s", i, bytes.length)
          .isInstanceOf(TensorFormatException.class)
          .hasMessageContaining(file.toString());
    }
    var twice = CustomOp.of("twice", t -> t[0].mul(2), (call, g) -> new Tensor[] {g.mul(2)});
    assertThatThrownBy(() -> Compiled.of(t -> twice.apply(t)).save(file, x))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("twice")
        .hasMessageContaining("Ops.register");
  }
}
