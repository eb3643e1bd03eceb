package dev.arrowmill.tensor.golden;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.arrowmill.tensor.DType;
import dev.arrowmill.tensor.Tensor;
import dev.arrowmill.tensor.nn.Linear;
import dev.arrowmill.tensor.nn.Losses;
import dev.arrowmill.tensor.nn.Parameter;
import dev.arrowmill.tensor.nn.Relu;
import dev.arrowmill.tensor.nn.Sequential;
import dev.arrowmill.tensor.optim.Adam;
import dev.arrowmill.tensor.optim.AdamW;
import dev.arrowmill.tensor.optim.Optimizer;
import dev.arrowmill.tensor.optim.Sgd;
import dev.arrowmill.tensor.random.Rng;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Optimizers step by step, and whole training runs, against PyTorch. */
class GoldenOptimTest {
  private static final Set<String> OPTIONS =
      Set.of("lr", "momentum", "dampening", "nesterov", "weight_decay", "betas", "eps");

  @ParameterizedTest
  @EnumSource(
      value = DType.class,
      names = {"FLOAT32", "FLOAT64"})
  void everyStepOfEveryKnownOptimizer(DType precision) throws IOException {
    GoldenGroup golden = GoldenGroup.load("optim");
    int passed = 0;
    for (JsonNode c : golden.cases()) {
      passed += c.has("params_after") && steps(golden, c, precision) ? 1 : 0;
    }
    System.out.printf("golden optim %s: %d optimizers passed%n", precision, passed);
    assertThat(passed).isGreaterThanOrEqualTo(7);
  }

  private static boolean steps(GoldenGroup golden, JsonNode c, DType precision) throws IOException {
    List<Parameter> parameters = new ArrayList<>();
    for (JsonNode key : c.get("params")) {
      parameters.add(new Parameter("p", golden.tensor(key.asText(), precision)));
    }
    Optimizer opt = optimizer(c.get("op").asText(), c.get("attrs"), parameters);
    if (opt == null) {
      return false;
    }
    for (int s = 0; s < c.get("grads").size(); s++) {
      for (int i = 0; i < parameters.size(); i++) {
        parameters.get(i).setGrad(golden.tensor(c.get("grads").get(s).get(i).asText(), precision));
      }
      opt.step();
      for (int i = 0; i < parameters.size(); i++) {
        Tensor truth = golden.tensor(c.get("params_after").get(s).get(i).asText(), precision);
        close(c.get("id").asText() + " step " + s, parameters.get(i).tensor(), truth, precision);
      }
    }
    return true;
  }

  private static @Nullable Optimizer optimizer(String op, JsonNode a, List<Parameter> parameters) {
    if (!OPTIONS.containsAll(a.properties().stream().map(Map.Entry::getKey).toList())) {
      return null;
    }
    double lr = a.get("lr").asDouble();
    JsonNode betas = a.path("betas");
    double b1 = betas.path(0).asDouble(0.9);
    double b2 = betas.path(1).asDouble(0.999);
    double eps = a.path("eps").asDouble(1e-8);
    return switch (op) {
      case "SGD" ->
          Sgd.of(parameters)
              .lr(lr)
              .momentum(a.path("momentum").asDouble())
              .dampening(a.path("dampening").asDouble())
              .nesterov(a.path("nesterov").asBoolean())
              .weightDecay(a.path("weight_decay").asDouble());
      case "Adam" ->
          Adam.of(parameters)
              .lr(lr)
              .betas(b1, b2)
              .eps(eps)
              .weightDecay(a.path("weight_decay").asDouble());
      case "AdamW" ->
          AdamW.of(parameters)
              .lr(lr)
              .betas(b1, b2)
              .eps(eps)
              .weightDecay(a.path("weight_decay").asDouble(0.01));
      default -> null;
    };
  }

  @Test
  void trainingRunsGiveTheSameLossesAndWeights() throws IOException {
    GoldenGroup golden = GoldenGroup.load("optim");
    int runs = 0;
    for (JsonNode c : golden.cases()) {
      if (c.get("id").asText().startsWith("train.mlp.")) {
        train(golden, c);
        runs++;
      }
    }
    assertThat(runs).isEqualTo(2);
  }

  private static void train(GoldenGroup golden, JsonNode c) throws IOException {
    Rng rng = Rng.of(1);
    var net =
        Sequential.of(
            Linear.of(10, 32, rng),
            Relu.of(),
            Linear.of(32, 16, rng),
            Relu.of(),
            Linear.of(16, 3, rng));
    net.loadStateDict(golden.named(c.get("init"), DType.FLOAT32));
    boolean sgd = c.get("attrs").get("optimizer").asText().equals("SGD");
    Optimizer opt =
        sgd
            ? Sgd.of(net.parameters()).lr(0.05).momentum(0.9)
            : AdamW.of(net.parameters()).lr(0.01).weightDecay(0.01);
    for (int s = 0; s < c.get("x").size(); s++) {
      Tensor x = golden.tensor(c.get("x").get(s).asText(), DType.FLOAT32);
      Tensor y = golden.tensor(c.get("y").get(s).asText(), DType.FLOAT32);
      Tensor loss = Losses.crossEntropy(net.forward(x), y);
      assertThat(loss.item())
          .as("%s step %s", c.get("id").asText(), s)
          .isCloseTo(c.get("losses").get(s).asDouble(), org.assertj.core.data.Offset.offset(1e-6));
      opt.zeroGrad();
      loss.backward();
      opt.step();
    }
    Map<String, Tensor> end = net.stateDict();
    Map<String, Tensor> truth = golden.named(c.get("final"), DType.FLOAT32);
    truth.forEach(
        (name, t) -> close(c.get("id").asText() + " " + name, end.get(name), t, DType.FLOAT32));
  }

  private static void close(String what, Tensor a, Tensor b, DType precision) {
    double[] x = a.toDoubles();
    double[] y = b.toDoubles();
    double largest = 0;
    for (double v : y) {
      largest = Math.max(largest, Math.abs(v));
    }
    double bound = precision == DType.FLOAT64 ? 1e-10 * largest : 1e-6 + 2e-5 * largest;
    for (int i = 0; i < x.length; i++) {
      if (!(Math.abs(x[i] - y[i]) <= bound)) {
        throw new AssertionError(what + " [" + i + "]: " + x[i] + ", expected " + y[i]);
      }
    }
  }
}
