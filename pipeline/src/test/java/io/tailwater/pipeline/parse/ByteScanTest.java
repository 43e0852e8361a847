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

  @Test
  void slicesAreEqualWhenAllOfTheirBytesAre() {
    forAll(
        (b, from, to, wanted) -> {
          byte[] copy = new byte[to - from + 3];
          System.arraycopy(b, from, copy, 3, to - from);
          assertThat(ByteScan.equal(copy, 3, b, from, to - from)).isTrue();
          for (int i = 3; i < copy.length; i++) {
            copy[i] ^= (byte) 0x80;
            assertThat(ByteScan.equal(copy, 3, b, from, to - from)).isFalse();
            copy[i] ^= (byte) 0x80;
          }
        });
  }

  @Test
  void slicesThatDifferInOneByteSpreadOverAllPlaces() {
    byte[] b = "/images/products/0.webp and then some".getBytes();
    boolean[] taken = new boolean[1 << 12];
    int free = taken.length;
    for (int i = 0; i < b.length; i++) {
      byte kept = b[i];
      for (int c = ' '; c < 127; c++) {
        b[i] = (byte) c;
        int place = ByteScan.hash(b, 0, b.length, 0) & taken.length - 1;
        free -= taken[place] ? 0 : 1;
        taken[place] = true;
      }
      b[i] = kept;
    }
    // 3,478 of them: at random, 1,752 of the 4,096 places stay free, give or take 30.
    assertThat(free).isBetween(1_500, 2_000);
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

  @Test
  void aLiteralMatchesWhereEachOfItsBytesStands() {
    long seed = System.nanoTime();
    System.out.println("ByteScanTest literals, seed " + seed);
    Random random = new Random(seed);
    for (int round = 0; round < 100_000; round++) {
      byte[] literal = new byte[random.nextInt(30)];
      random.nextBytes(literal);
      int at = random.nextInt(5);
      byte[] b = new byte[at + literal.length + random.nextInt(12)];
      System.arraycopy(literal, 0, b, at, literal.length);
      if (literal.length > 0 && random.nextBoolean()) {
        b[at + random.nextInt(literal.length)] ^= (byte) (1 << random.nextInt(8));
      }
      int to = b.length - random.nextInt(b.length - at + 1);
      boolean want =
          to - at >= literal.length
              && Arrays.equals(b, at, at + literal.length, literal, 0, literal.length);
      assertThat(ByteScan.matches(b, at, to, literal)).isEqualTo(want);
    }
  }

  @Test
  void theEndOfAsciiIsTheFirstByteThatIsNone() {
    byte[] b = new byte[40];
    for (int place = 0; place < b.length; place++) {
      for (int from = 0; from < b.length; from++) {
        Arrays.fill(b, (byte) 'a');
        b[place] = (byte) 0x80;
        int want = place >= from ? place : b.length;
        assertThat(ByteScan.endOfAscii(b, from, b.length)).isEqualTo(want);
        assertThat(ByteScan.endOfAscii(b, Math.min(from, 30), 30))
            .isEqualTo(Math.min(30, place >= Math.min(from, 30) ? place : 30));
      }
    }
  }
}
