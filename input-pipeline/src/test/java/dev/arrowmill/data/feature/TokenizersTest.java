package dev.arrowmill.data.feature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.arrowmill.arrow.ColumnField;
import dev.arrowmill.arrow.ColumnSchema;
import dev.arrowmill.arrow.ColumnType;
import dev.arrowmill.arrow.HeapColumns;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The expected ids are those of the Hugging Face tokenizers library 0.23 with the same files. */
class TokenizersTest {
  private static final String VOCAB_TXT = resource("vocab.txt");
  private Tokenizer tokenizer = WordPiece.parse(VOCAB_TXT, true);

  @Test
  void wordPieces() {
    expect("unaffable, wanted running!", 6, 7, 8, 14, 9, 11, 12, 13, 15);
    expect("Café naïve CAFÉ", 17, 18, 19, 17);
    expect("北京 ist 北a京", 20, 21, 22, 20, 27, 21);
    expect("don't", 41, 39, 40);
    expect("");
    expect("   \t \n ");
    expect("zzz the", 1, 5);
    expect("\uD83D\uDE00\uD83D\uDE00 a\uD83D\uDE00", 32, 33, 27, 33);
    expect("a\u0000b\u200Bc\uFFFDc", 27, 28, 29, 29);
    expect("the\u00A0the\u2028the", 5, 5, 5);
    expect("Straße STRASSE", 1, 23, 24, 25);
    expect("İi Σσς", 34, 35, 36, 37, 38);
    expect("hello-world\u3002hello", 42, 16, 43, 49, 42);
    expect("$50\u20AC", 46, 1);
    expect("a\u0300b e\u0301", 27, 28, 1);
    expect("\uD840\uDC00a", 1, 27);
    expect("Hello world", 42, 43);
    expect("ABC abc", 27, 28, 29, 27, 28, 29);
    expect("the\u000Bthe a\u0085b", 1, 27, 28);
    expect("\u3000the", 5);
    expect("一丁", 1, 1);
  }

  @Test
  void casedWordPieces() {
    tokenizer = WordPiece.parse(VOCAB_TXT, false);
    expect("Café naïve CAFÉ", 52, 1, 1);
    expect("北京 ist 北a京", 20, 21, 22, 20, 27, 21);
    expect("Straße STRASSE", 1, 1);
    expect("a\u0300b e\u0301", 1, 1);
    expect("Hello world", 51, 43);
    expect("ABC abc", 1, 27, 28, 29);
  }

  @Test
  void wordsOfAHundredCharactersAreCutAndLongerOnesUnknown() {
    int[] pieces = new int[100];
    Arrays.fill(pieces, 28);
    pieces[0] = 27;
    expect("a" + "b".repeat(99), pieces);
    expect("a" + "b".repeat(100), 1);
    expect("a".repeat(1_000_000), 1);
  }

  @Test
  void aCharacterOfANewerUnicodeIsKept() {
    expect("a\u0378", 1);
    expect("\uD86E\uDC20a", 1, 27);
  }

