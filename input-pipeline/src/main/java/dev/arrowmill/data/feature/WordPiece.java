package dev.arrowmill.data.feature;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * BERT's word pieces: the text is cleaned, cut at spaces and punctuation, and each word is cut into
 * the longest pieces of the vocabulary from the left; a word that cannot be cut is {@code [UNK]}.
 * No special tokens are added.
 *
 * <p>Source: Devlin et al., "BERT" (2019); Wu et al., "Google's Neural Machine Translation System"
 * (2016), section 4.1.
 */
final class WordPiece implements Tokenizer {
  private static final String UNKNOWN = "[UNK]";
  private static final int LONGEST_WORD = 100;

  private final List<String> vocabulary;
  private final boolean lowerCase;
  private final Map<String, Integer> ids = new HashMap<>();
  private final int unknown;

  WordPiece(List<String> vocabulary, boolean lowerCase) {
    this.vocabulary = List.copyOf(vocabulary);
    this.lowerCase = lowerCase;
    for (int i = 0; i < this.vocabulary.size(); i++) {
      ids.put(this.vocabulary.get(i), i);
    }
    Integer id = ids.get(UNKNOWN);
    if (id == null) {
      throw new IllegalArgumentException(
          "text: the vocabulary has no " + UNKNOWN + ", is it a WordPiece vocab.txt?");
    }
    unknown = id;
  }

  /**
   * @param content of {@code vocab.txt}: a token per line, its number is its id
   */
  static WordPiece parse(String content, boolean lowerCase) {
    List<String> tokens = new ArrayList<>(content.lines().map(String::stripTrailing).toList());
    return new WordPiece(tokens, lowerCase);
  }

  @Override
  public int size() {
    return vocabulary.size();
  }

  @Override
  public int encode(String text, int[] out, int at, int most) {
    int n = 0;
    for (String word : words(text)) {
      if (n >= most) {
        break;
      }
      n += pieces(word, out, at + n, most - n);
    }
    return n;
  }

  private int pieces(String word, int[] out, int at, int most) {
    if (word.codePointCount(0, word.length()) > LONGEST_WORD) {
      out[at] = unknown;
      return 1;
    }
    List<Integer> found = new ArrayList<>();
    int start = 0;
    while (start < word.length()) {
      int end = word.length();
      Integer id = null;
      while (end > start && id == null) {
        String piece = word.substring(start, end);
        id = ids.get(start > 0 ? "##" + piece : piece);
        end = id == null ? word.offsetByCodePoints(end, -1) : end;
      }
      if (id == null) {
        out[at] = unknown;
        return 1;
      }
      found.add(id);
      start = end;
    }
    int n = Math.min(most, found.size());
    for (int i = 0; i < n; i++) {
      out[at + i] = found.get(i);
    }
    return n;
  }

  private List<String> words(String text) {
    String clean = text;
    if (lowerCase) {
      clean = Normalizer.normalize(spaced(text), Normalizer.Form.NFD);
    } else {
      clean = spaced(text);
    }
    List<String> words = new ArrayList<>();
    StringBuilder word = new StringBuilder();
    clean
        .codePoints()
        .filter(c -> !lowerCase || Character.getType(c) != Character.NON_SPACING_MARK)
        .map(c -> lowerCase ? Character.toLowerCase(c) : c)
        .forEach(
            c -> {
              if (c == ' ' || isPunctuation(c)) {
                end(word, words);
              }
              if (isPunctuation(c)) {
                words.add(Character.toString(c));
              } else if (c != ' ') {
                word.appendCodePoint(c);
              }
            });
    end(word, words);
    return words;
  }

  private static void end(StringBuilder word, List<String> words) {
    if (word.length() > 0) {
      words.add(word.toString());
      word.setLength(0);
    }
  }

  /** Without control characters, any white space as a space, spaces around Chinese characters. */
  private static String spaced(String text) {
    StringBuilder out = new StringBuilder(text.length() + 8);
    text.codePoints()
        .forEach(
            c -> {
              if (c == '\t' || c == '\n' || c == '\r' || Character.isSpaceChar(c)) {
                out.append(' ');
              } else if (isChinese(c)) {
                out.append(' ').appendCodePoint(c).append(' ');
              } else if (c != 0xFFFD && !isControl(c)) {
                out.appendCodePoint(c);
              }
            });
    return out.toString();
  }

  /** Not the unassigned ones: which those are differs between JDKs. */
  private static boolean isControl(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL, Character.FORMAT, Character.PRIVATE_USE -> true;
      default -> false;
    };
  }

  private static boolean isPunctuation(int c) {
    boolean ascii =
        (c >= 33 && c <= 47)
            || (c >= 58 && c <= 64)
            || (c >= 91 && c <= 96)
            || (c >= 123 && c <= 126);
    return ascii
        || switch (Character.getType(c)) {
          case Character.CONNECTOR_PUNCTUATION,
              Character.DASH_PUNCTUATION,
              Character.START_PUNCTUATION,
              Character.END_PUNCTUATION,
              Character.INITIAL_QUOTE_PUNCTUATION,
              Character.FINAL_QUOTE_PUNCTUATION,
              Character.OTHER_PUNCTUATION ->
              true;
          default -> false;
        };
  }

  private static boolean isChinese(int c) {
    return (c >= 0x4E00 && c <= 0x9FFF)
        || (c >= 0x3400 && c <= 0x4DBF)
        || (c >= 0x20000 && c <= 0x2A6DF)
        || (c >= 0x2A700 && c <= 0x2B73F)
        || (c >= 0x2B740 && c <= 0x2B81F)
        || (c >= 0x2B820 && c <= 0x2CEAF)
        || (c >= 0xF900 && c <= 0xFAFF)
        || (c >= 0x2F800 && c <= 0x2FA1F);
  }

  @Override
  public void toJson(ObjectNode json) {
    json.put("tokens", "word-piece").put("lowerCase", lowerCase);
    FeatureJson.putTexts(json, "vocabulary", vocabulary);
  }
}
