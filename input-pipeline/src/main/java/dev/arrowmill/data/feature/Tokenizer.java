package dev.arrowmill.data.feature;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Cuts a text into tokens with ids in {@code [0, size)}. Immutable and thread-safe. */
sealed interface Tokenizer permits HashedWords, WordPiece, BytePair {

  /** Number of ids. */
  int size();

  /**
   * Writes the ids of the first tokens.
   *
   * @param text without unpaired surrogates
   * @param most tokens at most
   * @return how many were written to {@code out[at...]}
   */
  int encode(String text, int[] out, int at, int most);

  void toJson(ObjectNode json);

  static Tokenizer of(Text spec) {
    return switch (spec.tokens()) {
      case WORDS -> new HashedWords(spec.buckets(), spec.lowerCase());
      case WORD_PIECE -> WordPiece.parse(content(spec.vocabulary()), spec.lowerCase());
      case BYTE_PAIR -> BytePair.parse(content(spec.vocabulary()), content(spec.merges()));
    };
  }

  private static String content(String path) {
    try {
      return Files.readString(Path.of(path), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("text: the vocabulary file cannot be read: " + path, e);
    }
  }

  static Tokenizer fromJson(FeatureJson json) {
    String kind = json.text("tokens");
    return switch (kind) {
      case "words" -> new HashedWords(json.integer("buckets"), json.flag("lowerCase"));
      case "word-piece" -> new WordPiece(json.texts("vocabulary"), json.flag("lowerCase"));
      case "byte-pair" -> new BytePair(json.texts("vocabulary"), json.texts("merges"));
      default -> {
        json.require(false, "tokens", kind);
        throw new AssertionError();
      }
    };
  }
}
