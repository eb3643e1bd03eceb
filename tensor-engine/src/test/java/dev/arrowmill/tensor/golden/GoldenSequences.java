package dev.arrowmill.tensor.golden;

import static dev.arrowmill.tensor.golden.GoldenModules.flag;
import static dev.arrowmill.tensor.golden.GoldenModules.need;
import static dev.arrowmill.tensor.golden.GoldenModules.weights;

import com.fasterxml.jackson.databind.JsonNode;
import dev.arrowmill.tensor.DType;
import dev.arrowmill.tensor.Tensor;
import dev.arrowmill.tensor.nn.AttentionMask;
import dev.arrowmill.tensor.nn.Gru;
import dev.arrowmill.tensor.nn.GruCell;
import dev.arrowmill.tensor.nn.LayerNorm;
import dev.arrowmill.tensor.nn.Lstm;
import dev.arrowmill.tensor.nn.LstmCell;
import dev.arrowmill.tensor.nn.MultiheadAttention;
import dev.arrowmill.tensor.nn.Rnn;
import dev.arrowmill.tensor.nn.RnnCell;
import dev.arrowmill.tensor.nn.RnnSpec;
import dev.arrowmill.tensor.nn.RnnState;
import dev.arrowmill.tensor.nn.TransformerDecoderLayer;
import dev.arrowmill.tensor.nn.TransformerEncoder;
import dev.arrowmill.tensor.nn.TransformerEncoderLayer;
import dev.arrowmill.tensor.random.Rng;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Recurrent layers and attention. */
final class GoldenSequences {
  private static final Rng RNG = Rng.of(1);

  private GoldenSequences() {}

  static void fill(GoldenTable t) {
    for (String name : List.of("RNN", "LSTM", "GRU")) {
      t.named(name, (a, in) -> recurrent(name, a, in));
    }
    cells(t);
    t.named("MultiheadAttention", GoldenSequences::attention);
    t.named("TransformerEncoderLayer", GoldenSequences::encoderLayer);
    t.named("TransformerEncoder", GoldenSequences::encoder);
    t.named("TransformerDecoderLayer", GoldenSequences::decoderLayer);
  }

  private static RnnSpec spec(JsonNode a, Map<String, Tensor> in) {
    Tensor projection = in.get("weight_hr_l0");
    return RnnSpec.of()
        .layers(a.path("num_layers").asInt(1))
        .bidirectional(flag(a, "bidirectional", false))
        .batchFirst(flag(a, "batch_first", false))
        .bias(in.containsKey("bias_ih_l0"))
        .projection(projection == null ? 0 : projection.size(0));
  }

  private static List<Tensor> recurrent(String name, JsonNode a, Map<String, Tensor> in) {
    Tensor w = need(in, "weight_ih_l0");
    RnnSpec s = spec(a, in);
    int width = w.size(1);
    Tensor lengths = null;
    if (a.has("lengths")) {
      int[] l = GoldenTable.ints(a.get("lengths"));
      lengths = Tensor.of(l).toType(DType.INT64);
    }
    Tensor steps = lengths;
    Tensor x = need(in, "in0");
    Tensor h = in.get("in1");
    RnnState state;
    if (name.equals("LSTM")) {
      Lstm l = Lstm.of(width, w.size(0) / 4, s, RNG);
      state = l.functional(weights(a, in), () -> l.run(x, h, in.get("in2"), steps));
    } else if (name.equals("GRU")) {
      Gru l = Gru.of(width, w.size(0) / 3, s, RNG);
      state = l.functional(weights(a, in), () -> l.run(x, h, null, steps));
    } else {
      boolean relu = a.path("nonlinearity").asText("tanh").equals("relu");
      Rnn l = relu ? Rnn.relu(width, w.size(0), s, RNG) : Rnn.of(width, w.size(0), s, RNG);
      state = l.functional(weights(a, in), () -> l.run(x, h, null, steps));
    }
    List<Tensor> out = new ArrayList<>(List.of(state.output(), state.hidden()));
    if (state.cell() != null) {
      out.add(Objects.requireNonNull(state.cell()));
    }
    return out;
  }

