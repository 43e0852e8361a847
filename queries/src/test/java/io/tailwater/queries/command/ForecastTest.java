package io.tailwater.queries.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.tailwater.queries.api.SourceBacklog;
import org.junit.jupiter.api.Test;

class ForecastTest {
  private static final SourceBacklog NOW =
      new SourceBacklog("web", "bytes", 1_000, 10.0, 12.0, 50.0, 500.0);

  @Test
  void whatComesIsSetAgainstTheMostThatWasRead() {
    assertThat(Forecast.of(NOW, null, null, 0))
        .isEqualTo(new Forecast(NOW, 10.0, 50.0, 1_000.0, 25.0));
  }

  @Test
  void whatComesWhileNothingIsReadIsCaughtUpTooAfterwards() {
    assertThat(Forecast.of(NOW, 20.0, 40.0, 50))
        .isEqualTo(new Forecast(NOW, 20.0, 40.0, 2_000.0, 150.0));
  }

  @Test
  void whatComesFasterThanItCanBeReadHasNoEnd() {
    assertThat(Forecast.of(NOW, 60.0, null, 0))
        .isEqualTo(new Forecast(NOW, 60.0, 50.0, null, null));
  }

  @Test
  void ratesMayHaveUnits() {
    assertThat(BacklogCommand.rate("5000")).hasValue(5000L);
    assertThat(BacklogCommand.rate("2MiB")).hasValue(2_097_152L);
    assertThat(BacklogCommand.rate("2 MB")).isEmpty();
    assertThat(BacklogCommand.rate("-1")).isEmpty();
  }
}