  @Test
  void bytePairs() {
    tokenizer = bytePair();
    expect("the cat sat", 258, 334, 338);
    expect(" lowest newest", 324, 283, 279, 283);
    expect(
        "don't they're we've I'm she'll he'd it's",
        269,
        77,
        290,
        267,
        88,
        291,
        322,
        292,
        320,
        288,
        337,
        287,
        75,
        277,
        286,
        329,
        289);
    expect("naïve CRÈME", 310, 316, 220, 34, 49, 127, 230, 44, 36);
    expect("北京東", 284, 319, 109);
    expect("12345 a1", 259, 18, 19, 20, 220, 64, 16);
    expect("\uD83D\uDE00\uD83D\uDE01 x", 268, 222, 268, 223, 220, 87);
    expect("");
    expect("   ", 321, 220);
    expect("a  b   c\n\n d ", 64, 220, 220, 65, 321, 265, 198, 198, 220, 67, 220);
    expect("\t\ttabs\u00A0\u00A0x", 197, 197, 83, 64, 65, 82, 126, 254, 126, 254, 87);
    expect("!!! ?? ...'s", 0, 0, 0, 220, 30, 30, 220, 13, 13, 13, 6, 82);
    expect("e\u0301 ह\u093F", 68, 136, 223, 220, 156, 97, 117, 156, 97, 123);
    expect("DON'T", 35, 46, 45, 6, 51);
    expect(
        "\u2167 \u00BD x\u200B \u3000y",
        158,
        227,
        100,
        220,
        126,
        121,
        220,
        87,
        158,
        222,
        233,
        220,
        159,
        222,
        222,
        88);
    expect("a\r\nb", 64, 201, 198, 65);
    expect("I'v'll 's", 40, 6, 85, 287, 75, 220, 6, 82);
    expect(" \u0301", 220, 136, 223);
    expect(
        "ｗｉｄｅ \u2460",
        171,
        121,
        245,
        171,
        121,
        231,
        171,
        121,
        226,
        171,
        121,
        227,
        220,
        158,
        239,
        254);
    expect("\u001F a \u001C b", 219, 220, 64, 220, 216, 220, 65);
    expect("a\u0085b _x_ \u203F", 64, 126, 227, 65, 220, 62, 87, 62, 220, 158, 222, 123);
  }

  @Test
  void aVeryLongWordIsMergedInTime() {
    tokenizer = bytePair();
    int n = 300_000;
    int[] out = new int[n];
    assertThat(tokenizer.encode("he".repeat(n), out, 0, n)).isEqualTo(n);
    assertThat(out[n - 1]).isEqualTo(out[0]).isGreaterThan(255);
  }

  @Test
  void noMoreTokensThanAskedFor() {
    for (Tokenizer t : List.of(tokenizer, bytePair())) {
      int[] all = new int[64];
      int n = t.encode("unaffable wanted, the cat", all, 0, 64);
      for (int most = 0; most <= n; most++) {
        int[] out = new int[most + 4];
        Arrays.fill(out, -7);
        assertThat(t.encode("unaffable wanted, the cat", out, 2, most)).isEqualTo(most);
        assertThat(Arrays.copyOfRange(out, 2, 2 + most)).isEqualTo(Arrays.copyOf(all, most));
        assertThat(out).startsWith(-7, -7).endsWith(-7, -7);
      }
    }
  }

  @Test
  void aBagOfAColumnAndItsJson() {
    ColumnField field = new ColumnField("t", ColumnType.STRING);
    List<@Nullable Object[]> rows = new java.util.ArrayList<>();
    for (String s : new String[] {"a\uD83D b", null, "the the the the the"}) {
      rows.add(new @Nullable Object[] {s});
    }
    HeapColumns batch = HeapColumns.ofRows(ColumnSchema.of(field), rows);
    TextTokens tokens = new TextTokens(List.of(field), "t", 4, tokenizer);
    Encoded out = new Encoded(0, 4);
    out.resize(3);
    tokens.apply(List.of(batch.column(0)), out, 0, 0);
    assertThat(out.categorical()).containsExactly(29, 3, 32, 0, 0, 0, 0, 0, 7, 7, 7, 7);
  }

  @Test
  void filesOfAnotherKindAreRefused() {
    assertThatThrownBy(() -> WordPiece.parse("a\nb", true))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("[UNK]");
    assertThatThrownBy(() -> BytePair.parse("{\"a\": 0}", ""))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("byte token");
    assertThatThrownBy(() -> BytePair.parse("{\"a\": 1}", ""))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("token a has 1");
  }

  private static BytePair bytePair() {
    return BytePair.parse(resource("vocab.json"), resource("merges.txt"));
  }

  private void expect(String text, int... ids) {
    int[] out = new int[200];
    int n = tokenizer.encode(text, out, 0, out.length);
    assertThat(Arrays.copyOf(out, n)).as(text).isEqualTo(ids);
  }

  private static String resource(String name) {
    try (InputStream in = TokenizersTest.class.getResourceAsStream("/tokens/" + name)) {
      return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
