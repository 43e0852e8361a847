package io.tailwater.pipeline.parse;

import static org.assertj.core.api.Assertions.assertThat;

import io.tailwater.connectors.columns.Dictionary;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class ShortWordsTest {
  private final ShortWords words = new ShortWords();

  @Test
  void theLastEightWordsAreKnown() {
    for (int i = 0; i < 10; i++) {
      words.learn(ascii("WORD" + i), 100 + i);
    }
    assertThat(words.idOf(word("WORD1"))).isEqualTo(Dictionary.NULL);
    for (int i = 2; i < 10; i++) {
      assertThat(words.idOf(word("WORD" + i))).isEqualTo(100 + i);
    }
  }

  @Test
  void aWordIsKnownByAllOfItsBytesAndNotWhenItIsTooLong() {
    words.learn(ascii("GET"), 1);
    words.learn(ascii("HTTP/1.1"), 2);
    words.learn(ascii("PROPPATCH"), 3);
    assertThat(words.idOf(word("GET"))).isEqualTo(1);
    assertThat(words.idOf(word("HTTP/1.1"))).isEqualTo(2);
    assertThat(words.idOf(word("GE"))).isEqualTo(Dictionary.NULL);
    assertThat(words.idOf(word("GETS"))).isEqualTo(Dictionary.NULL);
    assertThat(words.idOf(word("PROPPATC"))).isEqualTo(Dictionary.NULL);
  }

  private static long word(String text) {
    return ByteScan.word(Arrays.copyOf(ascii(text), 8), 0);
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
