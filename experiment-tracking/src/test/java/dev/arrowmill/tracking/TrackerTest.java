package dev.arrowmill.tracking;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.nio.file.Path;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@NullUnmarked
class TrackerTest {
  @TempDir Path dir;

  @Test
  void refusesAnUnknownUri() {
    assertThatThrownBy(() -> Tracker.open("mysql://x"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll("mysql://x", "sqlite:PATH", "http(s)", "none:");
    assertThatThrownBy(() -> Tracker.open("sqlite:"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("names no file");
    assertThatThrownBy(() -> Tracker.open("http://a b"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("http://a b");
  }

  @Test
  void noneKeepsNothing() {
    try (Tracker tracker = Tracker.open("none:")) {
      Run run = tracker.start("x");
      run.param("a", 1).metric("b", 2, 3).artifactText("t", "u");
      run.close();
      assertThat(run.journal()).isEmpty();
      assertThat(tracker.experiments()).isEmpty();
      assertThat(tracker.journals()).isEmpty();
      assertThatThrownBy(() -> tracker.run(run.id()))
          .isInstanceOf(TrackingException.class)
          .hasMessageContaining(run.id());
    }
  }

  @Test
  void refusesWhatMlflowWouldRefuse() {
    try (Tracker tracker = Tracker.open("sqlite:" + dir.resolve("m.db"));
        Run run = tracker.start("x")) {
      run.param("lr", 0.1).param("lr", 0.1);
      assertThatThrownBy(() -> run.param("lr", 0.2))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContainingAll("'lr'", "'0.1'", "'0.2'");
      assertThatThrownBy(() -> run.metric("a;b", 1, 0))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("a;b");
      assertThatThrownBy(() -> run.tag("", "v"))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("got 0");
      assertThatThrownBy(() -> run.metric("k".repeat(251), 1, 0))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("251");
      assertThatThrownBy(() -> run.artifact(dir.resolve("absent")))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("absent");
      assertThatThrownBy(() -> run.artifactText("../x", ""))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("../x");
      run.param("long", "v".repeat(7000));
      run.close();
      assertThat(tracker.run(run.id()).summary().params().get("long"))
          .hasSize(6000)
          .endsWith("...");
    }
  }

  @Test
  void keepsAFolderAsArtifacts() throws Exception {
    Path model = java.nio.file.Files.createDirectories(dir.resolve("model/sub"));
    java.nio.file.Files.writeString(model.resolve("w.bin"), "w");
    java.nio.file.Files.writeString(dir.resolve("model/spec.json"), "{}");
    try (Tracker tracker = Tracker.open("sqlite:" + dir.resolve("m.db"))) {
      Run run = tracker.start("x");
      run.artifact(dir.resolve("model")).close();
      Path kept = Path.of(java.net.URI.create(tracker.run(run.id()).summary().artifactLocation()));
      assertThat(kept.resolve("model/sub/w.bin")).hasContent("w");
      assertThat(kept.resolve("model/spec.json")).hasContent("{}");
    }
  }

  @Test
  void importsNoneOfTheOtherModules() {
    DescribedPredicate<JavaClass> ours =
        DescribedPredicate.describe(
            "our other modules",
            c ->
                c.getPackageName().startsWith("dev.arrowmill")
                    && !c.getPackageName().startsWith("dev.arrowmill.tracking"));
    noClasses()
        .should()
        .dependOnClassesThat(ours)
        .check(new ClassFileImporter().importPackages("dev.arrowmill.tracking"));
  }
}
