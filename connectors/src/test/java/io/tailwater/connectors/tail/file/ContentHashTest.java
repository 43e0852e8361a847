package io.tailwater.connectors.tail.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ContentHashTest {

  @Test
  void fortyBitsTellAMillionAlmostEqualTextsApart() {
    byte[] text = "GET /a ".repeat(40).substring(0, Anchor.FULL).getBytes(StandardCharsets.UTF_8);
    Map<Long, Integer> seen = new HashMap<>();
    int alike = 0;
    for (int i = 0; i < 1_000_000; i++) {
      for (int digit = 0, rest = i; digit < 6; digit++, rest /= 10) {
        text[digit * 37] = (byte) ('0' + rest % 10);
      }
      long bits = ContentHash.bits40(text, 0, text.length);
      assertThat(bits >>> 40).isZero();
      alike += seen.putIfAbsent(bits, i) == null ? 0 : 1;
    }
    // Two in a million drawn from 2 to the 40 are alike with a chance of about one in three.
    assertThat(alike).isLessThan(6);
  }

  @Test
  void everyBitOfTheTextCounts() {
    byte[] text = new byte[Anchor.FULL];
    long before = ContentHash.bits40(text, 0, text.length);
    for (int bit = 0; bit < text.length * 8; bit++) {
      text[bit / 8] ^= (byte) (1 << bit % 8);
      assertThat(ContentHash.bits40(text, 0, text.length)).as("bit %d", bit).isNotEqualTo(before);
      text[bit / 8] ^= (byte) (1 << bit % 8);
    }
  }

  @Test
  void theSameBytesElsewhereHaveTheSameBits() {
    byte[] text = "x".repeat(Anchor.FULL).getBytes(StandardCharsets.UTF_8);
    byte[] within = ("ab" + "x".repeat(Anchor.FULL)).getBytes(StandardCharsets.UTF_8);
    assertThat(ContentHash.bits40(within, 2, Anchor.FULL))
        .isEqualTo(ContentHash.bits40(text, 0, Anchor.FULL));
  }
}
