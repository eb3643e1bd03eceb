package dev.arrowmill.tensor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.arrowmill.tensor.backend.Half;
import org.junit.jupiter.api.Test;

/** The small element types: storage, rounding, wrap-around and gradients. */
class DTypeTest {
  @Test
  void halfFormatsRoundToNearestEven() {
    float[] in = {1, 1.00390625f, 1.01171875f, 3.3895314e38f, 3.4e38f, 1e-40f, -0f};
    short[] expected = {0x3f80, 0x3f80, 0x3f82, 0x7f7f, 0x7f80, 1, (short) 0x8000};
    for (int i = 0; i < in.length; i++) {
      assertThat(Half.toBfloat16(in[i])).as("bfloat16 of %s", in[i]).isEqualTo(expected[i]);
    }
    assertThat(Half.fromFloat16(Half.toFloat16(65504))).isEqualTo(65504);
    assertThat(Half.fromFloat16(Half.toFloat16(65519))).isEqualTo(65504);
    assertThat(Half.fromFloat16(Half.toFloat16(65520))).isInfinite();
    assertThat(Half.fromFloat16(Half.toFloat16(0x1p-24f))).isEqualTo(0x1p-24f);
    assertThat(Half.fromFloat16(Half.toFloat16(0x1p-25f))).isZero();
    assertThat(Half.fromFloat16(Half.toFloat16(Float.NaN))).isNaN();
  }

  @Test
  void everyFloat16SurvivesTheWayToFloatAndBack() {
    for (int bits = 0; bits < 0x10000; bits++) {
      float f = Half.fromFloat16((short) bits);
      if (!Float.isNaN(f)) {
        assertThat(Half.toFloat16(f)).isEqualTo((short) bits);
      }
      float b = Half.fromBfloat16((short) bits);
      if (!Float.isNaN(b)) {
        assertThat(Half.toBfloat16(b)).isEqualTo((short) bits);
      }
    }
  }

  @Test
  void bfloat16IsComputedInFloat32AndRounded() {
    Tensor x = Tensor.of(new float[] {1, 2, 3}).toType(DType.BFLOAT16);
    Tensor third = x.div(3);
    assertThat(third.dtype()).isEqualTo(DType.BFLOAT16);
    assertThat(third.toFloats()).containsExactly(0.333984375f, 0.66796875f, 1);
    assertThat(x.add(0.1).toFloats()).containsExactly(1.1015625f, 2.09375f, 3.09375f);
    assertThat(x.sum().dtype()).isEqualTo(DType.BFLOAT16);
    assertThat(x.add(Tensor.ones(3)).dtype()).isEqualTo(DType.FLOAT32);
    assertThat(x.matmul(x).item()).isEqualTo(14);
    assertThat(x.exp().mul(x).sort(0, true).values().dtype()).isEqualTo(DType.BFLOAT16);
  }

  @Test
  void bfloat16HasGradientsOfItsType() {
    Tensor x = Tensor.of(new float[] {1, 2, 3}).toType(DType.BFLOAT16).requiresGrad(true);
    x.square().sum().backward();
    Tensor g = java.util.Objects.requireNonNull(x.grad());
    assertThat(g.dtype()).isEqualTo(DType.BFLOAT16);
    assertThat(g.toFloats()).containsExactly(2, 4, 6);
  }

  @Test
  void smallIntegersWrap() {
    Tensor a = Tensor.of(new long[] {127, -128, 5}).toType(DType.INT8);
    assertThat(a.add(1).toLongs()).containsExactly(-128, -127, 6);
    assertThat(a.neg().toLongs()).containsExactly(-127, -128, -5);
    assertThat(a.mul(a).toLongs()).containsExactly(1, 0, 25);
    Tensor u = Tensor.of(new long[] {0, 255, 5}).toType(DType.UINT8);
    assertThat(u.sub(1).toLongs()).containsExactly(255, 254, 4);
    assertThat(u.sum().dtype()).isEqualTo(DType.INT64);
    assertThat(u.max().item()).isEqualTo(255);
    assertThat(u.add(a).dtype()).isEqualTo(DType.INT16);
    assertThat(Tensor.of(new long[] {32767}).toType(DType.INT16).add(1).item()).isEqualTo(-32768);
  }

  @Test
  void viewsAndCopiesKeepEveryType() {
    for (DType type : DType.values()) {
      Tensor x = Tensor.arange(6).toType(type).reshape(2, 3);
      Tensor y =
          Tensor.cat(java.util.List.of(x.t(), x.t().flip(0)), 1).indexSelect(0, Tensor.arange(2));
      assertThat(y.dtype()).isEqualTo(type);
      assertThat(y.toDoubles()[1]).as("%s", type).isEqualTo(type == DType.BOOL ? 1 : 3);
      assertThat(x.contiguous().storage().getClass()).isEqualTo(type.allocate(0).getClass());
    }
  }
}
