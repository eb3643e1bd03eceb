package dev.arrowmill.tensor.golden;

import com.fasterxml.jackson.databind.JsonNode;
import dev.arrowmill.tensor.Tensor;
import dev.arrowmill.tensor.nn.Parameter;
import dev.arrowmill.tensor.optim.Adam;
import dev.arrowmill.tensor.optim.AdamW;
import dev.arrowmill.tensor.optim.Optimizer;
import dev.arrowmill.tensor.optim.Sgd;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;

/** The group {@code optim}. */
final class GoldenOptim {
  private static final Set<String> OPTIONS =
      Set.of("lr", "momentum", "dampening", "nesterov", "weight_decay", "betas", "eps", "variant");

  static final GoldenTable TABLE =
      new GoldenTable()
          .procedure("SGD", c -> steps(c, GoldenOptim::sgd))
          .procedure("Adam", c -> steps(c, GoldenOptim::adam))
          .procedure("AdamW", c -> steps(c, GoldenOptim::adamW));

  private GoldenOptim() {}

  private static void steps(GoldenCase c, BiFunction<JsonNode, List<Parameter>, Optimizer> make)
      throws IOException {
    JsonNode json = c.json();
    if (!OPTIONS.containsAll(c.attrs().properties().stream().map(Map.Entry::getKey).toList())) {
      c.fail("unknown op with options " + c.attrs());
      return;
    }
    List<Parameter> parameters = new ArrayList<>();
    for (JsonNode key : json.get("params")) {
      parameters.add(new Parameter("p", c.tensor(key)));
    }
    Optimizer opt = make.apply(c.attrs(), parameters);
    for (int s = 0; s < json.get("grads").size(); s++) {
      for (int i = 0; i < parameters.size(); i++) {
        parameters.get(i).setGrad(c.tensor(json.get("grads").get(s).get(i)));
      }
      opt.step();
      for (int i = 0; i < parameters.size(); i++) {
        Tensor truth = c.tensor(json.get("params_after").get(s).get(i));
        c.close("step " + s + " parameter " + i, parameters.get(i).tensor(), truth, 0);
      }
    }
  }

  private static Optimizer sgd(JsonNode a, List<Parameter> parameters) {
    return Sgd.of(parameters)
        .lr(a.get("lr").asDouble())
        .momentum(a.path("momentum").asDouble())
        .dampening(a.path("dampening").asDouble())
        .nesterov(a.path("nesterov").asBoolean())
        .weightDecay(a.path("weight_decay").asDouble());
  }

  private static Optimizer adam(JsonNode a, List<Parameter> parameters) {
    JsonNode betas = a.path("betas");
    return Adam.of(parameters)
        .lr(a.get("lr").asDouble())
        .betas(betas.path(0).asDouble(0.9), betas.path(1).asDouble(0.999))
        .eps(a.path("eps").asDouble(1e-8))
        .weightDecay(a.path("weight_decay").asDouble());
  }

  private static Optimizer adamW(JsonNode a, List<Parameter> parameters) {
    JsonNode betas = a.path("betas");
    return AdamW.of(parameters)
        .lr(a.get("lr").asDouble())
        .betas(betas.path(0).asDouble(0.9), betas.path(1).asDouble(0.999))
        .eps(a.path("eps").asDouble(1e-8))
        .weightDecay(a.path("weight_decay").asDouble(0.01));
  }
}
