package dev.arrowmill.model.net;

import dev.arrowmill.tensor.Tensor;
import dev.arrowmill.tensor.nn.Init;
import dev.arrowmill.tensor.nn.Linear;
import dev.arrowmill.tensor.nn.Module;
import dev.arrowmill.tensor.nn.Parameter;
import dev.arrowmill.tensor.random.Rng;

/**
 * One crossing of DCN-v2, from the row's vector x0 and the state x, both [rows, width]: x0 * (W x +
 * b) + x, where W has full rank or is a product U V; or the gated sum over experts of x0 * (U
 * tanh(C tanh(V x)) + b), plus x.
 */
abstract class CrossLayer extends Module {
  abstract Tensor forward(Tensor x0, Tensor x);

  /**
   * @param rank inner size, 0 for full rank
   * @param experts above 1 for a mixture of that many low-rank maps
   */
  static CrossLayer of(int width, int rank, int experts, Rng rng) {
    if (rank == 0) {
      return new Full(width, rng);
    }
    return experts == 1 ? new LowRank(width, rank, rng) : new Mixture(width, rank, experts, rng);
  }

  private static final class Full extends CrossLayer {
    private final Linear linear;

    Full(int width, Rng rng) {
      linear = child("linear", Linear.of(width, width, rng));
    }

    @Override
    Tensor forward(Tensor x0, Tensor x) {
      return x0.mul(linear.forward(x)).add(x);
    }
  }

  private static final class LowRank extends CrossLayer {
    private final Linear v;
    private final Linear u;

    LowRank(int width, int rank, Rng rng) {
      v = child("v", Linear.noBias(width, rank, rng.fold(0)));
      u = child("u", Linear.of(rank, width, rng.fold(1)));
    }

    @Override
    Tensor forward(Tensor x0, Tensor x) {
      return x0.mul(u.forward(v.forward(x))).add(x);
    }
  }

  private static final class Mixture extends CrossLayer {
    private final int rank;
    private final int experts;
    private final Linear v;
    private final Parameter c;
    private final Parameter u;
    private final Parameter bias;
    private final Linear gate;

    Mixture(int width, int rank, int experts, Rng rng) {
      this.rank = rank;
      this.experts = experts;
      v = child("v", Linear.noBias(width, experts * rank, rng.fold(0)));
      c = parameter("c", Init.kaimingUniform(rng.fold(1), rank, experts, rank, rank));
      u = parameter("u", Init.kaimingUniform(rng.fold(2), rank, experts, rank, width));
      bias = parameter("bias", Tensor.zeros(width));
      gate = child("gate", Linear.noBias(width, experts, rng.fold(3)));
    }

    @Override
    Tensor forward(Tensor x0, Tensor x) {
      Tensor inner = v.forward(x).tanh().reshape(-1, experts, rank).transpose(0, 1);
      Tensor outer = inner.matmul(c.tensor()).tanh().matmul(u.tensor()).add(bias.tensor());
      Tensor shares = gate.forward(x).softmax(1).transpose(0, 1).unsqueeze(2);
      return x0.mul(outer.mul(shares).sum(0)).add(x);
    }
  }
}
