package io.tailwater.queries.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class SparklineTest {

  @Test
  void heightsAreSharesOfTheMost() {
    List<Double> numbers = Arrays.asList(0.5, 1.0, 4.0, 8.0, 0.0, null);

    assertThat(new Sparkline(true).of(numbers, 8)).isEqualTo("▁▁▄█  ");
    assertThat(new Sparkline(false).of(numbers, 8)).isEqualTo("__-#  ");
  }

  @Test
  void whateverIsMoreThanNothingIsSeenAndNothingIsHigherThanAll() {
    assertThat(new Sparkline(true).of(List.of(1e-12, 9.0), 8)).isEqualTo("▁█");
    assertThat(new Sparkline(true).of(List.of(), 8)).isEmpty();
  }
}
