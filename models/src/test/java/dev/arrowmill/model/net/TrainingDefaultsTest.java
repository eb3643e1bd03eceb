package dev.arrowmill.model.net;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TrainingDefaultsTest {
  @Test
  void largeStepsAreTakenWhereTheTableHasEnoughRows() {
    TrainingDefaults large = new TrainingDefaults(1e-2f, 0, 0.9f, 1024);
    assertThat(large.batchSize(500, 128)).isEqualTo(128);
    assertThat(large.batchSize(9_000, 128)).isEqualTo(512);
    assertThat(large.batchSize(32_561, 128)).isEqualTo(1024);
    assertThat(large.batchSize(10_000_000, 1024)).isEqualTo(1024);
    assertThat(TrainingDefaults.USUAL.batchSize(32_561, 128)).isEqualTo(128);
  }

  @Test
  void aLearningRateMayDependOnTheArchitecture() {
    assertThat(Architectures.get("ft-transformer").training().learningRate()).isEqualTo(1e-4f);
    assertThat(Architectures.get("tabnet").training().rowsPerStep()).isEqualTo(1024);
    assertThat(Architectures.get("mlp").training()).isEqualTo(TrainingDefaults.USUAL);
  }
}
