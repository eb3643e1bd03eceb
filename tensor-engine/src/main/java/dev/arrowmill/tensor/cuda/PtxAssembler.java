package dev.arrowmill.tensor.cuda;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import jcuda.nvptxcompiler.JNvPTXCompiler;
import jcuda.nvptxcompiler.nvPTXCompileResult;
import jcuda.nvptxcompiler.nvPTXCompilerHandle;

/**
 * NVIDIA's PTX assembler as it comes with JCuda's natives: it needs neither a driver nor a device.
 * Safe for use by several threads.
 */
public final class PtxAssembler {
  private PtxAssembler() {}

  /** Why the assembler cannot be used here, in one line; empty when it can. */
  public static Optional<String> problem() {
    try {
      Natives.version();
      return Optional.empty();
    } catch (LinkageError | RuntimeException e) {
      String text = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
      return Optional.of("JCuda's PTX compiler does not load (" + text + ")");
    }
  }

  /** Its version, such as {@code 12.6}. */
  public static String version() {
    return Natives.version();
  }

  /**
   * Machine code of a module.
   *
   * @param ptx a whole module
   * @param target such as {@code sm_80}
   * @throws IllegalArgumentException with the assembler's messages when the text is wrong
   */
  public static byte[] assemble(String ptx, String target) {
    return Natives.assemble(ptx, target);
  }

  /** Loading this class needs JCuda. */
  private static final class Natives {
    static String version() {
      int[] major = new int[1];
      int[] minor = new int[1];
      check("nvPTXCompilerGetVersion", JNvPTXCompiler.nvPTXCompilerGetVersion(major, minor));
      return major[0] + "." + minor[0];
    }

    static byte[] assemble(String ptx, String target) {
      byte[] text = (ptx + "\0").getBytes(StandardCharsets.US_ASCII);
      nvPTXCompilerHandle h = new nvPTXCompilerHandle();
      check("nvPTXCompilerCreate", JNvPTXCompiler.nvPTXCompilerCreate(h, text.length - 1L, text));
      try {
        String[] options = {"--gpu-name=" + target};
        int status = JNvPTXCompiler.nvPTXCompilerCompile(h, options.length, options);
        if (status != nvPTXCompileResult.NVPTXCOMPILE_SUCCESS) {
          throw new IllegalArgumentException(
              "ptx: " + nvPTXCompileResult.stringFor(status) + " for " + target + ": " + log(h));
        }
        long[] size = new long[1];
        check(
            "nvPTXCompilerGetCompiledProgramSize",
            JNvPTXCompiler.nvPTXCompilerGetCompiledProgramSize(h, size));
        byte[] program = new byte[Math.toIntExact(size[0])];
        check(
            "nvPTXCompilerGetCompiledProgram",
            JNvPTXCompiler.nvPTXCompilerGetCompiledProgram(h, program));
        return program;
      } finally {
        JNvPTXCompiler.nvPTXCompilerDestroy(h);
      }
    }

    private static String log(nvPTXCompilerHandle h) {
      long[] size = new long[1];
      check("nvPTXCompilerGetErrorLogSize", JNvPTXCompiler.nvPTXCompilerGetErrorLogSize(h, size));
      byte[] log = new byte[Math.toIntExact(size[0]) + 1];
      check("nvPTXCompilerGetErrorLog", JNvPTXCompiler.nvPTXCompilerGetErrorLog(h, log));
      return new String(log, StandardCharsets.UTF_8).replace("\0", "").strip();
    }

    private static void check(String call, int status) {
      if (status != nvPTXCompileResult.NVPTXCOMPILE_SUCCESS) {
        throw new IllegalStateException(call + ": " + nvPTXCompileResult.stringFor(status));
      }
    }
  }
}
