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
}
