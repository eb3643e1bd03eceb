package dev.arrowmill.data.feature;

/** Texts as every runtime has them. */
final class Utf16 {
  private Utf16() {}

  /**
   * The text with every unpaired surrogate as a question mark, as it arrives where texts travel as
   * UTF-8: in Spark, Arrow and files.
   */
  static String wellFormed(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (Character.isSurrogate(text.charAt(i))) {
        return replaced(text);
      }
    }
    return text;
  }

  private static String replaced(String text) {
    StringBuilder out = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (!Character.isSurrogate(c)) {
        out.append(c);
      } else if (pairAt(text, i)) {
        out.append(c).append(text.charAt(++i));
      } else {
        out.append('?');
      }
    }
    return out.toString();
  }

  /** Whether a whole pair begins there. */
  static boolean pairAt(String text, int i) {
    return i + 1 < text.length() && Character.isSurrogatePair(text.charAt(i), text.charAt(i + 1));
  }
}
