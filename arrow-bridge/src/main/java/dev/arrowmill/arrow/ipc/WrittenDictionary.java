package dev.arrowmill.arrow.ipc;

import dev.arrowmill.arrow.Column;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The one dictionary of a text column of a file, grown from the batches that are written. */
final class WrittenDictionary {
  private final Map<String, Integer> codes = new HashMap<>();
  private final List<String> words = new ArrayList<>();
  private @Nullable List<String> last;
  private int[] lastCodes = new int[0];

  List<String> words() {
    return words;
  }

  /** The codes of all rows of a column in this dictionary, -1 for null. */
  int[] encode(Column c, int rows) {
    int[] out = new int[rows];
    List<String> own = c.dictionary();
    if (own == null) {
      for (int i = 0; i < rows; i++) {
        out[i] = c.isNull(i) ? -1 : code(c.getString(i));
      }
      return out;
    }
    c.copyCodes(0, rows, out, 0);
    int[] map = translation(own);
    for (int i = 0; i < rows; i++) {
      out[i] = out[i] < 0 ? -1 : map[out[i]];
    }
    return out;
  }

  private int[] translation(List<String> own) {
    List<String> before = last;
    if (before == null || !same(before, own)) {
      last = own;
      lastCodes = own.stream().mapToInt(this::code).toArray();
    }
    return lastCodes;
  }

  /** By identity: comparing all words for each batch would cost more than it saves. */
  @SuppressWarnings("ReferenceEquality")
  private static boolean same(List<String> a, List<String> b) {
    return a == b;
  }

  private int code(String word) {
    return codes.computeIfAbsent(
        word,
        w -> {
          words.add(w);
          return words.size() - 1;
        });
  }
}
