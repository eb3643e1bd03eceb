package dev.arrowmill.tensor.emit.ptx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

/** The interpreter finds what a kernel does wrong, and says where. */
class PtxInterpreterTest {
  private static final String HEAD =
      ".visible .entry k(\n\t.param .u64 k_0,\n\t.param .u32 k_1\n)\n.maxntid 4, 1, 1\n{\n"
          + "\t.shared .align 16 .b8 s[16];\n"
          + "\t.reg .f32 %f<4>;\n\t.reg .b32 %r<8>;\n\t.reg .b64 %rd<6>;\n\t.reg .pred %p<2>;\n"
          + "\tld.param.u64 %rd0, [k_0];\n\tcvta.to.global.u64 %rd1, %rd0;\n"
          + "\tld.param.u32 %r0, [k_1];\n\tmov.u32 %r1, %tid.x;\n\tadd.s32 %r2, %r1, %r0;\n"
          + "\tmul.wide.s32 %rd2, %r2, 4;\n\tadd.s64 %rd3, %rd1, %rd2;\n"
          + "\tmov.u32 %r3, s;\n\tmad.lo.s32 %r4, %r1, 4, %r3;\n";

  /** Runs a body with %rd3 at element tid + shift, %r4 at word tid of 4 shared words. */
  private static float[] run(String body, int shift, float... values) {
    PtxKernel k = new PtxKernel("k", HEAD + body + "\tret;\n}\n", 4);
    try (PtxRig rig = new PtxRig(new PtxInterpreter())) {
      long at = rig.room(8);
      rig.machine.upload(values, 0, values.length, at);
      rig.machine.launch(k, 1, 1, at, shift);
      return rig.floats(at, values.length);
    }
  }

  private static void fails(String body, int shift, String message, float... values) {
    assertThatThrownBy(() -> run(body, shift, values))
        .isInstanceOf(PtxFault.class)
        .hasMessageContaining(message);
  }

  @Test
  void aRightKernelRuns() {
    String body =
        "\tld.global.f32 %f0, [%rd3];\n\tadd.rn.f32 %f1, %f0, 0f3F800000;\n"
            + "\tsetp.lt.s32 %p0, %r1, 2;\n\t@%p0 st.global.f32 [%rd3], %f1;\n";
    assertThat(run(body, 0, 1, 2, 3, 4)).containsExactly(2, 3, 3, 4);
  }

  @Test
  void readsBehindTheEnd() {
    String body = "\tld.global.f32 %f0, [%rd3];\n";
    fails(
        body,
        6,
        "k line 25 (ld.global.f32 %f0, [%rd3];), block (0, 0), thread 2: reads",
        1,
        2,
        3,
        4,
        5,
        6,
        7,
        8);
    fails(body, 6, "which is in no allocation", 1, 2, 3, 4, 5, 6, 7, 8);
    fails(body, -1, "which is in no allocation", 1, 2, 3, 4);
  }

  @Test
  void readsWhatNobodyWrote() {
    fails(
        "\tld.global.f32 %f0, [%rd3];\n",
        1, "thread 3: reads 700000010, which nobody wrote", 1, 2, 3, 4);
    fails("\tld.shared.f32 %f0, [%r4];\n", 0, "reads shared 0, which nobody wrote", 1);
    fails("\tadd.rn.f32 %f0, %f1, %f1;\n", 0, "reads a register that was never set", 1);
    fails("\t@%p1 bra L0;\nL0:\n", 0, "reads a register that was never set", 1);
  }

  @Test
  void races() {
    String write = "\tst.shared.f32 [%r4], 0f3F800000;\n";
    fails(
        write + "\tld.shared.f32 %f0, [s];\n", 0, "races: reads shared 0, which thread 0 wrote", 1);
    fails("\tst.shared.f32 [s], 0f3F800000;\n", 0, "races: writes shared 0, as thread 0 did", 1);
    fails(
        write + "\tbar.sync 0;\n\tld.shared.f32 %f0, [s];\n" + write,
        0,
        "races: reads shared 0, which thread 0 wrote",
        1);
    fails("\tst.global.f32 [%rd1], 0f3F800000;\n", 0, "as another thread did", 1, 2, 3, 4);
    String good =
        write + "\tbar.sync 0;\n\tld.shared.f32 %f0, [s+12];\n\tst.global.f32 [%rd3], %f0;\n";
    assertThat(run(good, 0, 5, 5, 5, 5)).containsExactly(1, 1, 1, 1);
  }

  @Test
  void barriersThatNotAllReach() {
    String leave = "\tsetp.eq.s32 %p0, %r1, 1;\n\t@%p0 bra L0;\n";
    fails(leave + "\tbar.sync 0;\nL0:\n", 0, "1 threads ended before a barrier", 1);
    fails(
        leave + "\tbar.sync 0;\n\tbra L1;\nL0:\n\tbar.sync 0;\nL1:\n",
        0,
        "waits at another barrier than its block",
        1);
  }

  @Test
  void unknownTextIsRefused() {
    fails("\tex2.approx.f32 %f0, 0f3F800000;\n", 0, "unknown instruction ex2.approx.f32", 1);
    fails("\tadd.rn.f32 %f0, %r1, %r1;\n", 0, "expected a register %f, got %r1", 1);
    fails("\tbra L7;\n", 0, "bra L7;", 1);
  }

  @Test
  void argumentsMustFit() {
    PtxKernel k = new PtxKernel("k", HEAD + "\tret;\n}\n", 4);
    PtxInterpreter machine = new PtxInterpreter();
    assertThatThrownBy(() -> machine.launch(k, 1, 1, 1L)).hasMessageContaining("k: takes [k_0=u64");
    assertThatThrownBy(() -> machine.launch(k, 1, 1, 1, 1)).hasMessage("k: parameter 0 got 1");
    assertThatThrownBy(() -> machine.free(1)).hasMessage("free: nothing was allocated at 1");
  }
}
