package io.tailwater.connectors.tail.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Scenario F7: many quiet files and a few that are written to. Time goes on when it is pushed. */
class ManyFilesScenariosTest extends Scenarios {
  private static final long HALF_MINUTE = Duration.ofSeconds(30).toMillis();

  /** How often the clock is asked in one look at a quiet log and its share of larger looks. */
  private static final int ASKED_A_LOOK = 5;

  private final PushedClock clock = new PushedClock();

  /** 100,000 quiet files under the tag {@code long}, 2,000 otherwise. */
  @Test
  void f7_manyQuietFilesDoNotHoldUpTheBusyOnes() throws IOException {
    int quiet = inLongTests() ? 100_000 : 2_000;
    TailOptions options = TailOptions.defaults(false);
    TailContext context = new TailContext(options, clock, "host", new FileClaims());
    context.lineages = quiet;
    // Hints of the system make it shorter, but nothing relies on them.
    long longestPause = context.quietPauseMillis() + options.longestPause().toMillis();
    try (ManyFiles files = new ManyFiles(directory, clock, quiet)) {
      readAll(files, 20 * HALF_MINUTE);
      for (int round = 0; round < 5; round++) {
        letPass(files, 5_000);
        files.writeToBusy();
        readAll(files, longestPause);
      }
      letPass(files, 2 * longestPause);
      long askedBefore = clock.asked();
      letPass(files, HALF_MINUTE);
      assertThat((clock.asked() - askedBefore) / quiet)
          .as("looks at each quiet file in half a minute, by the questions for the time in them")
          .isLessThan(ASKED_A_LOOK * (1 + HALF_MINUTE / context.quietPauseMillis()));
      assertThat(files.openFilesAreBounded()).as("open files are bounded").isTrue();
      report().add("F7", files.result(), ScenarioLoss.NOTHING);
      files.result().requireSound();
    }
  }

  private void readAll(ManyFiles files, long millis) throws IOException {
    long start = clock.monotonicMillis();
    files.turn();
    while (!files.areRead()) {
      assertThat(clock.monotonicMillis() - start).as("ms that lines wait").isLessThan(millis);
      clock.push(Math.max(1, files.pauseMillis()));
      files.turn();
    }
  }

  private void letPass(ManyFiles files, long millis) throws IOException {
    long end = clock.monotonicMillis() + millis;
    while (clock.monotonicMillis() < end) {
      clock.push(Math.max(1, files.pauseMillis()));
      files.turn();
    }
  }
}
