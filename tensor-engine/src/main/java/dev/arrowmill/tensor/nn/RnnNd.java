package dev.arrowmill.tensor.nn;

import dev.arrowmill.tensor.Shape;
import dev.arrowmill.tensor.Tensor;
import dev.arrowmill.tensor.op.Linear;
import dev.arrowmill.tensor.random.Rng;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the recurrent layers share: layers, directions, lengths, PyTorch's parameter names. */
abstract class RnnNd extends Layer {
  private final RnnCellKind kind;
  private final int in;
  private final int hidden;
  private final RnnSpec spec;
  private final Dropout dropout;
  private final Map<String, Parameter> weights = new HashMap<>();

  RnnNd(RnnCellKind kind, int in, int hidden, RnnSpec spec, Rng rng) {
    if (in < 1 || hidden < 1 || (spec.projection() > 0 && kind != RnnCellKind.LSTM)) {
      throw new IllegalArgumentException(
          getClass().getSimpleName()
              + ": sizes must be positive and only an LSTM projects, got in "
              + in
              + ", hidden "
              + hidden
              + ", projection "
              + spec.projection());
    }
    this.kind = kind;
    this.in = in;
    this.hidden = hidden;
    this.spec = spec;
    this.dropout = Dropout.of(spec.dropout());
    int key = 0;
    for (int l = 0; l < spec.layers(); l++) {
      for (int d = 0; d < spec.directions(); d++) {
        key = declare(l, d, rng, key);
      }
    }
  }

  private int declare(int l, int d, Rng rng, int first) {
    int rows = kind.gates * hidden;
    int width = l == 0 ? in : out() * spec.directions();
    String end = "_l" + l + (d == 1 ? "_reverse" : "");
    int key = first;
    weight("weight_ih" + end, rng.fold(key++), rows, width);
    weight("weight_hh" + end, rng.fold(key++), rows, out());
    if (spec.bias()) {
      weight("bias_ih" + end, rng.fold(key++), rows);
      weight("bias_hh" + end, rng.fold(key++), rows);
    }
    if (spec.projection() > 0) {
      weight("weight_hr" + end, rng.fold(key++), spec.projection(), hidden);
    }
    return key;
  }

  private void weight(String name, Rng rng, int... shape) {
    weights.put(name, parameter(name, Init.uniform(rng, 1 / Math.sqrt(hidden), shape)));
  }

  private @Nullable Tensor weight(String name) {
    Parameter p = weights.get(name);
    return p == null ? null : p.tensor();
  }

  private Tensor need(String name) {
    return java.util.Objects.requireNonNull(weight(name));
  }

  /** Size of a hidden state. */
  private int out() {
    return spec.projection() > 0 ? spec.projection() : hidden;
  }

  /** The last layer's hidden states, from zero states. */
  @Override
  public final Tensor forward(Tensor x) {
    return run(x, null, null, null).output();
  }

  /**
   * From given states, and over sequences of different lengths.
   *
   * @param x [time, n, in], or batch first
   * @param hidden0 [layers * directions, n, hidden], or null for zeros
   * @param cell0 the same of an LSTM's cells, or null for zeros
   * @param lengths int32 or int64 [n]: steps that count in each sequence, or null for all
   * @throws IllegalArgumentException when shapes do not fit
   */
  public final RnnState run(
      Tensor x, @Nullable Tensor hidden0, @Nullable Tensor cell0, @Nullable Tensor lengths) {
    if (x.rank() != 3 || x.size(2) != in) {
      throw new IllegalArgumentException(
          getClass().getSimpleName()
              + ": expected "
              + (spec.batchFirst() ? "[n, time, " : "[time, n, ")
              + in
              + "], got "
              + x.shape());
    }
    Tensor y = spec.batchFirst() ? x.transpose(0, 1) : x;
    int all = spec.layers() * spec.directions();
    checkState(hidden0, all, y.size(1), out());
    checkState(cell0, all, y.size(1), hidden);
    List<Tensor> lastHidden = new ArrayList<>();
    List<Tensor> lastCell = new ArrayList<>();
    for (int l = 0; l < spec.layers(); l++) {
      List<Tensor> outputs = new ArrayList<>();
      for (int d = 0; d < spec.directions(); d++) {
        int k = l * spec.directions() + d;
        Tensor h0 = state(hidden0, k, y, out());
        Tensor c0 = kind == RnnCellKind.LSTM ? state(cell0, k, y, hidden) : null;
        outputs.add(direction(y, l, d, h0, c0, lengths, lastHidden, lastCell));
      }
      y = outputs.size() == 1 ? outputs.get(0) : Tensor.cat(outputs, 2);
      if (spec.dropout() > 0 && isTraining() && l + 1 < spec.layers()) {
        y = dropout.forward(y);
      }
    }
    Tensor cell = lastCell.isEmpty() ? null : Tensor.cat(lastCell, 0);
    return new RnnState(spec.batchFirst() ? y.transpose(0, 1) : y, Tensor.cat(lastHidden, 0), cell);
  }

  private void checkState(@Nullable Tensor s, int all, int n, int size) {
    if (s != null && !s.shape().equals(Shape.of(all, n, size))) {
      throw new IllegalArgumentException(
          getClass().getSimpleName()
              + ": expected a state "
              + Arrays.toString(new int[] {all, n, size})
              + ", got "
              + s.shape());
    }
  }

  private static Tensor state(@Nullable Tensor s, int k, Tensor y, int size) {
    return s != null
        ? s.select(0, k)
        : y.select(0, 0).slice(1, 0, 1).detach().mul(0).expand(y.size(1), size);
  }

  private Tensor direction(
      Tensor x,
      int l,
      int d,
      Tensor h0,
      @Nullable Tensor c0,
      @Nullable Tensor lengths,
      List<Tensor> lastHidden,
      List<Tensor> lastCell) {
    String end = "_l" + l + (d == 1 ? "_reverse" : "");
    Tensor share = Linear.of(x, need("weight_ih" + end), weight("bias_ih" + end));
    Tensor recurrent = need("weight_hh" + end);
    Tensor bias = weight("bias_hh" + end);
    Tensor projection = weight("weight_hr" + end);
    int time = x.size(0);
    Tensor[] out = new Tensor[time];
    Tensor h = h0;
    Tensor c = c0;
    for (int i = 0; i < time; i++) {
      int t = d == 1 ? time - 1 - i : i;
      Tensor[] next = kind.step(share.select(0, t), Linear.of(h, recurrent, bias), h, c);
      Tensor nextH = projection == null ? next[0] : Linear.of(next[0], projection, null);
      Tensor shown = nextH;
      if (lengths != null) {
        Tensor counts = lengths.gt(t).unsqueeze(1);
        shown = nextH.where(counts, 0);
        nextH = nextH.where(counts, h);
        c = c == null ? null : next[1].where(counts, c);
      } else {
        c = c == null ? null : next[1];
      }
      h = nextH;
      out[t] = shown.unsqueeze(0);
    }
    lastHidden.add(h.unsqueeze(0));
    if (c != null) {
      lastCell.add(c.unsqueeze(0));
    }
    return Tensor.cat(Arrays.asList(out), 0);
  }

  @Override
  public final String toString() {
    return getClass().getSimpleName()
        + "("
        + in
        + ", "
        + hidden
        + (spec.layers() > 1 ? ", " + spec.layers() + " layers" : "")
        + (spec.bidirectional() ? ", bidirectional" : "")
        + ")";
  }
}
