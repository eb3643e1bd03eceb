package dev.arrowmill.tensor.golden;

import com.fasterxml.jackson.databind.JsonNode;
import dev.arrowmill.tensor.nn.Parameter;
import dev.arrowmill.tensor.optim.Adadelta;
import dev.arrowmill.tensor.optim.Adagrad;
import dev.arrowmill.tensor.optim.Adam;
import dev.arrowmill.tensor.optim.AdamW;
import dev.arrowmill.tensor.optim.Adamax;
import dev.arrowmill.tensor.optim.Asgd;
import dev.arrowmill.tensor.optim.NAdam;
import dev.arrowmill.tensor.optim.Optimizer;
import dev.arrowmill.tensor.optim.RAdam;
import dev.arrowmill.tensor.optim.RmsProp;
import dev.arrowmill.tensor.optim.Rprop;
import dev.arrowmill.tensor.optim.Sgd;
import java.util.List;

/** PyTorch's optimizers by name, with its options and defaults. */
final class GoldenOptimizers {
  static final List<String> NAMES =
      List.of(
          "SGD",
          "Adam",
          "AdamW",
          "Adamax",
          "NAdam",
          "RAdam",
          "Adagrad",
          "Adadelta",
          "RMSprop",
          "Rprop",
          "ASGD");

  private GoldenOptimizers() {}

  static Optimizer make(String name, JsonNode a, List<Parameter> p) {
    double decay = a.path("weight_decay").asDouble(name.equals("AdamW") ? 0.01 : 0);
    boolean up = a.path("maximize").asBoolean();
    double b1 = a.path("betas").path(0).asDouble(0.9);
    double b2 = a.path("betas").path(1).asDouble(0.999);
    double eps = a.path("eps").asDouble(1e-8);
    boolean ams = a.path("amsgrad").asBoolean();
    Optimizer opt =
        switch (name) {
          case "Adam" ->
              Adam.of(p).betas(b1, b2).eps(eps).weightDecay(decay).amsgrad(ams).maximize(up);
          case "AdamW" ->
              AdamW.of(p).betas(b1, b2).eps(eps).weightDecay(decay).amsgrad(ams).maximize(up);
          case "Adamax" -> Adamax.of(p).betas(b1, b2).eps(eps).weightDecay(decay).maximize(up);
          case "NAdam" ->
              NAdam.of(p)
                  .betas(b1, b2)
                  .eps(eps)
                  .weightDecay(decay)
                  .momentumDecay(a.path("momentum_decay").asDouble(4e-3))
                  .asPyTorch113(true)
                  .maximize(up);
          case "RAdam" -> RAdam.of(p).betas(b1, b2).eps(eps).weightDecay(decay).maximize(up);
          default -> other(name, a, p, decay, up);
        };
    return a.has("lr") ? opt.lr(a.get("lr").asDouble()) : opt;
  }

  private static Optimizer other(
      String name, JsonNode a, List<Parameter> p, double decay, boolean up) {
    return switch (name) {
      case "SGD" ->
          Sgd.of(p)
              .momentum(a.path("momentum").asDouble())
              .dampening(a.path("dampening").asDouble())
              .nesterov(a.path("nesterov").asBoolean())
              .weightDecay(decay)
              .maximize(up);
      case "Adagrad" ->
          Adagrad.of(p)
              .lrDecay(a.path("lr_decay").asDouble())
              .initialAccumulator(a.path("initial_accumulator_value").asDouble())
              .eps(a.path("eps").asDouble(1e-10))
              .weightDecay(decay)
              .maximize(up);
      case "Adadelta" ->
          Adadelta.of(p)
              .rho(a.path("rho").asDouble(0.9))
              .eps(a.path("eps").asDouble(1e-6))
              .weightDecay(decay)
              .maximize(up);
      case "RMSprop" ->
          RmsProp.of(p)
              .alpha(a.path("alpha").asDouble(0.99))
              .eps(a.path("eps").asDouble(1e-8))
              .momentum(a.path("momentum").asDouble())
              .centered(a.path("centered").asBoolean())
              .weightDecay(decay)
              .maximize(up);
      case "Rprop" ->
          Rprop.of(p)
              .etas(a.path("etas").path(0).asDouble(0.5), a.path("etas").path(1).asDouble(1.2))
              .stepSizes(
                  a.path("step_sizes").path(0).asDouble(1e-6),
                  a.path("step_sizes").path(1).asDouble(50))
              .maximize(up);
      case "ASGD" ->
          Asgd.of(p)
              .lambd(a.path("lambd").asDouble(1e-4))
              .alpha(a.path("alpha").asDouble(0.75))
              .t0(a.path("t0").asDouble(1e6))
              .weightDecay(decay)
              .maximize(up);
      default -> throw new IllegalArgumentException("unknown optimizer " + name);
    };
  }
}