  private static void cells(GoldenTable t) {
    t.named(
        "RNNCell",
        (a, in) -> {
          Tensor w = need(in, "weight_ih");
          boolean relu = a.path("nonlinearity").asText("tanh").equals("relu");
          RnnCell c =
              relu
                  ? RnnCell.relu(w.size(1), w.size(0), RNG)
                  : RnnCell.of(w.size(1), w.size(0), RNG);
          return List.of(
              c.functional(weights(a, in), () -> c.forward(need(in, "in0"), need(in, "in1"))));
        });
    t.named(
        "GRUCell",
        (a, in) -> {
          Tensor w = need(in, "weight_ih");
          GruCell c = GruCell.of(w.size(1), w.size(0) / 3, RNG);
          return List.of(
              c.functional(weights(a, in), () -> c.forward(need(in, "in0"), need(in, "in1"))));
        });
    t.named(
        "LSTMCell",
        (a, in) -> {
          Tensor w = need(in, "weight_ih");
          LstmCell c = LstmCell.of(w.size(1), w.size(0) / 4, RNG);
          RnnState s =
              c.functional(
                  weights(a, in),
                  () -> c.forward(need(in, "in0"), need(in, "in1"), need(in, "in2")));
          return List.of(s.hidden(), Objects.requireNonNull(s.cell()));
        });
  }

  /** A bool input of [n, keys] is a mask; the other inputs are query, key and value in turn. */
  private static List<Tensor> attention(JsonNode a, Map<String, Tensor> in) {
    List<Tensor> given = new ArrayList<>();
    AttentionMask mask =
        a.path("mask").asText("").startsWith("causal")
            ? AttentionMask.ofCausal()
            : AttentionMask.none();
    for (int i = 0; in.containsKey("in" + i); i++) {
      Tensor t = need(in, "in" + i);
      if (t.dtype() == DType.BOOL) {
        mask = AttentionMask.ofKeys(t);
      } else {
        given.add(t);
      }
    }
    Tensor q = given.get(0);
    Tensor k = given.size() > 1 ? given.get(1) : q;
    Tensor v = given.size() > 2 ? given.get(2) : k;
    int width = a.path("embed_dim").asInt(q.size(2));
    MultiheadAttention m =
        MultiheadAttention.of(
                width,
                a.path("num_heads").asInt(2),
                a.path("kdim").asInt(width),
                a.path("vdim").asInt(width),
                flag(a, "bias", true),
                RNG)
            .batchFirst(flag(a, "batch_first", true));
    boolean perHead = a.has("batch_first");
    AttentionMask used = mask;
    MultiheadAttention.Result r =
        m.functional(weights(a, in), () -> m.attend(q, k, v, used, !perHead));
    return List.of(r.output(), r.weights());
  }

  private static TransformerEncoderLayer encoderLayer(
      JsonNode a, Map<String, Tensor> in, String prefix) {
    return TransformerEncoderLayer.of(
        need(in, prefix + "norm1.weight").size(0),
        a.path("nhead").asInt(2),
        need(in, prefix + "linear1.weight").size(0),
        0,
        a.path("activation").asText("relu").equals("gelu"),
        flag(a, "norm_first", false),
        RNG);
  }

  private static List<Tensor> encoderLayer(JsonNode a, Map<String, Tensor> in) {
    TransformerEncoderLayer l = encoderLayer(a, in, "");
    AttentionMask mask =
        a.path("mask").asText("").contains("key_padding")
            ? AttentionMask.ofKeys(need(in, "in1"))
            : AttentionMask.none();
    return List.of(l.functional(weights(a, in), () -> l.forward(need(in, "in0"), mask)));
  }

  private static List<Tensor> encoder(JsonNode a, Map<String, Tensor> in) {
    List<TransformerEncoderLayer> layers = new ArrayList<>();
    for (int i = 0; i < a.get("num_layers").asInt(); i++) {
      layers.add(encoderLayer(a, in, "layers." + i + "."));
    }
    LayerNorm norm =
        flag(a, "final_norm", false) ? LayerNorm.of(need(in, "norm.weight").size(0)) : null;
    TransformerEncoder e = TransformerEncoder.of(layers, norm);
    return List.of(e.functional(weights(a, in), () -> e.forward(need(in, "in0"))));
  }

  private static List<Tensor> decoderLayer(JsonNode a, Map<String, Tensor> in) {
    TransformerDecoderLayer l =
        TransformerDecoderLayer.of(
            need(in, "norm1.weight").size(0),
            a.path("nhead").asInt(2),
            need(in, "linear1.weight").size(0),
            0,
            a.path("activation").asText("relu").equals("gelu"),
            flag(a, "norm_first", false),
            RNG);
    AttentionMask none = AttentionMask.none();
    return List.of(
        l.functional(
            weights(a, in), () -> l.forward(need(in, "in0"), need(in, "in1"), none, none)));
  }
}
