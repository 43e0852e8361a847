package io.tailwater.connectors.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SpareArraysTest {
  private final SpareArrays arrays = new SpareArrays();

  @Test
  void anArrayIsUsedAgainOnceItCameBack() {
    byte[] first = arrays.take(1_000_000);
    byte[] second = arrays.take(1_000_000);
    assertThat(second).isNotSameAs(first);

    arrays.giveBack(first);

    assertThat(arrays.take(1_000_000)).isSameAs(first);
    assertThat(arrays.take(1_000_000)).isNotSameAs(first);
  }

  @Test
  void anArrayFitsTheNextBatchThatIsALittleLonger() {
    byte[] bytes = arrays.take(1_000_000);
    arrays.giveBack(bytes);
    assertThat(arrays.take(1_000_100)).isSameAs(bytes);
  }

  @Test
  void anArrayThatIsTooShortStays() {
    byte[] small = arrays.take(100_000);
    arrays.giveBack(small);
    assertThat(arrays.take(1_000_000).length).isGreaterThanOrEqualTo(1_000_000);
    assertThat(arrays.take(100_000)).isSameAs(small);
  }

  @Test
  void aSmallBatchGetsNoArrayOfAMegabyte() {
    arrays.giveBack(arrays.take(1_000_000));
    assertThat(arrays.take(100)).hasSize(100);
    assertThat(arrays.take(100_000).length).isLessThan(200_000);
  }

  @Test
  void littleOnesAreNotKept() {
    byte[] little = arrays.take(100);
    arrays.giveBack(little);
    assertThat(arrays.take(100)).isNotSameAs(little);
  }

  @Test
  void onlySixteenMebibytesAreKept() {
    List<byte[]> all = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      all.add(arrays.take(1 << 20));
    }
    all.forEach(arrays::giveBack);

    long known = 0;
    for (int i = 0; i < 20; i++) {
      byte[] bytes = arrays.take(1 << 20);
      known += all.stream().filter(one -> one == bytes).mapToLong(one -> one.length).sum();
    }
    assertThat(known).isBetween(14L << 20, 16L << 20);
  }
}
