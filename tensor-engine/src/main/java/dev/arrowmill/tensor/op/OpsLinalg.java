package dev.arrowmill.tensor.op;

import java.util.List;

/** Rows of {@link Ops#ALL}: products and linear algebra. */
final class OpsLinalg {
  static final List<OpSpec> ALL =
      List.of(
          Addmm.SPEC,
          ProductOps.BADDBMM,
          ProductOps.BILINEAR,
          ProductOps.BMM,
          ProductOps.CROSS,
          ProductOps.DOT,
          ProductOps.OUTER,
          Einsum.SPEC,
          Linear.SPEC,
          Linalg.CHOLESKY,
          Linalg.DET,
          Linalg.INV,
          Linalg.SLOGDET,
          Linalg.SOLVE,
          Matmul.SPEC,
          Spectra.EIGVALSH,
          Spectra.PINV,
          Spectra.SVDVALS,
          Diagonal.TRACE);

  private OpsLinalg() {}
}
