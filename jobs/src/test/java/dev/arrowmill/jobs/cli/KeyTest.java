package dev.arrowmill.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;

@NullUnmarked
class KeyTest {
  private static Settings settings(String... pairs) {
    Map<String, String> values = new java.util.TreeMap<>();
    for (int i = 0; i < pairs.length; i += 2) {
      values.put(pairs[i], pairs[i + 1]);
    }
    return new Settings(values, List.of(), List.of());
  }

  @Test
  void readsValuesOfEachKind() {
    Settings s = settings("n", "7", "x", "0.5", "l", "a, b,c", "f", "true", "c", "csv", "t", "hi");
    assertThat(s.get(Key.integer("n", "", 1, 9), 0L)).isEqualTo(7);
    assertThat(s.get(Key.number("x", "", 0, 1), 0.0)).isEqualTo(0.5);
    assertThat(s.get(Key.list("l", "COLS", ""), List.of())).containsExactly("a", "b", "c");
    assertThat(s.is(Key.flag("f", ""))).isTrue();
    assertThat(s.get(Key.choice("c", "", "csv", "json"), "")).isEqualTo("csv");
    assertThat(s.get(Key.text("t", "T", ""), "")).isEqualTo("hi");
    assertThat(s.get(Key.text("absent", "T", "").or("default"), "")).isEqualTo("default");
    s.throwIfBad();
  }

  @Test
  void everyBadValueIsNotedOnce() {
    Settings s =
        settings("n", "10", "x", "1", "l", " , ", "f", "maybe", "c", "xml", "t", " ", "m", "1e9");
    s.find(Key.integer("n", "", 1, 9));
    s.find(Key.integer("n", "", 1, 9));
    s.find(Key.number("x", "", 0, 1));
    s.find(Key.list("l", "COLS", ""));
    s.find(Key.flag("f", ""));
    s.find(Key.choice("c", "", "csv", "json"));
    s.find(Key.text("t", "T", ""));
    s.find(Key.integer("m", "", 1, 9));
    s.find(Key.text("needed", "T", "").required());
    assertThatThrownBy(s::throwIfBad)
        .isInstanceOfSatisfying(
            ConfigException.class,
            e -> {
              assertThat(e.problems())
                  .extracting(Problem::key)
                  .containsExactly("n", "x", "l", "f", "c", "t", "m", "needed");
              assertThat(e.problems().get(0).fix()).contains("from 1 to 9");
              assertThat(e.problems().get(1).fix()).contains("above 0.0 and below 1.0");
              assertThat(e.problems().get(4).fix()).contains("[csv, json]");
              assertThat(e.getMessage())
                  .contains("n = '10': is not accepted", "needed: is missing; give --needed T");
            });
  }
}
