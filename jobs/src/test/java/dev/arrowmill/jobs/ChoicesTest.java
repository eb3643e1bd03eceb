package dev.arrowmill.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.arrowmill.model.Calibration;
import dev.arrowmill.model.TabularModel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The keys of train that choose network, hold-out and calibration. */
class ChoicesTest {
  @TempDir Path dir;

  private String data = "";

  @BeforeEach
  void write() {
    data = dir.resolve("data").toString();
    SmallTables.rows(0, 0, 600)
        .withColumn("held", org.apache.spark.sql.functions.expr("rand(1) < 0.2"))
        .write()
        .parquet(data);
  }

  private Outcome train(String... more) {
    List<String> args =
        new ArrayList<>(List.of("train", "--data", data, "--label", "label", "--epochs", "1"));
    args.addAll(List.of("--out", dir.resolve("model").toString(), "--tracking", "none:"));
    args.addAll(List.of(more));
    return Outcome.of(args.toArray(new String[0]));
  }

  @Test
  void reachTheModel() throws Exception {
    Outcome outcome =
        train(
            "--architecture",
            "mlp",
            "--calibration",
            "platt",
            "--ensemble",
            "2",
            "--validation-column",
            "held",
            "--class-weights",
            "balanced");
    assertThat(outcome.code()).as(outcome.err()).isZero();
    TabularModel model = TabularModel.load(dir.resolve("model"));
    assertThat(model.config().architecture()).isEqualTo("mlp");
    assertThat(model.nets()).hasSize(2);
    assertThat(model.decision().calibration().kind()).isEqualTo(Calibration.Kind.PLATT);
    assertThat(model.target().classWeights()).hasSize(2);
    assertThat(model.features().input().names()).doesNotContain("held");
  }

  @Test
  void mistakesAreToldBeforeAnythingIsWritten() {
    Outcome unknown = train("--architecture", "mlq", "--validation-column", "hold");
    assertThat(unknown.code()).isNotZero();
    assertThat(unknown.err()).contains("architecture = 'mlq'", "is unknown", "dcn-v2");
    Outcome column = train("--validation-column", "hold");
    assertThat(column.err()).contains("validation-column", "hold");
    Outcome option = train("--architecture-options", "hiden=3");
    assertThat(option.code()).isNotZero();
    assertThat(option.err()).contains("unknown option hiden").doesNotContain("\tat ");
    assertThat(dir.resolve("model")).doesNotExist();
  }
}
