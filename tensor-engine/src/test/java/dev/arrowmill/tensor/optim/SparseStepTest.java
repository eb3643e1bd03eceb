package dev.arrowmill.tensor.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.arrowmill.tensor.DType;
import dev.arrowmill.tensor.Tensor;
import dev.arrowmill.tensor.autograd.RowGrad;
import dev.arrowmill.tensor.nn.Parameter;
import dev.arrowmill.tensor.random.Rng;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Row gradients: only the touched rows change, as a dense step on those rows would change them. */
class SparseStepTest {
  private static final int ROWS = 9;
  private static final int WIDTH = 3;
  private static final long[] TOUCHED = {4, 1, 4, 7, 1, 4};

  static Stream<Function<List<Parameter>, Optimizer>> optimizers() {
    return Stream.of(
        p -> Sgd.of(p).lr(0.1).momentum(0.9).weightDecay(0.01),
        p -> Adagrad.of(p).lr(0.1),
        p -> Adam.of(p).lr(0.1).amsgrad(true),
        p -> AdamW.of(p).lr(0.1).weightDecay(0.1),
        p -> Ftrl.of(p).lr(0.1).l1(0.01),
        p -> RmsProp.of(p).lr(0.1).centered(true).momentum(0.5));
  }

  private static Tensor table(DType type) {
    return Tensor.randn(Rng.of(1), ROWS, WIDTH).toType(type);
  }

  private static RowGrad gradient(DType type, int step) {
    Tensor values = Tensor.randn(Rng.of(100 + step), TOUCHED.length, WIDTH).toType(type);
    Tensor more = Tensor.randn(Rng.of(200 + step), 2, WIDTH).toType(type);
    return new RowGrad(
        List.of(
            new RowGrad.Part(Tensor.of(TOUCHED.clone()), values),
            new RowGrad.Part(Tensor.of(new int[] {7, 0}), more)));
  }

  @ParameterizedTest
  @MethodSource("optimizers")
  void touchedRowsFollowTheDenseStepOthersStay(Function<List<Parameter>, Optimizer> make) {
    for (DType type : List.of(DType.FLOAT32, DType.FLOAT64)) {
      Parameter sparse = new Parameter("t", table(type));
      Parameter rows = new Parameter("rows", table(type));
      Optimizer a = make.apply(List.of(sparse));
      Optimizer b = make.apply(List.of(rows));
      double[] start = sparse.tensor().toDoubles();
      for (int s = 0; s < 4; s++) {
        RowGrad g = gradient(type, s);
        sparse.setRowGrad(g);
        rows.setGrad(g.dense(rows.tensor()));
        a.step();
        b.step();
        a.zeroGrad();
      }
      assertThat(sparse.rowGrad()).isNull();
      double[] got = sparse.tensor().toDoubles();
      double[] truth = rows.tensor().toDoubles();
      for (int i = 0; i < got.length; i++) {
        int row = i / WIDTH;
        boolean touched = row == 0 || row == 1 || row == 4 || row == 7;
        assertThat(got[i]).as("%s element %s", type, i).isEqualTo(touched ? truth[i] : start[i]);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("optimizers")
  void sharesGiveTheSameBits(Function<List<Parameter>, Optimizer> make) {
    Parameter one = new Parameter("t", table(DType.FLOAT32));
    Parameter many = new Parameter("t", table(DType.FLOAT32));
    Optimizer a = make.apply(List.of(one));
    Optimizer b = make.apply(List.of(many));
    for (int s = 0; s < 6; s++) {
      RowGrad g = gradient(DType.FLOAT32, s);
      boolean dense = s % 2 == 1;
      for (Parameter p : List.of(one, many)) {
        p.setRowGrad(dense ? null : g);
        p.setGrad(dense ? g.dense(p.tensor()) : null);
      }
      a.step();
      assertThat(b.beginStep()).isEqualTo(s + 1);
      for (int part = 2; part >= 0; part--) {
        b.update(0, part, 3);
      }
    }
    assertThat(many.tensor().toFloats()).isEqualTo(one.tensor().toFloats());
  }

  private static RowGrad rows(Parameter p) {
    return java.util.Objects.requireNonNull(p.rowGrad());
  }

  @Test
  void lambTakesRowsAsAWholeGradient() {
    Parameter a = new Parameter("t", table(DType.FLOAT32));
    Parameter b = new Parameter("t", table(DType.FLOAT32));
    Lamb x = Lamb.of(List.of(a)).lr(0.1).weightDecay(0.01);
    Lamb y = Lamb.of(List.of(b)).lr(0.1).weightDecay(0.01);
    RowGrad g = gradient(DType.FLOAT32, 0);
    a.setRowGrad(g);
    b.setGrad(g.dense(b.tensor()));
    x.step();
    y.step();
    assertThat(a.tensor().toFloats()).isEqualTo(b.tensor().toFloats());
    assertThatThrownBy(() -> x.updateRows(0, g, 0, 1)).hasMessageContaining("Lamb");
  }

  @Test
  void clippingSeesRowsOnce() {
    Parameter a = new Parameter("t", table(DType.FLOAT64));
    RowGrad g = gradient(DType.FLOAT64, 0);
    double norm = Math.sqrt(g.dense(a.tensor()).square().sum().item());
    a.setRowGrad(g);
    Tensor got = GradClip.clipGradNorm(List.of(a), norm / 2);
    assertThat(got.item()).isCloseTo(norm, org.assertj.core.data.Offset.offset(1e-12));
    double after = Math.sqrt(rows(a).dense(a.tensor()).square().sum().item());
    assertThat(after).isCloseTo(norm / 2, org.assertj.core.data.Offset.offset(1e-5));
    assertThat(rows(a).parts().get(0).rows().toLongs()).containsExactly(4, 1, 7, 0);
    GradClip.clipGradValue(List.of(a), 0.05);
    assertThat(rows(a).dense(a.tensor()).abs().amax().item()).isEqualTo(0.05);
  }
}
