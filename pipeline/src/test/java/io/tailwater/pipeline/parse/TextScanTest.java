package io.tailwater.pipeline.parse;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

/** Each law against a loop over single bytes, on bytes chosen to make borrows run on. */
class TextScanTest {
  private static final int ROUNDS = 50_000;
  private static final byte[] NASTY = {
    '"',
    '\\',
    '\n',
    ' ',
    '?',
    '-',
    '.',
    '0',
    '9',
    '/',
    ':',
    0,
    1,
    31,
    '"' + 1,
    '\\' + 1,
    '?' - 1,
    '!',
    127,
    (byte) 0x80,
    (byte) 0x81,
    (byte) 0xA0,
    (byte) 0xB0,
    (byte) 0xFF,
    'a'
  };

  @Test
  void textEndsAtTheFirstByteThatIsNotOfIt() {
    Random random = random("end");
    for (int round = 0; round < ROUNDS; round++) {
      byte[] b = bytes(random, random.nextInt(60));
      int from = random.nextInt(b.length + 1);
      int limit = 1 + random.nextInt(128);
      int stop = NASTY[random.nextInt(NASTY.length)] & 127;
      int expected = from;
      while (expected < b.length && isText(b[expected], limit, stop)) {
        expected++;
      }
      int end = TextScan.end(b, from, TextScan.eight(limit), TextScan.eight(stop));
      assertThat(end).isEqualTo(wholeWords(from, expected, b.length) ? expected : b.length);
    }
  }

  @Test
  void theEndOfAQuotedTextComesWithItsHash() {
    Random random = random("hash");
    for (int round = 0; round < ROUNDS; round++) {
      byte[] b = bytes(random, random.nextInt(60));
      int from = random.nextInt(b.length + 1);
      int end = TextScan.end(b, from, TextScan.eight(' '), TextScan.eight('"'));
      long both = TextScan.endAndHash(b, from);
      assertThat((int) (both >>> 32)).isEqualTo(end);
      if (end < b.length) {
        assertThat((int) both).isEqualTo(ByteScan.hash(b, from, end - from, 0));
      }
    }
  }

  @Test
  void countsTheBytesBeforeAndAfterOneInAWord() {
    Random random = random("before and after");
    for (int round = 0; round < ROUNDS; round++) {
      byte[] b = bytes(random, 8);
      byte stop = NASTY[random.nextInt(NASTY.length)];
      int before = 0;
      while (before < 8 && b[before] != stop) {
        before++;
      }
      int after = 0;
      while (after < 8 && b[7 - after] != stop) {
        after++;
      }
      long word = ByteScan.word(b, 0);
      assertThat(TextScan.before(word, TextScan.eight(stop))).isEqualTo(before);
      assertThat(TextScan.after(word, TextScan.eight(stop))).isEqualTo(after);
    }
  }

  @Test
  void theFirstBytesOfAWordAreKeptAlone() {
    byte[] b = {'G', 'E', 'T', ' ', '/', 'a', (byte) 0xFF, -1};
    byte[] out = new byte[8];
    for (int count = 1; count <= 8; count++) {
      ByteScan.setWord(out, 0, TextScan.first(ByteScan.word(b, 0), count));
      for (int i = 0; i < 8; i++) {
        assertThat(out[i]).isEqualTo(i < count ? b[i] : 0);
      }
    }
  }

  @Test
  void readsTheDigitsThatAWordStartsWith() {
    Random random = random("digits");
    for (int round = 0; round < ROUNDS; round++) {
      byte[] b = bytes(random, 8);
      int length = random.nextInt(9);
      for (int i = 0; i < length; i++) {
        b[i] = (byte) ('0' + random.nextInt(10));
      }
      int digits = 0;
      long number = 0;
      while (digits < 8 && b[digits] >= '0' && b[digits] <= '9') {
        number = number * 10 + b[digits++] - '0';
      }
      long word = ByteScan.word(b, 0);
      assertThat(TextScan.digits(word)).isEqualTo(digits);
      if (digits > 0) {
        assertThat(TextScan.number(word, digits)).isEqualTo(number);
      }
    }
  }

  private static boolean isText(byte c, int limit, int stop) {
    return c >= limit && c != stop && c != '\\';
  }

  /** True when {@code at} lies in a word from {@code from} on that lies in the array. */
  private static boolean wholeWords(int from, int at, int length) {
    return from + (at - from) / 8 * 8 <= length - 8;
  }

  private static Random random(String law) {
    long seed = System.nanoTime();
    System.out.println("TextScanTest " + law + ", seed " + seed);
    return new Random(seed);
  }

  private static byte[] bytes(Random random, int length) {
    byte[] b = new byte[length];
    for (int i = 0; i < length; i++) {
      b[i] = random.nextInt(6) == 0 ? NASTY[random.nextInt(NASTY.length)] : (byte) 'x';
    }
    return b;
  }
}
