package io.tailwater.connectors.tail.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LineCutTest {

  @ParameterizedTest
  @CsvSource({
    "'', 3, 0",
    "abc, 3, 0",
    "abc|, 3, 4",
    "abcd|, 3, 0",
    "a|abcd|, 3, 2",
    "a|abc|b, 3, 6",
    "||||, 1, 4",
    "a|b|c|d|e, 1, 8",
    "a|bb|c|, 1, 2",
    "abc|abc|abc|abcd, 3, 12"
  })
  void linesAreCutBeforeTheFirstThatIsTooLong(String text, int max, int whole) {
    assertThat(wholeLines(text.replace('|', '\n'), max)).isEqualTo(whole);
  }

  @Test
  void everyCutIsTheOneThatALookAtEveryByteGives() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    for (int i = 0; i < 20_000; i++) {
      StringBuilder text = new StringBuilder();
      for (int length = random.nextInt(40); length > 0; length--) {
        text.append(random.nextInt(4) == 0 ? '\n' : 'x');
      }
      int max = 1 + random.nextInt(10);
      assertThat(wholeLines(text.toString(), max))
          .as("seed %d, at most %d of %s", seed, max, text)
          .isEqualTo(byEveryByte(text.toString(), max));
    }
  }

  @Test
  void nothingBehindTheLengthIsLookedAt() {
    ByteBuffer buffer = bytes("ab\n\n");
    assertThat(LineCut.wholeLines(buffer, 2, 9)).isZero();
    assertThat(LineCut.lineFeed(buffer, 0, 2)).isEqualTo(2);
    assertThat(LineCut.leadingZeros(ByteBuffer.allocate(4), 3)).isEqualTo(3);
  }

  private static int byEveryByte(String text, int max) {
    int start = 0;
    for (int at = 0; at < text.length(); at++) {
      if (text.charAt(at) == '\n') {
        if (at - start > max) {
          return start;
        }
        start = at + 1;
      }
    }
    return start;
  }

  private static int wholeLines(String text, int max) {
    return LineCut.wholeLines(bytes(text), text.length(), max);
  }

  private static ByteBuffer bytes(String text) {
    return ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII));
  }
}
