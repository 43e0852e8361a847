package io.tailwater.queries.command;

import java.time.Instant;

/** Somebody who is asked for one picture after the other, and may be away in between. */
interface TopAsking extends AutoCloseable {

  /** What is away where nobody answers: {@code SERVICE} or {@code LAKE}. */
  String who();

  /**
   * All answers for a picture.
   *
   * @throws io.tailwater.queries.api.BadParameterException when a parameter makes no sense
   */
  TopAnswers ask(TopWanted wanted, TopLayout layout, Instant now) throws Exception;

  @Override
  void close() throws Exception;
}
