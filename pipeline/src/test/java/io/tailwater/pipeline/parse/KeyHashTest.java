package io.tailwater.pipeline.parse;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Keys may come from whoever wants lines to be slow: none may share their slots by intent. */
class KeyHashTest {
  @Test
  void keysWhoseWordsMakeUpForEachOtherDoNotShareAHash() {
    Set<Integer> hashes = new HashSet<>();
    for (int i = 0; i < 4096; i++) {
      byte[] key = "eeeeeeeemmmmmmmmeeeeeeee".getBytes(StandardCharsets.US_ASCII);
      for (int digit = 0; digit < 4; digit++) {
        int add = (i >> 3 * digit & 7) - 4;
        key[digit] += (byte) add;
        key[8 + digit] -= (byte) (2 * add);
        key[16 + digit] += (byte) add;
      }
      hashes.add(KeyHash.of(key, 0, key.length, FieldNames.ROOT));
    }
    assertThat(hashes).hasSizeGreaterThan(4000);
  }

  @Test
  void keysThatDifferInTheLastBytesOfTheirWordsDoNotShareAHash() {
    Set<Integer> hashes = new HashSet<>();
    for (int i = 0; i < 4096; i++) {
      byte[] key = "aaaaaaaa".repeat(24).getBytes(StandardCharsets.US_ASCII);
      for (int bit = 0; bit < 12; bit++) {
        key[8 * (2 * bit + (i >> bit & 1)) + 7] = 'A';
      }
      hashes.add(KeyHash.of(key, 0, key.length, FieldNames.ROOT));
    }
    assertThat(hashes).hasSizeGreaterThan(4000);
  }

  @Test
  void theHashIsThatOfTheKeyWhereverItStands() {
    byte[] b = new byte[64];
    for (int length = 0; length < 24; length++) {
      byte[] key =
          "abcdefghijklmnopqrstuvwxyz".substring(0, length).getBytes(StandardCharsets.US_ASCII);
      Set<Integer> hashes = new HashSet<>();
      for (int from = 0; from <= b.length - length; from++) {
        Arrays.fill(b, (byte) from);
        System.arraycopy(key, 0, b, from, length);
        hashes.add(KeyHash.of(b, from, from + length, 5));
      }
      assertThat(hashes).as(length + " bytes").hasSize(1);
      assertThat(hashes).doesNotContain(KeyHash.of(key, 0, length, 6));
    }
  }
}
