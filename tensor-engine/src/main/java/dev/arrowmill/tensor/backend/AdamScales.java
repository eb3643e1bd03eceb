package dev.arrowmill.tensor.backend;

/**
 * The constants of {@link Backend#adam} in one step.
 *
 * @param shrink factor on the parameter: 1 - lr * decay, or 1
 * @param l2 penalty added to the gradient, or 0
 * @param beta1 decay of the first moment
 * @param gain1 1 - beta1
 * @param beta2 decay of the second moment
 * @param gain2 1 - beta2
 * @param stepSize lr / (1 - beta1^step)
 * @param root 1 / sqrt(1 - beta2^step)
 * @param eps added to the denominator
 */
public record AdamScales(
    float shrink,
    float l2,
    float beta1,
    float gain1,
    float beta2,
    float gain2,
    float stepSize,
    float root,
    float eps) {
  /** The numbers in their order. */
  public float[] toArray() {
    return new float[] {shrink, l2, beta1, gain1, beta2, gain2, stepSize, root, eps};
  }
}
