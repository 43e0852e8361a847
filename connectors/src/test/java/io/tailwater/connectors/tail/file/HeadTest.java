package io.tailwater.connectors.tail.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HeadTest {
  private final byte[] bytes = new byte[3000];

  HeadTest() {
    new Random(1).nextBytes(bytes);
  }

  @ParameterizedTest
  @CsvSource({"0, 0", "1, 1", "16, 16", "17, 17", "1024, 1024", "3000, 1024"})
  void aHeadCoversWhatIsKnownUpToItsFullLength(int known, int covered) {
    assertThat(Head.of(bytes, known).length()).isEqualTo(covered);
  }

  @ParameterizedTest
  @CsvSource({
    "10, 0",
    "16, 16",
    "63, 16",
    "64, 64",
    "256, 256",
    "699, 256",
    "700, 700",
    "9000, 700"
  })
  void aShorterFileIsComparedByTheLongestPrefixThatItHas(long available, int compared) {
    assertThat(Head.of(bytes, 700).comparable(available)).isEqualTo(compared);
  }

  @Test
  void oneOtherByteAnywhereInThePrefixIsAnotherHead() {
    Head head = Head.of(bytes, 700);
    for (int at = 0; at < 700; at++) {
      byte[] other = Arrays.copyOf(bytes, 700);
      other[at]++;
      assertThat(head.matches(other, 700)).isFalse();
      assertThat(head.matches(other, 64)).isEqualTo(at >= 64);
    }
    assertThat(head.matches(bytes, 700)).isTrue();
    assertThat(head.matches(bytes, 65)).as("a length that is no prefix's").isFalse();
  }

  @Test
  void anAnchorHoldsWhereItsBytesStand() {
    Anchor anchor = Anchor.of(bytes, 100, Anchor.FULL);
    assertThat(anchor.matches(bytes, 100)).isTrue();
    assertThat(anchor.matches(bytes, 101)).isFalse();
    assertThat(Anchor.of(bytes, 100, 0)).isEqualTo(Anchor.NONE);
    assertThat(Anchor.NONE.matches(bytes, 5)).isTrue();
  }
}
