package dev.arrowmill.bench;

import dev.arrowmill.tensor.DType;
import dev.arrowmill.tensor.Shape;
import dev.arrowmill.tensor.Tensor;
import dev.arrowmill.tensor.compile.Program;
import dev.arrowmill.tensor.nn.Layer;
import dev.arrowmill.tensor.nn.Linear;
import dev.arrowmill.tensor.nn.Losses;
import dev.arrowmill.tensor.nn.Module;
import dev.arrowmill.tensor.nn.Relu;
import dev.arrowmill.tensor.nn.Sequential;
import dev.arrowmill.tensor.optim.Adagrad;
import dev.arrowmill.tensor.optim.Adam;
import dev.arrowmill.tensor.optim.Optimizer;
import dev.arrowmill.tensor.random.Rng;

/**
 * A reference model with a batch of data; the peers' script builds the same ones.
 *
 * @param net what is trained
 * @param forward the output, of the inputs
 * @param loss the loss, of inputs and target
 * @param args inputs and target
 */
record EngineModel(Module net, Optimizer optimizer, Program forward, Program loss, Tensor[] args) {
  private static final Rng RNG = Rng.of(7);

  /** The arguments without the target. */
  Tensor[] inputs() {
    return java.util.Arrays.copyOf(args, args.length - 1);
  }

  static EngineModel of(String name, int batch) {
    return switch (name) {
      case "mlp" -> mlp(batch);
      case "dlrm" -> dlrm(batch);
      case "cnn" -> cnn(batch);
      default -> throw new IllegalArgumentException("bench: there is no model " + name);
    };
  }

  private static EngineModel mlp(int batch) {
    Sequential net = mlp(64, 512, 256, 1);
    return new EngineModel(
        net,
        Adam.of(net.parameters()).lr(1e-3),
        in -> new Tensor[] {net.forward(in[0])},
        in -> new Tensor[] {Losses.bceWithLogits(net.forward(in[0]), in[1])},
        new Tensor[] {Tensor.randn(RNG.fold(4), batch, 64), Tensor.rand(RNG.fold(5), batch, 1)});
  }

  private static Sequential mlp(int... sizes) {
    Layer[] layers = new Layer[2 * sizes.length - 3];
    for (int i = 0; i + 1 < sizes.length; i++) {
      layers[2 * i] = Linear.of(sizes[i], sizes[i + 1], RNG.fold(10 + i));
      if (i + 2 < sizes.length) {
        layers[2 * i + 1] = Relu.of();
      }
    }
    return Sequential.of(layers);
  }

  private static EngineModel dlrm(int batch) {
    Dlrm net = new Dlrm(mlp(Dlrm.DENSE + Dlrm.TABLES * Dlrm.WIDTH, 256, 64, 1));
    Tensor index = Tensor.zeros(DType.INT64, Shape.of(batch, Dlrm.TABLES));
    for (int i = 0; i < index.numel(); i++) {
      index.longs()[i] = RNG.indexAt(i, Dlrm.ROWS);
    }
    return new EngineModel(
        net,
        Adagrad.of(net.parameters()).lr(0.01),
        in -> new Tensor[] {net.forward(in[0], in[1])},
        in -> new Tensor[] {Losses.bceWithLogits(net.forward(in[0], in[1]), in[2])},
        new Tensor[] {
          Tensor.randn(RNG.fold(4), batch, Dlrm.DENSE), index, Tensor.rand(RNG.fold(5), batch, 1)
        });
  }

  private static EngineModel cnn(int batch) {
    Cnn net = new Cnn();
    Tensor classes = Tensor.zeros(DType.INT64, Shape.of(batch));
    for (int i = 0; i < batch; i++) {
      classes.longs()[i] = RNG.indexAt(i, 10);
    }
    return new EngineModel(
        net,
        Adam.of(net.parameters()).lr(1e-3),
        in -> new Tensor[] {net.forward(in[0])},
        in -> new Tensor[] {Losses.crossEntropy(net.forward(in[0]), in[1])},
        new Tensor[] {Tensor.randn(RNG.fold(4), batch, 1, 28, 28), classes});
  }

  /** Two 5x5 convolutions of 32 and 64 channels with pooling, 128 dense units, 10 classes. */
  private static final class Cnn extends Layer {
    private final Tensor k1 = parameter("k1", Tensor.randn(RNG.fold(20), 32, 1, 5, 5).mul(.2)).tensor();
    private final Tensor b1 = parameter("b1", Tensor.zeros(32)).tensor();
    private final Tensor k2 = parameter("k2", Tensor.randn(RNG.fold(21), 64, 32, 5, 5).mul(.03)).tensor();
    private final Tensor b2 = parameter("b2", Tensor.zeros(64)).tensor();
    private final Sequential top = child("top", mlp(64 * 7 * 7, 128, 10));

    @Override
    public Tensor forward(Tensor x) {
      Tensor y = block(block(x, k1, b1), k2, b2);
      return top.forward(y.reshape(y.size(0), -1));
    }

    private static Tensor block(Tensor x, Tensor k, Tensor b) {
      int[] one = {1, 1};
      int[] two = {2, 2};
      Tensor y = dev.arrowmill.tensor.op.Conv.of(x, k, b, one, two, two, one, 1).relu();
      return dev.arrowmill.tensor.op.MaxPool.of(y, two, two, new int[2], one, false);
    }
  }

  /** Dense columns beside 26 embedded ones, into an MLP. */
  private static final class Dlrm extends Module {
    static final int TABLES = 26;
    static final int ROWS = 100_000;
    static final int WIDTH = 16;
    static final int DENSE = 13;

    private final java.util.List<dev.arrowmill.tensor.nn.Embedding> tables =
        new java.util.ArrayList<>();
    private final Sequential top;

    Dlrm(Sequential top) {
      this.top = child("top", top);
      for (int i = 0; i < TABLES; i++) {
        var table = dev.arrowmill.tensor.nn.Embedding.of(ROWS, WIDTH, RNG.fold(100 + i));
        table.weight().tensor().keepRowGrad(true);
        tables.add(child("table" + i, table));
      }
    }

    Tensor forward(Tensor dense, Tensor index) {
      java.util.List<Tensor> columns = new java.util.ArrayList<>();
      columns.add(dense);
      for (int i = 0; i < TABLES; i++) {
        columns.add(tables.get(i).forward(index.select(1, i)));
      }
      return top.forward(Tensor.cat(columns, 1));
    }
  }
}
