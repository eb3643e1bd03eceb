package dev.arrowmill.tensor.emit.ptx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.arrowmill.tensor.DType;
import dev.arrowmill.tensor.cuda.PtxAssembler;
import dev.arrowmill.tensor.emit.Access;
import dev.arrowmill.tensor.emit.AdamSpec;
import dev.arrowmill.tensor.emit.Fold;
import dev.arrowmill.tensor.emit.FusedSpec;
import dev.arrowmill.tensor.expr.Expr;
import dev.arrowmill.tensor.expr.Functions;
import dev.arrowmill.tensor.expr.Fusible;
import dev.arrowmill.tensor.expr.Lane;
import dev.arrowmill.tensor.op.Attrs;
import dev.arrowmill.tensor.op.Op;
import dev.arrowmill.tensor.op.Ops;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** NVIDIA's assembler accepts every kernel. */
class PtxAssemblerTest {
  private static final Optional<String> PROBLEM = PtxAssembler.problem();

  static {
    PROBLEM.ifPresent(p -> System.out.println("ptx: kernels are not assembled: " + p));
  }

  @BeforeEach
  void needsTheAssembler() {
    Assumptions.assumeTrue(PROBLEM.isEmpty(), PROBLEM.orElse(""));
  }

  /** Kernels of every kind; one elements kernel per fusible op. */
  private static Map<String, PtxKernel> kernels() {
    Map<String, PtxKernel> all = new LinkedHashMap<>();
    for (String name : Fusible.names()) {
      all.put(name, PtxEmitter.compile(ofOp(name)).kernel());
    }
    Expr chain = Functions.gelu(Expr.input(0).mul(Expr.input(1)).add(Expr.input(2)));
    Expr masked = Expr.flag(4).select(chain.mul(Expr.input(3)), Expr.of(1f));
    List<FusedSpec.Slot> slots = new ArrayList<>();
    for (Access a : List.of(Access.FULL, Access.SCALAR, Access.ROW, Access.COLUMN)) {
      slots.add(FusedSpec.Slot.of(a));
    }
    slots.add(new FusedSpec.Slot(Lane.MASK, Access.FULL));
    for (Fold f : Fold.values()) {
      List<FusedSpec.Output> out =
          List.of(
              new FusedSpec.Output(masked, f),
              FusedSpec.Output.of(masked.gt(0f)),
              FusedSpec.Output.of(Expr.of(2f)));
      all.put("fold " + f, PtxEmitter.compile(new FusedSpec(slots, out)).kernel());
    }
    all.put("gemm", GemmPtx.of(false).kernel());
    all.put("gemm bias", GemmPtx.of(true).kernel());
    Expr epilogue = Functions.tanh(Expr.input(0)).mul(Expr.input(1)).add(Expr.input(2));
    List<Access> extra = List.of(Access.COLUMN, Access.SCALAR);
    all.put("gemm epilogue", GemmPtx.of(true, epilogue, extra).kernel());
    all.put("softmax", SoftmaxPtx.SOFTMAX);
    all.put("logSoftmax", SoftmaxPtx.LOG_SOFTMAX);
    all.put("crossEntropy", SoftmaxPtx.CROSS_ENTROPY);
    all.put("adam", PtxEmitter.compile(AdamSpec.SPEC).kernel());
    return all;
  }

  private static FusedSpec ofOp(String name) {
    Op op = Ops.make(name, name.equals("toType") ? Attrs.of("to", DType.FLOAT32) : Attrs.NONE);
    for (int arity = 1; arity <= 3; arity++) {
      for (Lane first : List.of(Lane.FLOAT, Lane.MASK)) {
        for (Lane result : List.of(Lane.FLOAT, Lane.MASK)) {
          List<Expr> args = new ArrayList<>();
          List<FusedSpec.Slot> slots = new ArrayList<>();
          for (int i = 0; i < arity; i++) {
            Lane lane = i == 0 ? first : Lane.FLOAT;
            args.add(lane == Lane.MASK ? Expr.flag(i) : Expr.input(i));
            slots.add(new FusedSpec.Slot(lane, Access.FULL));
          }
          Expr e = null;
          try {
            e = Fusible.expr(op, result, args);
          } catch (IndexOutOfBoundsException | IllegalArgumentException other) {
            continue;
          }
          if (e != null) {
            return new FusedSpec(slots, List.of(FusedSpec.Output.of(e)));
          }
        }
      }
    }
    throw new AssertionError(name);
  }

  @ParameterizedTest
  @ValueSource(strings = {"sm_80", "sm_90"})
  void everyKernelAssembles(String target) {
    Map<String, PtxKernel> all = kernels();
    assertThat(all).hasSizeGreaterThan(45);
    all.forEach(
        (what, k) -> {
          byte[] code = PtxAssembler.assemble(k.module(), target);
          assertThat(code).as(what).hasSizeGreaterThan(500);
          assertThat(new String(code, 1, 3, java.nio.charset.StandardCharsets.US_ASCII))
              .isEqualTo("ELF");
        });
  }

  @Test
  void wrongTextIsRefusedWithTheMessage() {
    String good = GemmPtx.of(false).kernel().module();
    String bad = good.replaceFirst("fma.rn.f32", "fma.rn.f33");
    assertThatThrownBy(() -> PtxAssembler.assemble(bad, "sm_80"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("ptx: NVPTXCOMPILE_ERROR_COMPILATION_FAILURE for sm_80")
        .hasMessageContaining(".f33");
    assertThat(PtxAssembler.version()).matches("\\d+\\.\\d+");
  }
}
