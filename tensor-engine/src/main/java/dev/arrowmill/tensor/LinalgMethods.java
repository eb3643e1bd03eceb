package dev.arrowmill.tensor;

import dev.arrowmill.tensor.op.Diagonal;
import dev.arrowmill.tensor.op.Einsum;
import dev.arrowmill.tensor.op.Linalg;
import dev.arrowmill.tensor.op.Norm;
import dev.arrowmill.tensor.op.ProductOps;
import dev.arrowmill.tensor.op.Spectra;

/** Products and linear algebra as methods of a tensor. */
abstract sealed class LinalgMethods extends IndexMethods permits TensorMethods {
  /** The matrix products of two batches. */
  public Tensor bmm(Tensor b) {
    return ProductOps.bmm(self(), b);
  }

  /** The scalar product of vectors. */
  public Tensor dot(Tensor b) {
    return ProductOps.dot(self(), b);
  }

  /** All products of two vectors. */
  public Tensor outer(Tensor b) {
    return ProductOps.outer(self(), b);
  }

  /** The vector product along a dimension of size 3. */
  public Tensor cross(Tensor b, int dim) {
    return ProductOps.cross(self(), b, dim);
  }

  /** Sum of products by labels, such as ij,jk-&gt;ik. */
  public static Tensor einsum(String equation, Tensor... operands) {
    return Einsum.of(equation, operands);
  }

  /** Distances between all pairs of rows. */
  public Tensor cdist(Tensor b, double p) {
    return Norm.cdist(self(), b, p);
  }

  /** The sum of a matrix's diagonal. */
  public Tensor trace() {
    return Diagonal.trace(self());
  }

  /** The lower Cholesky factor. */
  public Tensor cholesky() {
    return Linalg.cholesky(self());
  }

  /** The inverse of square matrices. */
  public Tensor inv() {
    return Linalg.inv(self());
  }

  /** The x with this x = b. */
  public Tensor solve(Tensor b) {
    return Linalg.solve(self(), b);
  }

  /** The determinant. */
  public Tensor det() {
    return Linalg.det(self());
  }

  /** The determinant by sign and logarithm. */
  public Linalg.SignLog slogdet() {
    return Linalg.slogdet(self());
  }

  /** The pseudo-inverse. */
  public Tensor pinv() {
    return Spectra.pinv(self());
  }

  /** The singular values, falling. */
  public Tensor svdvals() {
    return Spectra.svdvals(self());
  }

  /** The eigenvalues of symmetric matrices, ascending. */
  public Tensor eigvalsh() {
    return Spectra.eigvalsh(self());
  }
}
