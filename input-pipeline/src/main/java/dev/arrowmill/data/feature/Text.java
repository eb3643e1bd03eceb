package dev.arrowmill.data.feature;

/**
 * A text cut into tokens, read as one bag of codes.
 *
 * @param length most tokens read of a text
 * @param buckets codes of hashed words
 * @param lowerCase whether letters are made lower case first (WordPiece: and accents removed)
 * @param vocabulary path of {@code vocab.txt} (WordPiece) or {@code vocab.json} (byte pairs); it is
 *     read when the features are fitted and stored with them
 * @param merges path of {@code merges.txt} (byte pairs)
 */
public record Text(
    Tokens tokens, int length, int buckets, boolean lowerCase, String vocabulary, String merges)
    implements ColumnSpec {

  static final Text AUTO = new Text(Tokens.WORDS, 32, 16_384, true, "", "");

  /** How a text is cut. */
  public enum Tokens {
    /** Maximal runs of letters and digits, hashed. */
    WORDS,
    /** BERT's, by a vocabulary file. */
    WORD_PIECE,
    /** GPT-2's byte-level pairs, by a vocabulary and a merges file. */
    BYTE_PAIR
  }

  public Text {
    if (length < 1 || buckets < 1) {
      throw new IllegalArgumentException(
          "text: length and buckets must be positive, got " + length + ", " + buckets);
    }
    boolean files =
        tokens == Tokens.WORDS
            || (!vocabulary.isEmpty() && (tokens == Tokens.WORD_PIECE || !merges.isEmpty()));
    if (!files) {
      throw new IllegalArgumentException(
          "text: " + tokens + " needs the path of its vocabulary file and of its merges file");
    }
  }

  /** Hashed words. */
  public static Text words(int buckets, int length) {
    return new Text(Tokens.WORDS, length, buckets, true, "", "");
  }

  /** BERT's word pieces, uncased. */
  public static Text wordPiece(String vocabTxt, int length) {
    return new Text(Tokens.WORD_PIECE, length, 1, true, vocabTxt, "");
  }

  /** GPT-2's byte pairs. */
  public static Text bytePair(String vocabJson, String mergesTxt, int length) {
    return new Text(Tokens.BYTE_PAIR, length, 1, false, vocabJson, mergesTxt);
  }

  /** Keeps upper case and accents. */
  public Text cased() {
    return new Text(tokens, length, buckets, false, vocabulary, merges);
  }
}
