package io.tailwater.connectors.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SpareArraysTest {
  private static final int KEPT = 12;

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
  void littleAndHugeOnesAreNotKept() {
    byte[] little = arrays.take(100);
    byte[] huge = arrays.take(5_000_000);
    assertThat(little).hasSize(100);
    assertThat(huge).hasSize(5_000_000);

    arrays.giveBack(little);
    arrays.giveBack(huge);

    assertThat(arrays.take(100)).isNotSameAs(little);
    assertThat(arrays.take(5_000_000)).isNotSameAs(huge);
  }

  @Test
  void onlySomeAreKept() {
    List<byte[]> all = new ArrayList<>();
    for (int i = 0; i < KEPT + 3; i++) {
      all.add(arrays.take(100_000));
    }
    all.forEach(arrays::giveBack);

    int known = 0;
    for (int i = 0; i < KEPT + 3; i++) {
      byte[] bytes = arrays.take(100_000);
      known += all.stream().anyMatch(one -> one == bytes) ? 1 : 0;
    }
    assertThat(known).isEqualTo(KEPT);
  }
}
