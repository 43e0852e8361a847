package io.tailwater.queries.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TopStepTest {
  private static final Instant NOON = Instant.parse("2020-01-02T12:00:00Z");

  @Test
  void pointsAreAsNarrowAsTheyFit() {
    assertThat(TopStep.of(NOON.minusSeconds(3600), NOON, 60)).isEqualTo("1m");
    assertThat(TopStep.of(NOON.minusSeconds(3599), NOON.plusSeconds(1), 60)).isEqualTo("5m");
    assertThat(TopStep.of(NOON.minus(Duration.ofHours(6)), NOON, 60)).isEqualTo("10m");
    assertThat(TopStep.of(NOON.minus(Duration.ofDays(9999)), NOON, 60)).isEqualTo("1d");
  }

  @Test
  void longRangesAreAnsweredWithoutReadingEvents() {
    assertThat(TopStep.of(NOON.minus(Duration.ofHours(7)), NOON, 200)).isEqualTo("1h");
    assertThat(TopStep.of(NOON.minus(Duration.ofDays(7)), NOON, 60)).isEqualTo("3h");
  }

  @Test
  void allPointsThatARangeTouchesFit() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    for (int i = 0; i < 2000; i++) {
      Instant from = NOON.minusMillis(1 + random.nextInt(2_000_000_000));
      int columns = 30 + random.nextInt(150);
      long step = TopStep.length(TopStep.of(from, NOON, columns)).toSeconds();
      long points = NOON.minusNanos(1).getEpochSecond() / step - from.getEpochSecond() / step + 1;
      assertThat(points).as("seed %d", seed).isLessThanOrEqualTo(columns);
    }
  }
}
