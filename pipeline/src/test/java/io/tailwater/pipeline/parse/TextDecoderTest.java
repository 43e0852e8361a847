package io.tailwater.pipeline.parse;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TextDecoderTest {
  private final TextDecoder decoder = new TextDecoder();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "a\\x22b|a\"b", "\\xC3\\xBC|ü", "\\xc3\\xbc|ü", "\\\"q\\\"|\"q\"", "\\\\|\\", "\\/|/",
        "\\u00fc|ü", "\\u20AC|€", "\\ud800|\uFFFD", "\\xFF|\uFFFD", "\\q|\\q", "\\x2|\\x2",
        "\\xg0|\\xg0", "\\u12|\\u12", "end\\|end\\", "ü|ü", "\\x5Cx22|\\x22"
      })
  void escapesAreDecodedOnce(String written, String meant) {
    assertThat(decode(written.getBytes(StandardCharsets.UTF_8))).isEqualTo(meant);
  }

  @Test
  void controlCharactersHaveTheirLetters() {
    assertThat(decode("\\t\\n\\r\\b\\f\\v".getBytes(StandardCharsets.US_ASCII)))
        .isEqualTo("\t\n\r\b\f\u000B");
  }

  @Test
  void aValueThatNeedsNothingIsNotCopied() {
    byte[] b = "xGrüße".getBytes(StandardCharsets.UTF_8);
    decoder.decode(b, 1, b.length);
    assertThat(decoder.base()).isSameAs(b);
    assertThat(decoder.start()).isEqualTo(1);
    assertThat(decoder.length()).isEqualTo(b.length - 1);
  }

  @Test
  void earlierValuesOutliveAFullBuffer() {
    byte[] b = "\\x41bc".getBytes(StandardCharsets.US_ASCII);
    decoder.decode(b, 0, b.length);
    byte[] base = decoder.base();
    int start = decoder.start();
    byte[] big = "\\x42".repeat(5000).getBytes(StandardCharsets.US_ASCII);
    decoder.decode(big, 0, big.length);
    assertThat(new String(base, start, 3, StandardCharsets.US_ASCII)).isEqualTo("Abc");
    assertThat(decoder.length()).isEqualTo(5000);
  }

  @Test
  void validityIsJavas() {
    long seed = System.nanoTime();
    System.out.println("TextDecoderTest seed " + seed);
    Random random = new Random(seed);
    int[] leads = {
      0x41, 0x80, 0xBF, 0xC1, 0xC2, 0xDF, 0xE0, 0xED, 0xEF, 0xF0, 0xF4, 0xF5, 0x9F, 0xA0
    };
    for (int i = 0; i < 40_000; i++) {
      byte[] b = new byte[random.nextInt(7)];
      for (int j = 0; j < b.length; j++) {
        b[j] = (byte) leads[random.nextInt(leads.length)];
      }
      assertThat(Utf8.isValid(b, 0, b.length)).isEqualTo(javaSaysValid(b));
      assertThat(decode(b)).isEqualTo(new String(b, StandardCharsets.UTF_8));
    }
  }

  private static boolean javaSaysValid(byte[] b) {
    try {
      StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(b));
      return true;
    } catch (CharacterCodingException e) {
      return false;
    }
  }

  private String decode(byte[] b) {
    decoder.reset();
    decoder.decode(b, 0, b.length);
    return new String(decoder.base(), decoder.start(), decoder.length(), StandardCharsets.UTF_8);
  }
}
