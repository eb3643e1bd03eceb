package dev.arrowmill.tensor.golden;

import static dev.arrowmill.tensor.golden.GoldenModules.need;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.arrowmill.tensor.DType;
import dev.arrowmill.tensor.Tensor;
import dev.arrowmill.tensor.compile.CompiledStep;
import dev.arrowmill.tensor.nn.Embedding;
import dev.arrowmill.tensor.nn.Layer;
import dev.arrowmill.tensor.nn.Linear;
import dev.arrowmill.tensor.nn.Losses;
import dev.arrowmill.tensor.nn.Lstm;
import dev.arrowmill.tensor.nn.RnnSpec;
import dev.arrowmill.tensor.nn.TransformerEncoderLayer;
import dev.arrowmill.tensor.optim.Optimizer;
import dev.arrowmill.tensor.random.Rng;
import java.io.IOException;
import java.util.Map;
import java.util.Objects;

/** Whole training runs: every loss, and the state at the end where it is well determined. */
final class GoldenTraining {
  private static final Rng RNG = Rng.of(1);

  /** Above this error of PyTorch's own float32 run, parameters without true gradient wander. */
  private static final double UNDETERMINED = 1e-3;

  private GoldenTraining() {}

  static void run(GoldenCase c) throws IOException {
    JsonNode json = c.json();
    Map<String, Tensor> init = c.named(json.get("init"));
    Layer net = net(c.attrs().get("net").asText(), init);
    net.toType(Objects.requireNonNull(c.precision()));
    net.loadStateDict(init);
    Optimizer opt =
        GoldenOptimizers.make(
            c.attrs().get("optimizer").asText(),
            options(c.attrs().get("opt_args").asText()),
            net.parameters());
    boolean compiled = c.mode().name().equals("compiled");
    double error = json.get("losses32_max_abs_err").asDouble();
    boolean twice = c.precision() == DType.FLOAT64;
    double bound = twice ? 1e-10 : 1e-6 + 8 * error;
    if (twice && c.error32("err32") > UNDETERMINED) {
      bound = 1e-7;
    }
    try (CompiledStep step = CompiledStep.of(net, opt, Losses::crossEntropy)) {
      for (int s = 0; s < json.get("x").size(); s++) {
        Tensor x = c.tensor(json.get("x").get(s));
        Tensor y = c.tensor(json.get("y").get(s));
        double loss = compiled ? step.run(x, y) : eager(net, opt, x, y);
        c.close("loss " + s, loss, json.get("losses").get(s).asDouble(), bound);
      }
    }
    if (c.error32("err32") <= UNDETERMINED) {
      Map<String, Tensor> state = net.stateDict();
      for (Map.Entry<String, Tensor> e : c.named(json.get("final")).entrySet()) {
        Tensor got = Objects.requireNonNull(state.get(e.getKey()));
        c.close(e.getKey(), got, e.getValue(), c.error32("err32"));
      }
    }
  }

  private static double eager(Layer net, Optimizer opt, Tensor x, Tensor y) {
    Tensor loss = Losses.crossEntropy(net.call(x), y);
    opt.zeroGrad();
    loss.backward();
    opt.step();
    return loss.item();
  }

  /** Such as {@code lr=.05,momentum=.9}. */
  private static JsonNode options(String text) {
    ObjectNode a = JsonNodeFactory.instance.objectNode();
    for (String part : text.split(",", -1)) {
      int equals = part.indexOf('=');
      a.put(part.substring(0, equals).trim(), Double.parseDouble(part.substring(equals + 1)));
    }
    return a;
  }

  private static Layer net(String name, Map<String, Tensor> in) {
    return switch (name) {
      case "mlp" -> GoldenModules.plainMlp(in);
      case "mlp_bn" -> GoldenModules.normMlp(in);
      case "cnn" -> GoldenModules.smallCnn(in);
      case "lstm" -> new LstmNet(in);
      case "transformer" -> new TransformerNet(in);
      default -> throw new IllegalArgumentException("unknown net " + name);
    };
  }

  private static Embedding embedding(Map<String, Tensor> in) {
    Tensor w = need(in, "emb.weight");
    return Embedding.of(w.size(0), w.size(1), RNG);
  }

  private static Linear last(Map<String, Tensor> in) {
    Tensor w = need(in, "fc.weight");
    return Linear.of(w.size(1), w.size(0), RNG);
  }

  /** The last step of an LSTM over embedded words. */
  private static final class LstmNet extends Layer {
    private final Embedding emb;
    private final Lstm rnn;
    private final Linear fc;

    LstmNet(Map<String, Tensor> in) {
      Tensor w = need(in, "rnn.weight_ih_l0");
      emb = child("emb", embedding(in));
      rnn = child("rnn", Lstm.of(w.size(1), w.size(0) / 4, RnnSpec.of().batchFirst(true), RNG));
      fc = child("fc", last(in));
    }

    @Override
    public Tensor forward(Tensor x) {
      Tensor y = rnn.call(emb.call(x));
      return fc.call(y.select(1, y.size(1) - 1));
    }
  }

  /** The mean over the places of a transformer layer over embedded words. */
  private static final class TransformerNet extends Layer {
    private final Embedding emb;
    private final TransformerEncoderLayer enc;
    private final Linear fc;

    TransformerNet(Map<String, Tensor> in) {
      int width = need(in, "emb.weight").size(1);
      int inner = need(in, "enc.linear1.weight").size(0);
      emb = child("emb", embedding(in));
      enc = child("enc", TransformerEncoderLayer.of(width, 2, inner));
      fc = child("fc", last(in));
    }

    @Override
    public Tensor forward(Tensor x) {
      return fc.call(enc.call(emb.call(x)).mean(1));
    }
  }
}
