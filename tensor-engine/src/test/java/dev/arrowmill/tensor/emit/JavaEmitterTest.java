package dev.arrowmill.tensor.emit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.arrowmill.tensor.Tensor;
import dev.arrowmill.tensor.expr.Code;
import dev.arrowmill.tensor.expr.Expr;
import dev.arrowmill.tensor.expr.Functions;
import dev.arrowmill.tensor.expr.Lane;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Compiled loops against the same computation in single tensor ops. */
class JavaEmitterTest {
  private static final Expr X = Expr.input(0);
  private static final Expr ONE = Expr.input(1);
  private static final Expr ROW = Expr.input(2);
  private static final Expr COLUMN = Expr.input(3);
  private static final Expr MASK = Expr.flag(4);

  /** Slots of every access, one of them bool. */
  private static final List<FusedSpec.Slot> SLOTS =
      List.of(
          FusedSpec.Slot.of(Access.FULL),
          FusedSpec.Slot.of(Access.SCALAR),
          FusedSpec.Slot.of(Access.ROW),
          FusedSpec.Slot.of(Access.COLUMN),
          new FusedSpec.Slot(Lane.MASK, Access.FULL));

  /** Arrays with an offset of 3 each, and the tensors that they hold. */
  private record Data(int rows, int columns, Object[] in, int[] at, Tensor[] t) {
    static Data of(int rows, int columns) {
      int[] sizes = {rows * columns, 1, columns, rows, rows * columns};
      int[][] shapes = {{rows, columns}, {}, {columns}, {rows, 1}, {rows, columns}};
      Object[] in = new Object[5];
      Tensor[] t = new Tensor[5];
      Random r = new Random(rows * 31L + columns);
      for (int i = 0; i < 4; i++) {
        float[] a = new float[sizes[i] + 3];
        for (int j = 0; j < a.length; j++) {
          a[j] = (float) r.nextGaussian();
        }
        in[i] = a;
        t[i] = Tensor.of(Arrays.copyOfRange(a, 3, a.length), shapes[i]);
      }
      byte[] m = new byte[sizes[4] + 3];
      for (int j = 0; j < m.length; j++) {
        m[j] = (byte) r.nextInt(2);
      }
      in[4] = m;
      t[4] = Tensor.zeros(rows, columns).ne(0);
      System.arraycopy(m, 3, t[4].bools(), 0, sizes[4]);
      return new Data(rows, columns, in, new int[] {3, 3, 3, 3, 3}, t);
    }

    Tensor chain() {
      return t[0].mul(t[1]).add(t[2]).gelu().mul(t[3]).where(t[4], t[0]);
    }
  }

  private static Expr chain() {
    return MASK.select(Functions.gelu(X.mul(ONE).add(ROW)).mul(COLUMN), X);
  }

