package dev.arrowmill.model.train;

/** How the step size changes while a network trains, as a factor on the configured one. */
public enum LearningRate {
  /** Always 1. */
  CONSTANT {
    @Override
    double factor(double share, double warmup) {
      return 1;
    }
  },
  /** Half a cosine from 1 to 0 (Loshchilov and Hutter, SGDR, 2017). */
  COSINE {
    @Override
    double factor(double share, double warmup) {
      return (1 + StrictMath.cos(Math.PI * share)) / 2;
    }
  },
  /** A straight line from 0 to 1 over the first epoch, then half a cosine to 0. */
  WARMUP_COSINE {
    @Override
    double factor(double share, double warmup) {
      return share < warmup
          ? share / warmup
          : (1 + StrictMath.cos(Math.PI * (share - warmup) / (1 - warmup))) / 2;
    }
  },
  /** From 1/25 up to 1 over 30% of the time, then down to 0, by cosines (Smith, 2018). */
  ONE_CYCLE {
    @Override
    double factor(double share, double warmup) {
      return share < 0.3
          ? 0.04 + 0.96 * (1 - StrictMath.cos(Math.PI * share / 0.3)) / 2
          : (1 + StrictMath.cos(Math.PI * (share - 0.3) / 0.7)) / 2;
    }
  },
  /**
   * 1, and a third of what it was whenever half of the patience has passed without a better
   * validation loss.
   */
  PLATEAU {
    @Override
    double factor(double share, double warmup) {
      return 1;
    }
  };

  /**
   * @param share steps done of all planned ones, in [0, 1]
   * @param warmup the share of the first epoch
   */
  abstract double factor(double share, double warmup);
}
