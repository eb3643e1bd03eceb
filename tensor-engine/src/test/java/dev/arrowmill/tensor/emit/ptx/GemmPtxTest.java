package dev.arrowmill.tensor.emit.ptx;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.arrowmill.tensor.backend.Backends;
import dev.arrowmill.tensor.emit.Access;
import dev.arrowmill.tensor.expr.Expr;
import dev.arrowmill.tensor.expr.Functions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The tiled product gives the bits of the CPU's, for every layout. */
class GemmPtxTest {
  @ParameterizedTest
  @CsvSource({"1,1,1", "5,7,3", "16,16,16", "33,20,40", "64,65,17", "70,3,0", "1,130,33"})
  void products(int m, int n, int k) {
    float[] a = PtxRig.numbers(m * k, 1);
    float[] b = PtxRig.numbers(k * n, 2);
    float[] bias = PtxRig.numbers(n, 3);
    bias[0] = -0f;
    for (int layout = 0; layout < 8; layout++) {
      int ars = (layout & 1) != 0 ? 1 : k;
      int acs = (layout & 1) != 0 ? m : 1;
      int brs = (layout & 2) != 0 ? 1 : n;
      int bcs = (layout & 2) != 0 ? k : 1;
      boolean biased = (layout & 4) != 0;
      float[] want = new float[m * n];
      Backends.get()
          .gemm(m, n, k, a, 0, ars, acs, b, 0, brs, bcs, biased ? bias : null, 0, want, 0, n);
      for (PtxRig each : PtxRig.all()) {
        try (PtxRig rig = each) {
          long c = rig.room(m * n);
          GemmPtx.of(biased)
              .launch(
                  rig.machine,
                  m,
                  n,
                  k,
                  rig.put(a),
                  ars,
                  acs,
                  rig.put(b),
                  brs,
                  bcs,
                  rig.put(bias),
                  c);
          PtxRig.same("layout " + layout, want, rig.floats(c, m * n));
        }
      }
    }
  }

  @Test
  void epilogues() {
    int m = 20;
    int n = 70;
    int k = 9;
    float[] a = PtxRig.numbers(m * k, 1);
    float[] b = PtxRig.numbers(k * n, 2);
    float[] bias = PtxRig.numbers(n, 3);
    float[] row = PtxRig.numbers(n, 4);
    float[] full = PtxRig.numbers(m * n, 5);
    Expr e = Functions.gelu(Expr.input(0)).mul(Expr.input(1)).add(Expr.input(2));
    GemmPtx gemm = GemmPtx.of(true, e, List.of(Access.ROW, Access.FULL));
    float[] want = new float[m * n];
    Backends.get().gemm(m, n, k, a, 0, k, 1, b, 0, n, 1, bias, 0, want, 0, n);
    for (int i = 0; i < want.length; i++) {
      want[i] = dev.arrowmill.tensor.backend.FloatMath.gelu(want[i]) * row[i % n] + full[i];
    }
    for (PtxRig each : PtxRig.all()) {
      try (PtxRig rig = each) {
        long c = rig.room(m * n);
        gemm.launch(
            rig.machine,
            m,
            n,
            k,
            rig.put(a),
            k,
            1,
            rig.put(b),
            n,
            1,
            rig.put(bias),
            c,
            rig.put(row),
            rig.put(full));
        PtxRig.same("epilogue", want, rig.floats(c, m * n));
      }
    }
  }

  @Test
  void extraSlotsMustBeGiven() {
    GemmPtx gemm = GemmPtx.of(false, Expr.input(0).add(Expr.input(1)), List.of(Access.ROW));
    assertThatThrownBy(() -> gemm.launch(new PtxInterpreter(), 1, 1, 1, 0, 1, 1, 0, 1, 1, 0, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("gemm: expected 1 extra slots, got 0");
  }
}
