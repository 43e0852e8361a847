package io.tailwater.queries.command;

import io.tailwater.queries.api.QuickAnswers;
import java.time.Clock;
import java.time.Instant;

/**
 * The lake, opened anew for each picture: that is how a new commit is seen, and how a lake that was
 * away is found again.
 */
record AskingLake(ConfigOptions config, Clock clock) implements TopAsking {
  @Override
  public String who() {
    return "LAKE";
  }

  @Override
  public TopAnswers ask(TopWanted wanted, TopLayout layout, Instant now) throws Exception {
    return config.atNewestCut(
        lake -> {
          try (Ask ask = new LakeAsk(QuickAnswers.of(lake, wanted.range(), clock))) {
            return TopAnswers.of(ask, wanted, layout, now);
          }
        });
  }

  @Override
  public void close() {
    // Nothing is open between pictures.
  }
}
