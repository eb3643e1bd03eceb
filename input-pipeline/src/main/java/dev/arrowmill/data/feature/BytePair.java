package dev.arrowmill.data.feature;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * GPT-2's byte-level byte pairs: the text is cut into words, a word's UTF-8 bytes are written as
 * printable characters, and neighbours are merged in the order of the merges.
 *
 * <p>Source: Sennrich, Haddow, Birch, "Neural Machine Translation of Rare Words with Subword Units"
 * (2016), algorithm 1; Radford et al., "Language Models are Unsupervised Multitask Learners"
 * (2019), section 2.2.
 */
final class BytePair implements Tokenizer {
  private static final Pattern WORDS =
      Pattern.compile(
          "'s|'t|'re|'ve|'m|'ll|'d| ?\\p{L}+| ?\\p{N}+| ?[^\\s\\p{L}\\p{N}]+|\\s+(?!\\S)|\\s+",
          Pattern.UNICODE_CHARACTER_CLASS);
  private static final char[] PRINTABLE = printable();

  private final List<String> vocabulary;
  private final List<String> merges;
  private final Map<String, Integer> ids = new HashMap<>();
  private final Map<String, Integer> ranks = new HashMap<>();

  /**
   * @param merges two tokens with a space between
   */
  BytePair(List<String> vocabulary, List<String> merges) {
    this.vocabulary = List.copyOf(vocabulary);
    this.merges = List.copyOf(merges);
    for (int i = 0; i < this.vocabulary.size(); i++) {
      ids.put(this.vocabulary.get(i), i);
    }
    for (int i = 0; i < this.merges.size(); i++) {
      ranks.putIfAbsent(this.merges.get(i), i);
    }
    for (char c : PRINTABLE) {
      if (!ids.containsKey(String.valueOf(c))) {
        throw new IllegalArgumentException(
            "text: the vocabulary lacks the byte token "
                + c
                + ", is it the vocab.json of byte-level byte pairs?");
      }
    }
  }

  /** Reads {@code vocab.json} (ids by token) and {@code merges.txt} (a pair per line). */
  static BytePair parse(String vocabJson, String mergesTxt) {
    JsonNode json;
    try {
      json = new ObjectMapper().readTree(vocabJson);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("text: vocab.json is not JSON", e);
    }
    String[] tokens = new String[json.size()];
    json.fields()
        .forEachRemaining(
            e -> {
              int id = e.getValue().asInt(-1);
              if (id < 0 || id >= tokens.length || tokens[id] != null) {
                throw new IllegalArgumentException(
                    "text: vocab.json: ids must be 0 to "
                        + (tokens.length - 1)
                        + ", each once; token "
                        + e.getKey()
                        + " has "
                        + e.getValue());
              }
              tokens[id] = e.getKey();
            });
    List<String> pairs =
        mergesTxt.lines().filter(l -> !l.startsWith("#version") && !l.isBlank()).toList();
    return new BytePair(List.of(tokens), pairs);
  }

  /** Every byte as a character that is neither a space nor a control character. */
  private static char[] printable() {
    char[] out = new char[256];
    int next = 256;
    for (int b = 0; b < 256; b++) {
      boolean plain = (b >= '!' && b <= '~') || (b >= 0xA1 && b <= 0xAC) || (b >= 0xAE);
      out[b] = (char) (plain ? b : next++);
    }
    return out;
  }

  @Override
  public int size() {
    return vocabulary.size();
  }

  @Override
  public int encode(String text, int[] out, int at, int most) {
    int n = 0;
    Matcher words = WORDS.matcher(text);
    while (n < most && words.find()) {
      for (String token : merged(words.group())) {
        if (n < most) {
          out[at + n++] = ids.getOrDefault(token, 0);
        }
      }
    }
    return n;
  }

  private List<String> merged(String word) {
    List<String> parts = new ArrayList<>();
    for (byte b : word.getBytes(StandardCharsets.UTF_8)) {
      parts.add(String.valueOf(PRINTABLE[b & 0xFF]));
    }
    String best = first(parts);
    while (best != null) {
      parts = merged(parts, best);
      best = first(parts);
    }
    return parts;
  }

  /** The pair of neighbours that is merged first, null if none is. */
  private @Nullable String first(List<String> parts) {
    int least = Integer.MAX_VALUE;
    String best = null;
    for (int i = 0; i + 1 < parts.size(); i++) {
      String pair = parts.get(i) + " " + parts.get(i + 1);
      int rank = ranks.getOrDefault(pair, Integer.MAX_VALUE);
      if (rank < least) {
        least = rank;
        best = pair;
      }
    }
    return best;
  }

  /** All occurrences of a pair at once, from the left: few rounds even for a very long word. */
  private static List<String> merged(List<String> parts, String pair) {
    int cut = pair.indexOf(' ');
    String left = pair.substring(0, cut);
    String right = pair.substring(cut + 1);
    List<String> out = new ArrayList<>(parts.size());
    for (int i = 0; i < parts.size(); i++) {
      boolean both =
          i + 1 < parts.size() && parts.get(i).equals(left) && parts.get(i + 1).equals(right);
      out.add(both ? left + right : parts.get(i));
      i += both ? 1 : 0;
    }
    return out;
  }

  @Override
  public void toJson(ObjectNode json) {
    json.put("tokens", "byte-pair");
    FeatureJson.putTexts(json, "vocabulary", vocabulary);
    FeatureJson.putTexts(json, "merges", merges);
  }
}
