package io.tailwater.pipeline.parse;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ConfidenceTest {

  @Test
  void whereMostTriesSucceedNearlyAllAreMade() {
    assertThat(triesOf10000(3)).isEqualTo(10_000);
  }

  @Test
  void whereAllFailFewAreMade() {
    assertThat(triesOf10000(1)).isBetween(100, 500);
  }

  @Test
  void tryingGoesOnWhereTheySucceedAgain() {
    Confidence confidence = new Confidence();
    while (confidence.isEnough()) {
      confidence.failed();
    }
    int waited = 0;
    while (!confidence.isEnough()) {
      waited++;
    }
    assertThat(waited).isLessThan(300);
    for (int i = 0; i < 100; i++) {
      assertThat(confidence.isEnough()).isTrue();
      confidence.succeeded();
    }
  }

  /** Every {@code nth} try fails. */
  private static int triesOf10000(int nth) {
    Confidence confidence = new Confidence();
    int tries = 0;
    for (int i = 0; i < 10_000; i++) {
      if (confidence.isEnough()) {
        tries++;
        if (i % nth == 0) {
          confidence.failed();
        } else {
          confidence.succeeded();
        }
      }
    }
    return tries;
  }
}
