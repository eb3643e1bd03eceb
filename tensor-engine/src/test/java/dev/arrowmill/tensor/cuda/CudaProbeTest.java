package dev.arrowmill.tensor.cuda;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CudaProbeTest {
  @Test
  void neverThrowsAndGivesAReason() {
    CudaStatus s = CudaProbe.probe();
    System.out.println("cuda: " + s);
    assertThat(s.reason()).isNotBlank().doesNotContain("\n");
    assertThat(s.available()).isEqualTo(!s.devices().isEmpty());
    if (s.available()) {
      assertThat(s.devices().get(0).computeCapability()).matches("\\d+\\.\\d");
      assertThat(s.devices().get(0).memoryBytes()).isPositive();
    } else {
      assertThat(s.reason()).containsAnyOf("libcuda.so.1", "JCuda", "cuInit", "driver");
    }
  }

  @Test
  void givesTheLinkersReasonWhole() {
    String twice = "/tmp/libJCudaDriver.so: libcuda.so.1: cannot open shared object file";
    assertThat(
            CudaProbe.none("off", new UnsatisfiedLinkError("Error while loading\n" + twice))
                .reason())
        .isEqualTo("off (libcuda.so.1: cannot open shared object file)");
    assertThat(CudaProbe.none("off", new IllegalStateException("cuInit answers 999")).reason())
        .isEqualTo("off (cuInit answers 999)");
  }
}
