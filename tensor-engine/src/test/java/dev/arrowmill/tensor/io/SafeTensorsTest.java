package dev.arrowmill.tensor.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.arrowmill.tensor.DType;
import dev.arrowmill.tensor.Tensor;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SafeTensorsTest {
  private static Map<String, Tensor> sample() {
    Map<String, Tensor> m = new LinkedHashMap<>();
    m.put("a.weight", Tensor.of(new float[] {1, -2.5f, Float.NaN, 4, 5, 6}, 2, 3));
    m.put("b", Tensor.of(new double[] {Math.PI}));
    m.put("view", Tensor.of(new float[] {1, 2, 3, 4}, 2, 2).t());
    m.put("i", Tensor.of(new int[] {Integer.MIN_VALUE, 7}));
    m.put("l", Tensor.of(new long[] {Long.MAX_VALUE}));
    m.put("flags", Tensor.of(new boolean[] {true, false, true}));
    m.put("empty", Tensor.zeros(0, 4));
    m.put("scalar", Tensor.scalar(3));
    return m;
  }

  private static byte[] bytes(Map<String, Tensor> m) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    SafeTensors.write(out, m, Map.of("format", "arrowmill"));
    return out.toByteArray();
  }

  @Test
  void whatIsWrittenIsRead(@TempDir Path dir) throws IOException {
    Path file = dir.resolve("x.safetensors");
    SafeTensors.write(file, sample(), Map.of("k", "v"));
    SafeTensors st = SafeTensors.read(file);
    assertThat(st.metadata()).containsExactly(Map.entry("k", "v"));
    assertThat(st.names()).containsExactlyElementsOf(sample().keySet());
    for (Map.Entry<String, Tensor> e : sample().entrySet()) {
      Tensor t = st.tensor(e.getKey());
      assertThat(t.shape()).isEqualTo(e.getValue().shape());
      assertThat(t.dtype()).isEqualTo(e.getValue().dtype());
      assertThat(t.toDoubles()).isEqualTo(e.getValue().toDoubles());
    }
    assertThat(bytes(st.tensors())).isEqualTo(bytes(sample()));
  }

  @Test
  void everyTruncationIsNoticed() throws IOException {
    byte[] good = bytes(sample());
    for (int n = 0; n < good.length; n++) {
      byte[] cut = java.util.Arrays.copyOf(good, n);
      assertThatThrownBy(() -> SafeTensors.parse(cut, "cut"))
          .isInstanceOf(TensorFormatException.class)
          .hasMessageContaining("cut");
    }
  }

  @Test
  void everyFlippedBitGivesTensorsOrTheTypedException() throws IOException {
    byte[] good = bytes(sample());
    int refused = 0;
    for (int bit = 0; bit < good.length * 8; bit++) {
      byte[] bad = good.clone();
      bad[bit / 8] ^= (byte) (1 << (bit % 8));
      try {
        SafeTensors.parse(bad, "bad").tensors();
      } catch (TensorFormatException e) {
        refused++;
      }
    }
    assertThat(refused).isGreaterThan(good.length);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,4]}} | 4 | does not fit",
        "{\"a\":{\"dtype\":\"F99\",\"shape\":[1],\"data_offsets\":[0,4]}} | 4 | F99",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[4,8]}} | 8 | starts at byte 4",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}} | 8 | end at byte 4",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[-1],\"data_offsets\":[0,4]}} | 4 | needs dtype",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[99999999999],\"data_offsets\":[0,4]}} | 4 | does not fit",
        "{\"a\":3} | 0 | unknown dtype",
        "[1] | 0 | not a JSON object",
        "{\"a\": | 0 | not JSON",
        "{\"__metadata__\":{\"a\":1}} | 0 | not a string",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]},\"b\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}} | 4 | starts at byte 0"
      })
  void brokenHeadersAreNamed(String header, int data, String problem) {
    byte[] h = header.getBytes(StandardCharsets.UTF_8);
    byte[] all =
        ByteBuffer.allocate(8 + h.length + data)
            .order(ByteOrder.LITTLE_ENDIAN)
            .putLong(h.length)
            .put(h)
            .array();
    assertThatThrownBy(() -> SafeTensors.parse(all, "file.st"))
        .isInstanceOf(TensorFormatException.class)
        .hasMessageContainingAll("file.st", problem);
  }

  @Test
  void typesThatAreNotOursAreNamedOnUse() throws IOException {
    byte[] h =
        "{\"h\":{\"dtype\":\"F8_E4M3\",\"shape\":[1],\"data_offsets\":[0,1]}}"
            .getBytes(StandardCharsets.UTF_8);
    byte[] all =
        ByteBuffer.allocate(9 + h.length)
            .order(ByteOrder.LITTLE_ENDIAN)
            .putLong(h.length)
            .put(h)
            .array();
    SafeTensors st = SafeTensors.parse(all, "half");
    assertThatThrownBy(() -> st.tensor("h")).hasMessageContainingAll("half", "'h'", "F8_E4M3");
    assertThatThrownBy(() -> st.tensor("g")).hasMessageContaining("'g'");
  }

  @Test
  void everyElementTypeComesBack() throws IOException {
    for (DType type : DType.values()) {
      Tensor t = Tensor.arange(6).toType(type).reshape(2, 3);
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      SafeTensors.write(out, Map.of("t", t.t()), Map.of());
      Tensor back = SafeTensors.parse(out.toByteArray(), "memory").tensor("t");
      assertThat(back.dtype()).isEqualTo(type);
      assertThat(back.toDoubles()).as("%s", type).isEqualTo(t.t().toDoubles());
    }
  }
}
