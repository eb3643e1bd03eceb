package dev.arrowmill.tensor.compile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.arrowmill.tensor.DType;
import dev.arrowmill.tensor.Shape;
import org.junit.jupiter.api.Test;

/** Arrays of a plan are lent once at a time. */
class SlotsTest {
  @Test
  void aReleasedArrayIsLentAgainAndReleasedOnce() {
    Slots slots = new Slots();
    Slots.Slot a = slots.take(DType.FLOAT32, 10);
    Slots.Slot b = slots.take(DType.FLOAT32, 6);
    slots.release(a);
    assertThatThrownBy(() -> slots.release(a))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("10 float32")
        .hasMessageContaining("twice");
    assertThat(slots.take(DType.FLOAT32, 4)).isSameAs(a);
    assertThat(slots.take(DType.FLOAT64, 4)).isNotSameAs(a);
    assertThat(slots.bytes()).isEqualTo(4L * 16 + 8 * 4);
    Shape four = Shape.of(4);
    assertThat(slots.tensor(a, four).storage()).isNotSameAs(slots.tensor(b, four).storage());
  }
}
