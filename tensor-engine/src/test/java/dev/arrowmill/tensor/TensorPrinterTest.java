package dev.arrowmill.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** toString gives what PyTorch 2.13 prints for the same tensor. */
class TensorPrinterTest {
  static Stream<Arguments> printed() {
    return Stream.of(
        arguments(
            Tensor.of(new float[] {1, 2, 3, 4, 5, 6}, 2, 3),
            "tensor([[1., 2., 3.],\n        [4., 5., 6.]])"),
        arguments(Tensor.of(new float[] {0.5f, -1.25f}), "tensor([ 0.5000, -1.2500])"),
        arguments(Tensor.scalar(2.5f), "tensor(2.5000)"),
        arguments(Tensor.scalar(-3), "tensor(-3.)"),
        arguments(Tensor.of(new long[] {1, 20, -3}), "tensor([ 1, 20, -3])"),
        arguments(Tensor.of(new int[] {7}), "tensor([7], dtype=torch.int32)"),
        arguments(Tensor.of(new boolean[] {true, false}), "tensor([ True, False])"),
        arguments(
            Tensor.of(new double[] {1e-10, 1}),
            "tensor([1.0000e-10, 1.0000e+00], dtype=torch.float64)"),
        arguments(
            Tensor.of(new double[] {0.03125, 0.09375}),
            "tensor([0.0312, 0.0938], dtype=torch.float64)"),
        arguments(Tensor.of(new float[] {1, 2000}), "tensor([1.0000e+00, 2.0000e+03])"),
        arguments(Tensor.of(new float[] {3, 2000}), "tensor([   3., 2000.])"),
        arguments(Tensor.of(new float[] {123456789f}), "tensor([1.2346e+08])"),
        arguments(
            Tensor.of(new float[] {0, -0f, 0.00001f}),
            "tensor([0.0000e+00, -0.0000e+00, 1.0000e-05])"),
        arguments(
            Tensor.of(new float[] {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY, 1}),
            "tensor([nan, inf, -inf, 1.])"),
        arguments(
            Tensor.of(new float[] {Float.NaN, 1.5f, -1e20f}),
            "tensor([        nan,  1.5000e+00, -1.0000e+20])"),
        arguments(Tensor.of(new float[] {0, 0}), "tensor([0., 0.])"),
        arguments(Tensor.zeros(0), "tensor([])"),
        arguments(Tensor.zeros(0, 3), "tensor([], size=(0, 3))"),
        arguments(
            Tensor.zeros(DType.FLOAT64, Shape.of(2, 0)),
            "tensor([], size=(2, 0), dtype=torch.float64)"),
        arguments(Tensor.zeros(2000), "tensor([0., 0., 0.,  ..., 0., 0., 0.])"),
        arguments(Tensor.arange(1001), "tensor([   0,    1,    2,  ...,  998,  999, 1000])"),
        arguments(
            Tensor.arange(20),
            "tensor([ 0,  1,  2,  3,  4,  5,  6,  7,  8,  9, 10, 11, 12, 13, 14, 15, 16, 17,\n        18, 19])"),
        arguments(
            Tensor.arange(40).toType(DType.FLOAT32).div(7),
            "tensor([0.0000, 0.1429, 0.2857, 0.4286, 0.5714, 0.7143, 0.8571, 1.0000, 1.1429,\n        1.2857, 1.4286, 1.5714, 1.7143, 1.8571, 2.0000, 2.1429, 2.2857, 2.4286,\n        2.5714, 2.7143, 2.8571, 3.0000, 3.1429, 3.2857, 3.4286, 3.5714, 3.7143,\n        3.8571, 4.0000, 4.1429, 4.2857, 4.4286, 4.5714, 4.7143, 4.8571, 5.0000,\n        5.1429, 5.2857, 5.4286, 5.5714])"),
        arguments(
            Tensor.arange(24).reshape(2, 3, 4),
            "tensor([[[ 0,  1,  2,  3],\n         [ 4,  5,  6,  7],\n         [ 8,  9, 10, 11]],\n\n        [[12, 13, 14, 15],\n         [16, 17, 18, 19],\n         [20, 21, 22, 23]]])"),
        arguments(
            Tensor.arange(2000).reshape(10, 2, 100),
            "tensor([[[   0,    1,    2,  ...,   97,   98,   99],\n         [ 100,  101,  102,  ...,  197,  198,  199]],\n\n        [[ 200,  201,  202,  ...,  297,  298,  299],\n         [ 300,  301,  302,  ...,  397,  398,  399]],\n\n        [[ 400,  401,  402,  ...,  497,  498,  499],\n         [ 500,  501,  502,  ...,  597,  598,  599]],\n\n        ...,\n\n        [[1400, 1401, 1402,  ..., 1497, 1498, 1499],\n         [1500, 1501, 1502,  ..., 1597, 1598, 1599]],\n\n        [[1600, 1601, 1602,  ..., 1697, 1698, 1699],\n         [1700, 1701, 1702,  ..., 1797, 1798, 1799]],\n\n        [[1800, 1801, 1802,  ..., 1897, 1898, 1899],\n         [1900, 1901, 1902,  ..., 1997, 1998, 1999]]])"),
        arguments(
            Tensor.arange(12).reshape(3, 4).t(),
            "tensor([[ 0,  4,  8],\n        [ 1,  5,  9],\n        [ 2,  6, 10],\n        [ 3,  7, 11]])"),
        arguments(
            Tensor.ones(3).toType(DType.BFLOAT16), "tensor([1., 1., 1.], dtype=torch.bfloat16)"),
        arguments(
            Tensor.ones(3).toType(DType.FLOAT16).div(3),
            "tensor([0.3333, 0.3333, 0.3333], dtype=torch.float16)"),
        arguments(Tensor.arange(3).toType(DType.UINT8), "tensor([0, 1, 2], dtype=torch.uint8)"),
        arguments(
            Tensor.arange(16).toType(DType.FLOAT64).div(7),
            "tensor([0.0000, 0.1429, 0.2857, 0.4286, 0.5714, 0.7143, 0.8571, 1.0000, 1.1429,\n        1.2857, 1.4286, 1.5714, 1.7143, 1.8571, 2.0000, 2.1429],\n       dtype=torch.float64)"),
        arguments(Tensor.ones(2).requiresGrad(true), "tensor([1., 1.], requires_grad=True)"));
  }

  @ParameterizedTest
  @MethodSource("printed")
  void asPyTorch(Tensor t, String expected) {
    assertThat(t.toString()).isEqualTo(expected);
  }

  @Test
  void resultsNameTheirOp() {
    assertThat(Tensor.ones(1).requiresGrad(true).mul(2).toString())
        .isEqualTo("tensor([2.], grad_fn=<Mul>)");
  }
}
