package io.tailwater.queries.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class TokenBucketsTest {
  private static final long SECOND = 1_000_000_000L;

  private final TokenBuckets buckets = new TokenBuckets(10, 20, 100);

  @Test
  void aBurstIsFollowedByTheRate() {
    for (int i = 0; i < 20; i++) {
      assertThat(buckets.take("a", 0).allowed()).isTrue();
    }
    TokenBuckets.Grant none = buckets.take("a", 0);
    assertThat(none.allowed()).isFalse();
    assertThat(none.secondsToNext()).isEqualTo(0.1);
    assertThat(none.secondsToFull()).isEqualTo(2);
    int allowed = 0;
    for (long now = 0; now < 10 * SECOND; now += SECOND / 50) {
      allowed += buckets.take("a", now).allowed() ? 1 : 0;
    }
    assertThat(allowed).isBetween(98, 100);
  }

  @Test
  void oneNameTakesNothingFromAnother() {
    for (int i = 0; i < 50; i++) {
      buckets.take("a", 0);
    }
    assertThat(buckets.take("b", 0).remaining()).isEqualTo(19);
  }

  @Test
  void aFloodOfNamesTakesNoMemoryAndGetsOneBucketTogether() {
    long seed = System.nanoTime();
    System.out.println("TokenBucketsTest seed " + seed);
    Random random = new Random(seed);
    int allowed = 0;
    for (int i = 0; i < 100_000; i++) {
      allowed += buckets.take("n" + random.nextLong(), SECOND + i).allowed() ? 1 : 0;
    }
    assertThat(buckets.size()).isLessThanOrEqualTo(101);
    assertThat(allowed).isEqualTo(100 + 20);
  }

  @Test
  void namesAreToldApartAgainWhenTheFloodIsOver() {
    for (int i = 0; i < 1_000; i++) {
      buckets.take("n" + i, SECOND);
    }
    assertThat(buckets.take("late", SECOND).allowed()).isFalse();
    assertThat(buckets.take("late", 4 * SECOND).remaining()).isEqualTo(19);
    assertThat(buckets.size()).isEqualTo(1);
  }
}
