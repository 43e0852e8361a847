package io.tailwater.queries.command;

import java.time.Instant;

/**
 * A running service, the same from picture to picture.
 *
 * @param service closed with this
 */
record AskingService(Ask service) implements TopAsking {
  @Override
  public String who() {
    return "SERVICE";
  }

  @Override
  public TopAnswers ask(TopWanted wanted, TopLayout layout, Instant now) throws Exception {
    return TopAnswers.of(service, wanted, layout, now);
  }

  @Override
  public void close() throws Exception {
    service.close();
  }
}
