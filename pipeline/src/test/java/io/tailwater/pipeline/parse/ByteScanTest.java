package io.tailwater.pipeline.parse;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Each law against a loop over single bytes, on bytes chosen to make borrows run on. */
class ByteScanTest {
  private static final int ROUNDS = 20_000;
  private static final byte[] NASTY = {
    '"', '\\', '\n', ' ', '-', 0, 1, '"' + 1, '\n' + 1, '\\' + 1, (byte) 0x80, (byte) 0xFF, 'a'
  };

  @Test
  void findsTheFirstByteOrTheEnd() {
    forAll(
        (b, from, to, wanted) -> {
          int expected = from;
          while (expected < to && b[expected] != wanted) {
            expected++;
          }
          assertThat(ByteScan.indexOf(b, from, to, wanted)).isEqualTo(expected);
        });
  }

  @Test
  void findsTheFirstWholeLiteralOrTheEnd() {
    forAll(
        (b, from, to, wanted) -> {
          byte[] literal = {wanted, ' '};
          int expected = to;
          for (int i = to - 2; i >= from; i--) {
            expected = b[i] == wanted && b[i + 1] == ' ' ? i : expected;
          }
          assertThat(ByteScan.indexOf(b, from, to, literal)).isEqualTo(expected);
        });
  }

  @Test
  void findsTheQuoteThatNoBackslashEscapes() {
    forAll(
        (b, from, to, wanted) -> {
          int expected = from;
          while (expected < to && b[expected] != '"') {
            expected += b[expected] == '\\' ? 2 : 1;
          }
          assertThat(ByteScan.closingQuote(b, from, to)).isEqualTo(Math.min(expected, to));
        });
  }

  @Test
  void findsTheLineEndAndNeverCallsAnOddLinePlain() {
    forAll(
        (b, from, to, wanted) -> {
          int expected = from;
          boolean odd = false;
          while (expected < to && b[expected] != '\n') {
            odd |= b[expected] < 0 || b[expected] == '\\';
            expected++;
          }
          long packed = ByteScan.line(b, from, to);
          assertThat(packed >>> 1).isEqualTo(expected);
          assertThat(odd && (packed & 1) == 0).isFalse();
        });
  }

  @Test
  void aLineOfOrdinaryTextIsPlain() {
    byte[] line = "10.0.0.1 - - \"GET /index.html?a=b&c HTTP/1.1\" 200 [x]~{}|\n\\".getBytes();
    assertThat(ByteScan.line(line, 0, line.length) & 1).isZero();
  }

  @Test
  void tellsWhetherAByteIsBelowALimit() {
    forAll(
        (b, from, to, wanted) -> {
          boolean expected = false;
          for (int i = from; i < to; i++) {
            expected |= b[i] >= 0 && b[i] < '-';
          }
          assertThat(ByteScan.anyBelow(b, from, to, '-')).isEqualTo(expected);
        });
  }

  @Test
  void equalSlicesHashAlikeWhereverTheyStand() {
    forAll(
        (b, from, to, wanted) -> {
          byte[] copy = Arrays.copyOfRange(b, from, to);
          assertThat(ByteScan.hash(copy, 0, copy.length, 7))
              .isEqualTo(ByteScan.hash(b, from, to - from, 7));
        });
  }

  private interface Law {
    void check(byte[] b, int from, int to, byte wanted);
  }

  private static void forAll(Law law) {
    long seed = System.nanoTime();
    System.out.println("ByteScanTest seed " + seed);
    Random random = new Random(seed);
    for (int round = 0; round < ROUNDS; round++) {
      byte[] b = new byte[random.nextInt(60)];
      for (int i = 0; i < b.length; i++) {
        b[i] = random.nextInt(3) == 0 ? NASTY[random.nextInt(NASTY.length)] : (byte) 'x';
      }
      int from = random.nextInt(b.length + 1);
      int to = from + random.nextInt(b.length - from + 1);
      law.check(b, from, to, NASTY[random.nextInt(NASTY.length)]);
    }
  }
}
