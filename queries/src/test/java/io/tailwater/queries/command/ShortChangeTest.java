package io.tailwater.queries.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class ShortChangeTest {

  @Test
  void changesAreSharesUntilTheyAreTimes() {
    assertThat(ShortChange.of(112.0, 100.0)).isEqualTo("+12 %");
    assertThat(ShortChange.of(0.0, 100.0)).isEqualTo("-100 %");
    assertThat(ShortChange.of(2300.0, 100.0)).isEqualTo("23x");
    assertThat(ShortChange.of(100.1, 100.0)).isEqualTo("=");
    assertThat(ShortChange.of(3.0, 3.0)).isEqualTo("=");
    assertThat(ShortChange.of(3.0, 0.0)).isEqualTo("new");
    assertThat(ShortChange.of(0.0, 0.0)).isEqualTo("=");
    assertThat(ShortChange.of(null, 1.0)).isEqualTo("–");
  }

  @Test
  void noneIsLongerThanSixCharacters() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    for (int i = 0; i < 10_000; i++) {
      double now = Math.exp(random.nextGaussian() * 10);
      double before = Math.exp(random.nextGaussian() * 10);
      assertThat(ShortChange.of(now, before)).as("seed %d", seed).hasSizeLessThanOrEqualTo(6);
    }
  }
}
