package dev.arrowmill.tensor.golden;

import com.fasterxml.jackson.databind.JsonNode;
import dev.arrowmill.tensor.Tensor;
import dev.arrowmill.tensor.nn.Parameter;
import dev.arrowmill.tensor.optim.GradClip;
import dev.arrowmill.tensor.optim.Lbfgs;
import dev.arrowmill.tensor.optim.Optimizer;
import dev.arrowmill.tensor.optim.ReduceLrOnPlateau;
import dev.arrowmill.tensor.optim.Scheduler;
import dev.arrowmill.tensor.optim.Sgd;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** The group {@code optim}: optimizers step by step, schedules, clipping, and training runs. */
final class GoldenOptim {
  static final GoldenTable TABLE = new GoldenTable();

  static {
    for (String name : GoldenOptimizers.NAMES) {
      TABLE.procedure(name, GoldenOptim::steps);
    }
    for (String name : GoldenSchedules.NAMES) {
      TABLE.procedure(name, GoldenOptim::schedule);
    }
    TABLE
        .procedure("ReduceLROnPlateau", GoldenOptim::plateau)
        .procedure("clip_grad_norm_", GoldenOptim::clip)
        .procedure("LBFGS", GoldenOptim::lbfgs)
        .procedure("train", GoldenTraining::run);
  }

  private GoldenOptim() {}

  private static void steps(GoldenCase c) throws IOException {
    JsonNode json = c.json();
    List<Parameter> parameters = new ArrayList<>();
    for (JsonNode key : json.get("params")) {
      parameters.add(new Parameter("p", c.tensor(key)));
    }
    Optimizer opt = GoldenOptimizers.make(c.op(), c.attrs(), parameters);
    for (int s = 0; s < json.get("grads").size(); s++) {
      for (int i = 0; i < parameters.size(); i++) {
        parameters.get(i).setGrad(c.tensor(json.get("grads").get(s).get(i)));
      }
      opt.step();
      for (int i = 0; i < parameters.size(); i++) {
        Tensor truth = c.tensor(json.get("params_after").get(s).get(i));
        c.close("step " + s + " parameter " + i, parameters.get(i).tensor(), truth, 2e-6);
      }
    }
  }

  private static Optimizer sgd(JsonNode json) {
    Parameter p = new Parameter("p", Tensor.zeros(1));
    return Sgd.of(List.of(p)).lr(json.get("base_lr").asDouble()).momentum(0.9);
  }

  private static void schedule(GoldenCase c) {
    JsonNode json = c.json();
    Optimizer opt = sgd(json);
    Scheduler scheduler = Scheduler.of(opt, GoldenSchedules.make(c.op(), c.attrs()));
    for (int i = 0; i < json.get("lr").size(); i++) {
      c.close("lr " + i, opt.lr(), json.get("lr").get(i).asDouble());
      if (json.path("momentum").has(i)) {
        c.close("momentum " + i, opt.momentum(), json.get("momentum").get(i).asDouble());
      }
      if (i + 1 < json.get("lr").size()) {
        scheduler.step();
      }
    }
  }

  private static void plateau(GoldenCase c) {
    JsonNode a = c.attrs();
    Optimizer opt = sgd(c.json());
    ReduceLrOnPlateau scheduler =
        ReduceLrOnPlateau.of(opt)
            .larger(a.path("mode").asText("min").equals("max"))
            .factor(a.path("factor").asDouble(0.1))
            .patience(a.path("patience").asInt(10))
            .cooldown(a.path("cooldown").asInt(0))
            .threshold(
                a.path("threshold").asDouble(1e-4),
                a.path("threshold_mode").asText("rel").equals("rel"))
            .minLr(a.path("min_lr").asDouble(0));
    for (int i = 0; i < c.json().get("metrics").size(); i++) {
      scheduler.step(c.json().get("metrics").get(i).asDouble());
      c.close("lr " + i, opt.lr(), c.json().get("lr").get(i).asDouble());
    }
  }

  private static void clip(GoldenCase c) throws IOException {
    List<Parameter> parameters = new ArrayList<>();
    for (JsonNode key : c.json().get("grads")) {
      Tensor g = c.tensor(key);
      Parameter p = new Parameter("p", Tensor.zeros(g.dtype(), g.shape()));
      p.setGrad(g);
      parameters.add(p);
    }
    Tensor norm =
        GradClip.clipGradNorm(
            parameters,
            c.attrs().get("max_norm").asDouble(),
            GoldenTable.real(c.attrs().get("norm_type")));
    Tensor truth = Tensor.of(new double[] {c.json().get("total_norm").asDouble()});
    c.close("norm", norm.reshape(1), truth.toType(norm.dtype()), 2e-6);
    for (int i = 0; i < parameters.size(); i++) {
      Tensor g = java.util.Objects.requireNonNull(parameters.get(i).grad());
      c.close("gradient " + i, g, c.tensor(c.json().get("out").get(i)), 2e-6);
    }
  }

  /** Rosenbrock's valley: the goal is stated in the case's note. */
  private static void lbfgs(GoldenCase c) {
    JsonNode a = c.attrs();
    double[] x0 = new double[a.get("x0").size()];
    for (int i = 0; i < x0.length; i++) {
      x0[i] = a.get("x0").get(i).asDouble();
    }
    Tensor start = Tensor.of(x0);
    Parameter x = new Parameter("x", c.precision() == null ? start : start.toType(c.precision()));
    Lbfgs opt =
        Lbfgs.of(List.of(x))
            .lr(a.path("lr").asDouble(1))
            .maxIterations(a.path("max_iter").asInt(20))
            .strongWolfe(a.path("line_search_fn").asText().equals("strong_wolfe"));
    double loss = Double.NaN;
    for (int i = 0; i < c.json().get("trace_loss_before_and_x").size(); i++) {
      loss = opt.step(() -> valley(x.tensor()));
    }
    c.close("x", x.tensor().toDoubles()[0], 1, 1e-3);
    c.close("y", x.tensor().toDoubles()[1], 1, 1e-3);
    c.close("loss", loss, 0, 1e-9);
  }

  private static Tensor valley(Tensor x) {
    Tensor a = x.slice(0, 0, x.size(0) - 1);
    Tensor b = x.slice(0, 1, x.size(0));
    Tensor steep = b.sub(a.square()).square().mul(100);
    return steep.add(a.neg().add(1).square()).sum();
  }
}
