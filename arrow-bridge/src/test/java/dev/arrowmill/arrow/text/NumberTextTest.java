package dev.arrowmill.arrow.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NumberTextTest {
  private final NumberText number = new NumberText();

  private boolean isLong(String text) {
    byte[] b = text.getBytes(StandardCharsets.UTF_8);
    return number.isLong(b, 0, b.length);
  }

  private boolean isDouble(String text) {
    byte[] b = text.getBytes(StandardCharsets.UTF_8);
    return number.isDouble(b, 0, b.length);
  }

  @Test
  void longsToTheLastBit() {
    for (long v : new long[] {0, -1, 7, Long.MAX_VALUE, Long.MIN_VALUE, 1234567890123L}) {
      assertThat(isLong(Long.toString(v))).isTrue();
      assertThat(number.longValue()).isEqualTo(v);
    }
    assertThat(isLong("+5")).isTrue();
    assertThat(isLong("007")).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "-",
        "+",
        "1.0",
        "1e3",
        "9223372036854775808",
        "-9223372036854775809",
        "1_0",
        "٣"
      })
  void whatIsNoLong(String text) {
    assertThat(isLong(text)).isFalse();
  }

  @Test
  void doublesAreTheNearest() {
    Random random = new Random(5);
    for (int i = 0; i < 50_000; i++) {
      double v = Double.longBitsToDouble(random.nextLong());
      double w = random.nextInt() / 1000.0;
      for (String text : new String[] {Double.toString(v), Double.toString(w), w + "00e-3"}) {
        if (!text.contains("N") && !text.contains("I") && !text.contains("E-3e")) {
          if (text.indexOf('E') >= 0 && text.endsWith("00e-3")) {
            continue;
          }
          assertThat(isDouble(text)).as(text).isTrue();
          assertThat(number.doubleValue()).as(text).isEqualTo(Double.parseDouble(text));
        }
      }
    }
  }

  @Test
  void doublesThatAreSpecial() {
    assertThat(isDouble("-0.0")).isTrue();
    assertThat(1 / number.doubleValue()).isEqualTo(Double.NEGATIVE_INFINITY);
    assertThat(isDouble("NaN")).isTrue();
    assertThat(number.doubleValue()).isNaN();
    assertThat(isDouble("-Infinity")).isTrue();
    assertThat(number.doubleValue()).isEqualTo(Double.NEGATIVE_INFINITY);
    assertThat(isDouble("1e999999999")).isTrue();
    assertThat(number.doubleValue()).isEqualTo(Double.POSITIVE_INFINITY);
    assertThat(isDouble(".5")).isTrue();
    assertThat(isDouble("5.")).isTrue();
    assertThat(number.doubleValue()).isEqualTo(5.0);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ".", "-", "e5", "1e", "1e+", "1d", "0x1p3", "1.2.3", "1 2", "infi"})
  void whatIsNoDouble(String text) {
    assertThat(isDouble(text)).isFalse();
  }
}
