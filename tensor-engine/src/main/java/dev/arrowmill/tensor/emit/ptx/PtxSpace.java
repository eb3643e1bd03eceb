package dev.arrowmill.tensor.emit.ptx;

import dev.arrowmill.tensor.emit.Fold;
import dev.arrowmill.tensor.emit.FusedSpec;
import dev.arrowmill.tensor.expr.Code;
import dev.arrowmill.tensor.expr.Expr;
import dev.arrowmill.tensor.expr.Lane;
import dev.arrowmill.tensor.expr.Program;
import java.util.stream.IntStream;

/** The arrays of a fused kernel in device memory: loads, the computation, stores. */
final class PtxSpace {
  private final PtxText text;
  private final FusedSpec spec;
  private final Program program;
  private final String[] in;
  private final String[] out;
  private final String rows;
  private final String columns;

  PtxSpace(PtxText text, FusedSpec spec) {
    this.text = text;
    this.spec = spec;
    program = spec.program();
    in =
        IntStream.range(0, spec.slots().size())
            .mapToObj(i -> text.pointer())
            .toArray(String[]::new);
    out =
        IntStream.range(0, spec.outputs().size())
            .mapToObj(i -> text.pointer())
            .toArray(String[]::new);
    rows = text.number();
    columns = text.number();
  }

  String rows() {
    return rows;
  }

  String columns() {
    return columns;
  }

  /** The outputs of one kind. */
  int[] outputs(Fold fold) {
    return IntStream.range(0, out.length)
        .filter(o -> spec.outputs().get(o).fold() == fold)
        .toArray();
  }

  /** All results at row r, column c, which is element i of a full array. */
  String[] values(String r, String c, String i) {
    return new PtxLanes(text, e -> load(e, r, c, i)).results(program);
  }

  private String load(Expr e, String r, String c, String i) {
    int slot = e.value();
    int size = e.code() == Code.FLAG ? 1 : 4;
    String address =
        switch (spec.slots().get(slot).access()) {
          case FULL -> text.element(in[slot], i, size);
          case SCALAR -> in[slot];
          case ROW -> text.element(in[slot], c, size);
          case COLUMN -> text.element(in[slot], r, size);
        };
    return e.code() == Code.FLAG
        ? text.toInt("ld.global.u8", "[" + address + "]")
        : text.toFloat("ld.global.f32", "[" + address + "]");
  }

  /** Writes an output's element at a place. */
  void store(int output, String place, String value) {
    if (spec.outputs().get(output).value().lane() == Lane.MASK) {
      String address = text.element(out[output], place, 1);
      text.op("st.global.u8", "[" + address + "]", text.toInt("selp.b32", "1", "0", value));
      return;
    }
    String register = value.startsWith("%") ? value : text.toFloat("mov.f32", value);
    text.op("st.global.f32", "[" + text.element(out[output], place, 4) + "]", register);
  }

  /** Writes those that are not summed. */
  void storeElements(String i, String[] values) {
    for (int o : outputs(Fold.NONE)) {
      store(o, i, values[o]);
    }
  }
}
