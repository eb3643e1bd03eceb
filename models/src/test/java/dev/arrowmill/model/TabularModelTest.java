package dev.arrowmill.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.arrowmill.arrow.HeapColumns;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TabularModelTest {
  @TempDir Path folder;

  @Test
  void savesAndLoadsWithTheSameBits() throws Exception {
    for (String label : new String[] {"two", "three", "amount"}) {
      TabularModel model = Samples.model(label, 2);
      Path directory = folder.resolve(label);
      model.save(directory);
      TabularModel back = TabularModel.load(directory);
      assertThat(back.id()).isEqualTo(model.id());
      assertThat(back.target()).isEqualTo(model.target());
      assertThat(back.provenance()).isEqualTo(model.provenance());
      HeapColumns rows = Samples.table(200, 9);
      Scores a = model.scorer().score(rows);
      Scores b = back.scorer().score(rows);
      for (int r = 0; r < rows.rows(); r++) {
        assertThat(b.prediction(r)).isEqualTo(a.prediction(r));
        for (int c = 0; c < a.classes(); c++) {
          assertThat(b.probability(r, c)).isEqualTo(a.probability(r, c));
        }
      }
    }
  }

  @Test
  void everyFlippedByteIsFound() {
    Map<String, byte[]> files = Samples.tinyModel().toFiles();
    files.forEach(
        (name, data) -> {
          for (int i = 0; i < data.length; i++) {
            byte[] damaged = data.clone();
            damaged[i] ^= (byte) (1 << (i % 8));
            Map<String, byte[]> copy = new LinkedHashMap<>(files);
            copy.put(name, damaged);
            assertThatThrownBy(() -> TabularModel.fromFiles(copy, "m"))
                .as("%s byte %s", name, i)
                .isInstanceOf(ModelFormatException.class)
                .hasMessageStartingWith("m: file ");
          }
        });
  }

  @Test
  void damageNamesTheFile() {
    Map<String, byte[]> files = new LinkedHashMap<>(Samples.model("two", 1).toFiles());
    byte[] weights = java.util.Objects.requireNonNull(files.get("weights.safetensors"));
    weights[weights.length / 2] ^= 1;
    assertThatThrownBy(() -> TabularModel.fromFiles(files, "m"))
        .hasMessageContaining("weights.safetensors");
    files.remove("weights.safetensors");
    assertThatThrownBy(() -> TabularModel.fromFiles(files, "m"))
        .hasMessageContaining("weights.safetensors is missing");
    files.clear();
    assertThatThrownBy(() -> TabularModel.fromFiles(files, "m"))
        .hasMessageContaining("not a model directory");
  }

  @Test
  void anotherFormatVersionIsRefused() {
    Map<String, byte[]> files = new LinkedHashMap<>(Samples.model("two", 1).toFiles());
    files.remove(ArtefactFiles.CHECKSUMS);
    String json = new String(files.get("model.json"), StandardCharsets.UTF_8);
    files.put(
        "model.json",
        json.replace("\"formatVersion\" : 2", "\"formatVersion\" : 99")
            .getBytes(StandardCharsets.UTF_8));
    assertThatThrownBy(() -> TabularModel.fromFiles(ArtefactFiles.seal(files), "m"))
        .isInstanceOf(ModelFormatException.class)
        .hasMessageContaining("99");
  }

  @Test
  void anExistingDirectoryIsKeptAndNoneIsHalfWritten() throws Exception {
    TabularModel model = Samples.model("two", 1);
    Path directory = Files.createDirectory(folder.resolve("m"));
    assertThatThrownBy(() -> model.save(directory)).isInstanceOf(FileAlreadyExistsException.class);
    try (var list = Files.list(folder)) {
      assertThat(list).containsExactly(directory);
    }
    assertThatThrownBy(() -> TabularModel.load(folder.resolve("absent")))
        .isInstanceOf(ModelFormatException.class)
        .hasMessageContaining("no such directory");
  }
}
