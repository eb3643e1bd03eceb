package dev.arrowmill.bench;

import dev.arrowmill.tensor.Tensor;
import dev.arrowmill.tensor.compile.Compiled;
import dev.arrowmill.tensor.compile.CompiledStep;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Training steps and forward passes of reference models, compiled, on one and two threads, beside
 * PyTorch (eager and torch.compile) and TensorFlow (tf.function, with and without XLA).
 */
final class EngineBenchmark implements Benchmark {
  private static final List<String> PEERS =
      List.of("torch", "torch.compile", "tf.function", "tf.xla");
  private static final double SECONDS = 0.15;

  /**
   * A row: a model at a batch size, and what is promised of its step and of its forward pass.
   *
   * @param score 0 where only the step counts
   */
  private record Plan(String model, int batch, double step, double score) {}

  private static final List<Plan> PLANS =
      List.of(
          new Plan("mlp", 16, 3, 1.5),
          new Plan("mlp", 128, 1.8, 1),
          new Plan("mlp", 1024, 1.2, 1),
          new Plan("dlrm", 2048, 2.5, 1),
          new Plan("cnn", 128, 1.4, 1),
          new Plan("transformer", 32, 1, 1));

  private final String threads;
  private final String only;

  /** With the models and threads of the system properties; all of them by default. */
  EngineBenchmark() {
    this("", "");
  }

  /**
   * @param threads such as {@code 1,2}, or empty for the system property's
   * @param only names of models, or empty for the system property's
   */
  EngineBenchmark(String threads, String only) {
    this.threads = threads;
    this.only = only;
  }

  private static List<String> names(String given, String property, String all) {
    String text = given.isEmpty() ? System.getProperty(property, all) : given;
    return List.of(text.split(",", -1));
  }

  @Override
  public String name() {
    return "engine";
  }

  @Override
  public List<Row> run(Harness harness, boolean peers, Consumer<Row> progress) throws Exception {
    List<Row> rows = new ArrayList<>();
    List<String> models = names(only, "arrowmill.bench.models", "mlp,dlrm,cnn,transformer");
    for (String count : names(threads, "arrowmill.bench.threads", "1,2")) {
      int n = Integer.parseInt(count);
      for (Plan p : PLANS) {
        if (models.contains(p.model)) {
          rows.add(row(harness, peers, p, "step", p.step, n));
          progress.accept(rows.get(rows.size() - 1));
          rows.add(row(harness, peers, p, "score", p.score, n));
          progress.accept(rows.get(rows.size() - 1));
        }
      }
    }
    return rows;
  }

  private static Row row(
      Harness harness, boolean peers, Plan p, String what, double target, int threads)
      throws Exception {
    EngineModel model = EngineModel.of(p.model, p.batch);
    Runnable work = what.equals("step") ? step(model, threads) : score(model, threads);
    int repeats = repeats(work);
    String name = p.model + " " + what + ", batch " + p.batch + ", threads " + threads;
    try (Peers others =
        Peers.script(
            peers,
            "engine_peers.py",
            PEERS,
            threads,
            p.model,
            what,
            "" + p.batch,
            "" + repeats,
            "" + threads)) {
      Contender ours =
          Contender.of(
              "arrowmill",
              () -> {
                for (int i = 0; i < repeats; i++) {
                  work.run();
                }
              });
      double rows = (double) repeats * p.batch;
      return harness.measure(new Case(name, "rows/s", rows, target, ours, others.all()));
    }
  }

  private static Runnable step(EngineModel m, int threads) {
    CompiledStep step = CompiledStep.of(m.optimizer(), m.loss()).threads(threads);
    Tensor[] args = m.args();
    return () -> step.run(args);
  }

  private static Runnable score(EngineModel m, int threads) {
    m.net().eval();
    Compiled f = Compiled.ofAll(m.forward()).threads(threads);
    Tensor[] args = m.inputs();
    return () -> f.borrow(args);
  }

  /** How many fill a run that is long enough to be timed. */
  private static int repeats(Runnable work) {
    work.run();
    double best = Double.MAX_VALUE;
    for (int i = 0; i < 5; i++) {
      long start = System.nanoTime();
      work.run();
      best = Math.min(best, (System.nanoTime() - start) * 1e-9);
    }
    return (int) Math.max(1, Math.min(2000, SECONDS / best));
  }
}
