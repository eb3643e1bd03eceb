package dev.arrowmill.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.arrowmill.tensor.nn.Linear;
import dev.arrowmill.tensor.nn.Relu;
import dev.arrowmill.tensor.nn.Sequential;
import dev.arrowmill.tensor.random.Rng;
import java.util.List;
import org.junit.jupiter.api.Test;

class TensorTest {
  private final Tensor x = Tensor.of(new float[] {1, 2, 3, 4, 5, 6}, 2, 3);

  @Test
  void viewsShareTheArray() {
    assertThat(x.t().floats()).isSameAs(x.floats());
    assertThat(x.slice(1, 1, 3).floats()).isSameAs(x.floats());
    assertThat(x.slice(1, 1, 3).toFloats()).containsExactly(2, 3, 5, 6);
    assertThat(x.t().isContiguous()).isFalse();
    assertThat(x.t().contiguous().toFloats()).containsExactly(1, 4, 2, 5, 3, 6);
    assertThat(x.select(0, -1).toFloats()).containsExactly(4, 5, 6);
    assertThat(x.get(1, 2)).isEqualTo(6);
    Tensor part = Tensor.wrap(DType.FLOAT32, x.floats(), 3, Shape.of(3));
    assertThat(part.mul(2).toFloats()).containsExactly(8, 10, 12);
  }

  @Test
  void broadcastsAnyStrides() {
    Tensor column = Tensor.of(new float[] {10, 20}, 2, 1);
    assertThat(x.add(column).toFloats()).containsExactly(11, 12, 13, 24, 25, 26);
    assertThat(x.t().add(column.t()).toFloats()).containsExactly(11, 24, 12, 25, 13, 26);
    assertThat(x.slice(1, 0, 1).mul(x.t().slice(0, 0, 1)).toFloats()).containsExactly(1, 4, 4, 16);
    assertThat(column.expand(2, 3).add(x.t().t()).toFloats())
        .containsExactly(11, 12, 13, 24, 25, 26);
  }

  @Test
  void typesArePromoted() {
    Tensor i = Tensor.of(new int[] {1, 2, 3});
    assertThat(i.add(1).dtype()).isEqualTo(DType.INT32);
    assertThat(i.add(0.5).dtype()).isEqualTo(DType.FLOAT32);
    assertThat(i.add(Tensor.arange(3)).dtype()).isEqualTo(DType.INT64);
    assertThat(i.div(Tensor.of(new int[] {2, 2, 2})).toFloats()).containsExactly(0.5f, 1, 1.5f);
    assertThat(x.add(Tensor.of(new double[] {1}, 1)).dtype()).isEqualTo(DType.FLOAT64);
    assertThat(x.add(1e-3).dtype()).isEqualTo(DType.FLOAT32);
    assertThat(i.sum().dtype()).isEqualTo(DType.INT64);
    assertThat(x.gt(2).dtype()).isEqualTo(DType.BOOL);
    assertThat(x.gt(2).sum().item()).isEqualTo(4);
  }

  @Test
  void aRowsResultDoesNotDependOnTheBatch() {
    var net =
        Sequential.of(
            Linear.of(37, 65, Rng.of(1)),
            Relu.of(),
            Linear.of(65, 3, Rng.of(2)),
            Linear.of(3, 1, Rng.of(3)));
    Tensor rows = Tensor.randn(Rng.of(4), 1000, 37);
    float[] all = net.forward(rows).sigmoid().toFloats();
    for (int size : new int[] {1, 2, 7, 31, 48, 127, 128, 500}) {
      for (int at = 0; at + size <= 1000; at += 333) {
        float[] some = net.forward(rows.slice(0, at, at + size)).sigmoid().toFloats();
        for (int i = 0; i < size; i++) {
          assertThat(some[i]).isEqualTo(all[at + i]);
        }
      }
    }
  }

  @Test
  void mistakesAreNamed() {
    assertThatThrownBy(() -> x.matmul(Tensor.zeros(4, 5)))
        .hasMessage("matmul: inner sizes differ, lhs [2, 3], rhs [4, 5]");
    assertThatThrownBy(() -> x.add(Tensor.zeros(2, 2)))
        .hasMessageContainingAll("add", "[2, 3]", "[2, 2]");
    assertThatThrownBy(() -> x.reshape(4, -1))
        .hasMessageContainingAll("reshape", "[4, -1]", "[2, 3]");
    assertThatThrownBy(() -> x.sum(2)).hasMessageContainingAll("sum", "dim 2", "[2, 3]");
    assertThatThrownBy(() -> x.sum(0, 0)).hasMessageContaining("twice");
    assertThatThrownBy(() -> x.expand(4, 3)).hasMessageContainingAll("expand", "[4, 3]");
    assertThatThrownBy(() -> x.permute(0, 0)).hasMessageContaining("[0, 0]");
    assertThatThrownBy(() -> x.get(2, 0)).hasMessageContaining("[2, 0]");
    assertThatThrownBy(() -> x.get(1)).hasMessageContaining("[1]");
    assertThatThrownBy(() -> x.select(1, 3)).hasMessageContaining("index 3");
    assertThatThrownBy(x::item)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("[2, 3]");
    assertThatThrownBy(x::longs)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("float32");
    assertThatThrownBy(() -> Tensor.of(new float[3], 2, 2)).hasMessageContainingAll("[2, 2]", "3");
    assertThatThrownBy(() -> Tensor.wrap(DType.INT32, new float[1], 0, Shape.of(1)))
        .hasMessageContaining("float[]");
    assertThatThrownBy(() -> Tensor.wrap(DType.FLOAT32, new float[4], 2, Shape.of(3)))
        .hasMessageContaining("offset 2");
    assertThatThrownBy(() -> Shape.of(2, -1)).hasMessageContaining("[2, -1]");
    assertThatThrownBy(() -> Shape.of(1 << 20, 1 << 20)).hasMessageContaining("1048576");
    assertThatThrownBy(() -> x.where(x, x)).hasMessageContaining("float32");
    assertThatThrownBy(() -> Tensor.cat(List.of(), 0)).hasMessageContaining("at least one");
    assertThatThrownBy(() -> Tensor.cat(List.of(x, Tensor.zeros(2, 2)), 0))
        .hasMessageContaining("[2, 2]");
    assertThatThrownBy(() -> x.gather(1, Tensor.of(new long[] {0, 5}, 2, 1)))
        .hasMessageContainingAll("index 5", "[0, 3)");
    assertThatThrownBy(() -> x.indexSelect(0, x)).hasMessageContaining("float32");
    assertThatThrownBy(() -> x.slice(0, 0, 1).setGrad(Tensor.zeros(2))).hasMessageContaining("[2]");
    assertThatThrownBy(() -> Tensor.arange(3).softmax(0)).hasMessageContaining("int64");
    assertThatThrownBy(() -> Tensor.zeros(0).amax()).hasMessageContaining("nothing to reduce");
    assertThatThrownBy(() -> Linear.of(2, 1, Rng.of(1)).forward(x))
        .hasMessageContainingAll("linear", "[2, 3]", "[1, 2]");
  }
}
