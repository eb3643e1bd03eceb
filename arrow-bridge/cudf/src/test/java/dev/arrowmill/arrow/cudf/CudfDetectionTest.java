package dev.arrowmill.arrow.cudf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.arrowmill.tensor.cuda.CudaProbe;
import dev.arrowmill.tensor.cuda.CudaStatus;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Method;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.memory.RootAllocator;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CudfDetectionTest {
  @TempDir Path folder;

  /** Loads this package anew and notes which classes of cuDF it asks for. */
  private static final class Recording extends ClassLoader {
    private final List<String> asked = new ArrayList<>();

    Recording() {
      super(Cudf.class.getClassLoader());
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      if (name.startsWith("ai.rapids.")) {
        asked.add(name);
      }
      if (!name.startsWith("dev.arrowmill.arrow.cudf.")) {
        return super.loadClass(name, resolve);
      }
      Class<?> known = findLoadedClass(name);
      return known == null ? define(name) : known;
    }

    private Class<?> define(String name) throws ClassNotFoundException {
      try (InputStream in = getResourceAsStream(name.replace('.', '/') + ".class")) {
        byte[] bytes = in == null ? new byte[0] : in.readAllBytes();
        return defineClass(name, bytes, 0, bytes.length);
      } catch (IOException e) {
        throw new ClassNotFoundException(name, e);
      }
    }
  }

  @Test
  void withoutADriverThereIsOneLineAndNoClassOfCudf() throws Exception {
    Recording loader = new Recording();
    Method look =
        loader.loadClass(Cudf.class.getName()).getDeclaredMethod("look", CudaStatus.class);
    look.setAccessible(true);
    Object none = look.invoke(null, new CudaStatus(false, "the driver says no", List.of()));
    assertThat(none)
        .hasToString("CudfStatus[available=false, reason=no GPU for cuDF: the driver says no]");
    assertThat(loader.asked).isEmpty();
  }

  @Test
  void theProbeFollowsTheDriver() {
    CudaStatus cuda = CudaProbe.probe();
    CudfStatus status = Cudf.probe();
    assertThat(status.reason()).doesNotContain("\n");
    if (!cuda.available()) {
      assertThat(status.available()).isFalse();
      assertThat(status.reason()).contains(cuda.reason());
    }
    assertThat(Cudf.probe()).isSameAs(status);
  }

  @Test
  void readingWithoutAGpuIsRefusedInOneLine() throws Exception {
    Assumptions.assumeFalse(CudaProbe.probe().available(), "this machine has a GPU");
    Path file = ParquetFiles.write(folder.resolve("t.parquet"), 10);
    CudfParquetSource source = CudfParquetSource.of(file.toString());
    assertThat(source.rows()).isEqualTo(10);
    try (RootAllocator allocator = new RootAllocator()) {
      assertThatThrownBy(() -> source.open(source.columns(), source.splits(), allocator))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageStartingWith("cudf: no GPU for cuDF: ")
          .hasMessageEndingWith("read with ParquetSource instead");
    }
    assertThatThrownBy(() -> CudfParquetSource.of("s3a://lake/t.parquet"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("s3a://lake/t.parquet is no local file");
  }
}