  private static void same(Tensor expected, float[] actual, int at) {
    float[] e = expected.contiguous().floats();
    for (int i = 0; i < expected.numel(); i++) {
      if (Float.floatToIntBits(e[i]) != Float.floatToIntBits(actual[at + i])) {
        throw new AssertionError("at " + i + ": " + e[i] + " / " + actual[at + i]);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "1,1", "3,5", "2,8", "5,17", "1,1030", "700,3", "4,512", "3,513", "257,20", "9,128", "7,129",
    "300,1"
  })
  void everyAccessAndTwoOutputs(int rows, int columns) {
    Data d = Data.of(rows, columns);
    FusedSpec spec =
        new FusedSpec(
            SLOTS, List.of(FusedSpec.Output.of(chain()), FusedSpec.Output.of(chain().gt(0.25f))));
    Tensor want = d.chain();
    Tensor wantMask = want.gt(0.25f);
    for (JavaEmitter.Mode mode : JavaEmitter.Mode.values()) {
      CompiledLoop loop = JavaEmitter.compile(spec, mode);
      float[] y = new float[rows * columns + 2];
      byte[] m = new byte[rows * columns + 1];
      Object[] out = {y, m};
      int[] outAt = {2, 1};
      assertThat(loop.extent(rows, columns)).isEqualTo(rows);
      loop.run(d.in, d.at, out, outAt, rows, columns, 0, rows / 2);
      loop.run(d.in, d.at, out, outAt, rows, columns, rows / 2, rows);
      same(want, y, 2);
      assertThat(Arrays.copyOfRange(m, 1, m.length)).isEqualTo(wantMask.contiguous().bools());
      assertThat(y[0] + y[1] + m[0]).isZero();
    }
  }

  @ParameterizedTest
  @CsvSource({"1,1", "3,5", "2,64", "1,1030", "700,3", "4,512", "3,5000", "50,32", "5,33"})
  void rowSumsAreThoseOfSum(int rows, int columns) {
    Data d = Data.of(rows, columns);
    FusedSpec spec =
        new FusedSpec(
            SLOTS,
            List.of(
                new FusedSpec.Output(chain(), Fold.ROW_SUM),
                FusedSpec.Output.of(chain()),
                new FusedSpec.Output(X.mul(X), Fold.ROW_SUM)));
    for (JavaEmitter.Mode mode : JavaEmitter.Mode.values()) {
      CompiledLoop loop = JavaEmitter.compile(spec, mode);
      float[] sums = new float[rows + 1];
      float[] y = new float[rows * columns];
      float[] squares = new float[rows];
      loop.run(d.in, d.at, new Object[] {sums, y, squares}, new int[] {1, 0, 0}, rows, columns);
      same(d.chain().sum(1), sums, 1);
      same(d.chain(), y, 0);
      same(d.t[0].square().sum(1), squares, 0);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "1,1", "3,5", "256,7", "257,7", "700,3", "4,512", "3,1030", "600,530", "600,1", "255,32"
  })
  void columnSumsAreThoseOfSum(int rows, int columns) {
    Data d = Data.of(rows, columns);
    FusedSpec spec =
        new FusedSpec(
            SLOTS,
            List.of(
                new FusedSpec.Output(chain(), Fold.COLUMN_SUM),
                FusedSpec.Output.of(chain()),
                new FusedSpec.Output(X, Fold.COLUMN_SUM)));
    for (JavaEmitter.Mode mode : JavaEmitter.Mode.values()) {
      CompiledLoop loop = JavaEmitter.compile(spec, mode);
      float[] sums = new float[columns + 1];
      float[] y = new float[rows * columns];
      float[] plain = new float[columns];
      Object[] out = {sums, y, plain};
      assertThat(loop.extent(rows, columns)).isEqualTo(columns);
      loop.run(d.in, d.at, out, new int[] {1, 0, 0}, rows, columns, 0, columns / 3);
      loop.run(d.in, d.at, out, new int[] {1, 0, 0}, rows, columns, columns / 3, columns);
      same(d.chain().sum(0), sums, 1);
      same(d.chain(), y, 0);
      same(d.t[0].sum(0), plain, 0);
    }
  }

  @ParameterizedTest
  @CsvSource({"3,5", "40,20", "3,200", "5,513"})
  void masksOfEveryAccess(int rows, int columns) {
    List<FusedSpec.Slot> slots = new java.util.ArrayList<>();
    Object[] in = new Object[4];
    int[] sizes = {rows * columns, 1, columns, rows};
    Random r = new Random(rows);
    for (Access a : Access.values()) {
      int i = slots.size();
      slots.add(new FusedSpec.Slot(Lane.MASK, a));
      byte[] m = new byte[sizes[i]];
      for (int j = 0; j < m.length; j++) {
        m[j] = (byte) r.nextInt(2);
      }
      in[i] = m;
    }
    Expr all = Expr.of(Code.XOR, Expr.flag(0), Expr.of(Code.OR, Expr.flag(2), Expr.flag(3)));
    all = Expr.of(Code.XOR, all, Expr.flag(1));
    FusedSpec spec = new FusedSpec(slots, List.of(FusedSpec.Output.of(all)));
    byte[] want = new byte[rows * columns];
    for (int i = 0; i < want.length; i++) {
      int row = ((byte[]) in[2])[i % columns] | ((byte[]) in[3])[i / columns];
      want[i] = (byte) (((byte[]) in[0])[i] ^ row ^ ((byte[]) in[1])[0]);
    }
    for (JavaEmitter.Mode mode : JavaEmitter.Mode.values()) {
      byte[] out = new byte[want.length];
      JavaEmitter.compile(spec, mode)
          .run(in, new int[4], new Object[] {out}, new int[1], rows, columns);
      assertThat(out).as("%s", mode).isEqualTo(want);
    }
  }

  @Test
  void flatKernelsSplitAnywhereAndWorkInPlace() {
    Data d = Data.of(7, 100);
    FusedSpec spec =
        new FusedSpec(
            SLOTS.subList(0, 2), List.of(FusedSpec.Output.of(Functions.tanh(X.mul(ONE)))));
    CompiledLoop loop = JavaEmitter.compile(spec);
    assertThat(loop.extent(7, 100)).isEqualTo(700);
    float[] x = ((float[]) d.in[0]).clone();
    Object[] in = {x, d.in[1]};
    int cut = 0;
    for (int to : new int[] {1, 13, 13, 399, 700}) {
      loop.run(in, new int[] {3, 3}, new Object[] {x}, new int[] {3}, 7, 100, cut, to);
      cut = to;
    }
    same(d.t[0].mul(d.t[1]).tanh(), x, 3);
  }

  @Test
  void theSameProgramIsCompiledOnce() {
    FusedSpec a = flat(X.mul(3.25f).add(Functions.exp(ONE)));
    JavaEmitter.compile(a);
    int before = JavaEmitter.generated();
    JavaEmitter.compile(flat(X.mul(3.25f).add(Functions.exp(ONE))));
    assertThat(JavaEmitter.generated()).isEqualTo(before);
    JavaEmitter.compile(flat(X.mul(3.5f).add(Functions.exp(ONE))));
    assertThat(JavaEmitter.generated()).isEqualTo(before + 1);
  }

  private static FusedSpec flat(Expr e) {
    return new FusedSpec(SLOTS.subList(0, 2), List.of(FusedSpec.Output.of(e)));
  }

  @Test
  void wrongSpecsAreRefused() {
    assertThatThrownBy(() -> flat(Expr.input(2)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("fused: INPUT 2 does not fit the slots");
    assertThatThrownBy(() -> flat(Expr.flag(0)))
        .hasMessageStartingWith("fused: FLAG 0 does not fit the slots");
    assertThatThrownBy(() -> flat(X.bits())).hasMessage("fused: a result of INT with fold NONE");
    assertThatThrownBy(
            () ->
                new FusedSpec(
                    SLOTS,
                    List.of(
                        new FusedSpec.Output(X, Fold.ROW_SUM),
                        new FusedSpec.Output(X, Fold.COLUMN_SUM))))
        .hasMessage("fused: row and column sums in one kernel");
    assertThatThrownBy(() -> new FusedSpec(SLOTS, List.of()))
        .hasMessageContaining("expected one output at least");
    Expr big = X;
    for (int i = 0; i <= FusedSpec.MAX_INSTRUCTIONS; i++) {
      big = big.add(i);
    }
    Expr all = big;
    assertThatThrownBy(() -> flat(all)).hasMessage("fused: 201 instructions, at most 200");
  }
}
