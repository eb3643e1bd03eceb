package dev.arrowmill.arrow.cudf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.rapids.cudf.DType;
import ai.rapids.cudf.HostColumnVector;
import dev.arrowmill.arrow.Column;
import dev.arrowmill.arrow.ColumnField;
import dev.arrowmill.arrow.ColumnType;
import dev.arrowmill.arrow.MatrixColumn;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** cuDF's host columns, which need no GPU. */
class HostColumnTest {
  private static Column column(ColumnType type, HostColumnVector values) {
    return new HostColumn(new ColumnField("c", type), values);
  }

  @Test
  void numbersAndNulls() {
    try (HostColumnVector v = HostColumnVector.fromBoxedInts(5, null, -7)) {
      Column c = column(ColumnType.LONG, v);
      assertThat(c.rows()).isEqualTo(3);
      assertThat(c.isNull(1)).isTrue();
      assertThat(c.getLong(2)).isEqualTo(-7);
      double[] out = new double[3];
      c.copyDoubles(0, 3, out, 0);
      assertThat(out).containsExactly(5, Double.NaN, -7);
      float[] matrix = new float[6];
      c.scatterFloats(0, 3, new int[] {2, 1, 0}, 0, new MatrixColumn(matrix, 2, 1), -1f);
      assertThat(matrix).containsExactly(0, -7, 0, -1, 0, 5);
      assertThatThrownBy(() -> c.getLong(3)).isInstanceOf(IndexOutOfBoundsException.class);
      assertThatThrownBy(() -> c.getString(0))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("column c: getString on a LONG column");
    }
  }

  @Test
  void realsAndTextsAndBooleans() {
    try (HostColumnVector d = HostColumnVector.fromDoubles(0.25, -1);
        HostColumnVector f = HostColumnVector.fromFloats(1.5f);
        HostColumnVector s = HostColumnVector.fromStrings("snow ☃", null);
        HostColumnVector b = HostColumnVector.fromBoxedBooleans(true, false)) {
      assertThat(column(ColumnType.DOUBLE, d).getDouble(1)).isEqualTo(-1.0);
      assertThat(column(ColumnType.DOUBLE, f).getDouble(0)).isEqualTo(1.5);
      assertThat(column(ColumnType.STRING, s).getString(0)).isEqualTo("snow ☃");
      assertThat(column(ColumnType.STRING, s).isNull(1)).isTrue();
      assertThat(column(ColumnType.BOOLEAN, b).getLong(0)).isEqualTo(1);
      assertThat(column(ColumnType.BOOLEAN, b).getLong(1)).isZero();
    }
  }

  @Test
  @SuppressWarnings("unchecked")
  void listsAreRunsOfTheirElements() {
    HostColumnVector.DataType type =
        new HostColumnVector.ListType(true, new HostColumnVector.BasicType(true, DType.INT64));
    try (HostColumnVector v =
        HostColumnVector.fromLists(type, Arrays.asList(1L, 2L), null, Arrays.asList(3L))) {
      Column c = column(ColumnType.LONG_LIST, v);
      assertThat(c.isNull(1)).isTrue();
      assertThat(c.listEnd(0) - c.listStart(0)).isEqualTo(2);
      assertThat(c.elements().type()).isEqualTo(ColumnType.LONG);
      assertThat(c.elements().getLong(c.listStart(2))).isEqualTo(3);
    }
  }
}
