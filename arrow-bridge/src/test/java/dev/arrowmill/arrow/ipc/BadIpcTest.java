package dev.arrowmill.arrow.ipc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.arrowmill.arrow.RandomColumns;
import dev.arrowmill.arrow.SourceRows;
import dev.arrowmill.arrow.TableFormatException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BadIpcTest {
  @TempDir Path folder;
  private final BufferAllocator allocator = new RootAllocator(1L << 28);

  @AfterEach
  void nothingIsLeft() {
    assertThat(allocator.getAllocatedMemory()).isZero();
    allocator.close();
  }

  private byte[] good() throws IOException {
    Path file = folder.resolve("good.arrow");
    try (IpcWriter w = IpcWriter.create(file, RandomColumns.of(1, 1).schema(), allocator)) {
      w.write(RandomColumns.of(40, 1));
      w.write(RandomColumns.of(20, 2));
      w.finish();
    }
    return Files.readAllBytes(file);
  }

  private int read(byte[] bytes) throws IOException {
    Path file = Files.write(folder.resolve("bad.arrow"), bytes);
    IpcSource source = IpcSource.of(file.toString());
    return SourceRows.rows(source, SourceRows.supported(source), allocator).size();
  }

  private void refused(byte[] bytes, String problem) {
    assertThatThrownBy(() -> read(bytes))
        .isInstanceOf(TableFormatException.class)
        .hasMessageContaining("bad.arrow")
        .hasMessageContaining(problem);
    assertThat(allocator.getAllocatedMemory()).isZero();
  }

  @Test
  void aFileCutAnywhereIsRefused() throws IOException {
    byte[] all = good();
    assertThat(read(all)).isEqualTo(60);
    for (int n = 0; n < all.length; n += n < 100 ? 1 : 97) {
      refused(Arrays.copyOf(all, n), "");
    }
  }

  @Test
  void whateverIsFlippedIsReadOrRefused() throws IOException {
    byte[] all = good();
    Random random = new Random(11);
    int refused = 0;
    for (int i = 0; i < 1_500; i++) {
      byte[] bad = all.clone();
      for (int k = 0; k <= i % 3; k++) {
        bad[random.nextInt(bad.length)] ^= (byte) (1 << random.nextInt(8));
      }
      try {
        assertThat(read(bad)).isBetween(0, 200);
      } catch (TableFormatException e) {
        assertThat(e).hasMessageContaining("bad.arrow");
        refused++;
      }
      assertThat(allocator.getAllocatedMemory()).isZero();
    }
    assertThat(refused).isGreaterThan(100);
  }

  @Test
  void sizesLargerThanTheFileAreRefused() throws IOException {
    byte[] all = good();
    ByteBuffer footer = ByteBuffer.wrap(all).order(ByteOrder.LITTLE_ENDIAN);
    footer.putInt(all.length - 10, Integer.MAX_VALUE);
    refused(all, "its footer is said to be 2147483647 bytes in a file of " + all.length);
    byte[] stream = Arrays.copyOfRange(good(), 8, all.length);
    assertThat(read(stream)).isEqualTo(60);
    ByteBuffer.wrap(stream).order(ByteOrder.LITTLE_ENDIAN).putInt(4, 1 << 30);
    refused(stream, "is said to be 1073741824 bytes");
  }

  @Test
  void otherFilesAreNamedForWhatTheyAre() throws IOException {
    refused("FEA1 and more of it".getBytes(StandardCharsets.US_ASCII), "Feather version 1");
    refused("a,b\n1,2\n3,4\n".getBytes(StandardCharsets.US_ASCII), "");
    refused(new byte[0], "has 0 bytes");
    refused("ARROW1\0\0".getBytes(StandardCharsets.US_ASCII), "no footer");
    assertThatThrownBy(() -> IpcSource.of(folder.resolve("none").toString()))
        .isInstanceOf(TableFormatException.class)
        .hasMessageContaining("does not exist");
  }
}
