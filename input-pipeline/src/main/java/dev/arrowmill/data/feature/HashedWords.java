package dev.arrowmill.data.feature;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** Maximal runs of letters and digits, by the hash of their characters. */
record HashedWords(int buckets, boolean lowerCase) implements Tokenizer {

  @Override
  public int size() {
    return buckets;
  }

  @Override
  public int encode(String text, int[] out, int at, int most) {
    int n = 0;
    StringBuilder word = new StringBuilder();
    int i = 0;
    while (i <= text.length() && n < most) {
      int c = i < text.length() ? text.codePointAt(i) : -1;
      if (c >= 0 && Character.isLetterOrDigit(c)) {
        word.appendCodePoint(lowerCase ? Character.toLowerCase(c) : c);
      } else if (word.length() > 0) {
        out[at + n++] = (int) Long.remainderUnsigned(RowHash.hash(word.toString()), buckets);
        word.setLength(0);
      }
      i += c < 0 ? 1 : Character.charCount(c);
    }
    return n;
  }

  @Override
  public void toJson(ObjectNode json) {
    json.put("tokens", "words").put("buckets", buckets).put("lowerCase", lowerCase);
  }
}
