package dev.arrowmill.data.feature;

import java.util.Arrays;
import java.util.List;

/** The codes of the texts of one dictionary, looked up when first met. Not thread-safe. */
final class DictionaryCodes {
  private static final int UNKNOWN = -1;

  private final LevelCodes levels;
  private final List<String> texts;
  private final int[] codes;

  DictionaryCodes(LevelCodes levels, List<String> texts) {
    this.levels = levels;
    this.texts = texts;
    this.codes = new int[texts.size()];
    Arrays.fill(codes, UNKNOWN);
  }

  List<String> texts() {
    return texts;
  }

  int code(int entry) {
    int code = codes[entry];
    if (code == UNKNOWN) {
      code = levels.code(texts.get(entry));
      codes[entry] = code;
    }
    return code;
  }
}
