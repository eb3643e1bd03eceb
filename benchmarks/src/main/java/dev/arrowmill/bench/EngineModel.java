package dev.arrowmill.bench;

import dev.arrowmill.tensor.DType;
import dev.arrowmill.tensor.Shape;
import dev.arrowmill.tensor.Tensor;
import dev.arrowmill.tensor.compile.Program;
import dev.arrowmill.tensor.nn.Conv2d;
import dev.arrowmill.tensor.nn.ConvSpec;
import dev.arrowmill.tensor.nn.Embedding;
import dev.arrowmill.tensor.nn.Flatten;
import dev.arrowmill.tensor.nn.Layer;
import dev.arrowmill.tensor.nn.Linear;
import dev.arrowmill.tensor.nn.Losses;
import dev.arrowmill.tensor.nn.MaxPool2d;
import dev.arrowmill.tensor.nn.Module;
import dev.arrowmill.tensor.nn.Relu;
import dev.arrowmill.tensor.nn.Sequential;
import dev.arrowmill.tensor.nn.TransformerEncoderLayer;
import dev.arrowmill.tensor.optim.Adagrad;
import dev.arrowmill.tensor.optim.Adam;
import dev.arrowmill.tensor.optim.Optimizer;
import dev.arrowmill.tensor.random.Rng;
import java.util.ArrayList;
import java.util.List;

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
      case "transformer" -> transformer(batch);
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
    Sequential net =
        Sequential.of(
            Conv2d.of(1, 32, ConvSpec.of(5).padding(2), RNG.fold(20)),
            Relu.of(),
            MaxPool2d.of(2),
            Conv2d.of(32, 64, ConvSpec.of(5).padding(2), RNG.fold(21)),
            Relu.of(),
            MaxPool2d.of(2),
            Flatten.of(),
            mlp(64 * 7 * 7, 128, 10));
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

  private static EngineModel transformer(int batch) {
    TransformerEncoderLayer net = TransformerEncoderLayer.of(128, 8, 512).batchFirst(true);
    return new EngineModel(
        net,
        Adam.of(net.parameters()).lr(1e-3),
        in -> new Tensor[] {net.forward(in[0])},
        in -> new Tensor[] {Losses.mse(net.forward(in[0]), in[1])},
        new Tensor[] {
          Tensor.randn(RNG.fold(4), batch, 64, 128), Tensor.randn(RNG.fold(5), batch, 64, 128)
        });
  }

  /** Dense columns beside 26 embedded ones, into an MLP. */
  private static final class Dlrm extends Module {
    static final int TABLES = 26;
    static final int ROWS = 100_000;
    static final int WIDTH = 16;
    static final int DENSE = 13;

    private final List<Embedding> tables = new ArrayList<>();
    private final Sequential top;

    Dlrm(Sequential top) {
      this.top = child("top", top);
      for (int i = 0; i < TABLES; i++) {
        Embedding table = Embedding.of(ROWS, WIDTH, RNG.fold(100 + i)).sparse(true);
        tables.add(child("table" + i, table));
      }
    }

    Tensor forward(Tensor dense, Tensor index) {
      List<Tensor> columns = new ArrayList<>();
      columns.add(dense);
      for (int i = 0; i < TABLES; i++) {
        columns.add(tables.get(i).forward(index.select(1, i)));
      }
      return top.forward(Tensor.cat(columns, 1));
    }
  }
}
