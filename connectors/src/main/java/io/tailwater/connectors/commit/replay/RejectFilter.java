package io.tailwater.connectors.commit.replay;

import io.tailwater.connectors.commit.file.Times;
import io.tailwater.connectors.lake.RejectedLine;
import java.time.Instant;
import org.apache.iceberg.expressions.Expression;
import org.apache.iceberg.expressions.Expressions;

/**
 * Which rejects are meant. What is null narrows nothing.
 *
 * @param from only lines received at this time or later
 * @param to only lines received before this time
 * @param source only lines of this source
 * @param stream only lines of this stream
 * @param reason only lines rejected for it
 */
public record RejectFilter(Instant from, Instant to, String source, String stream, String reason) {
  /** All of them. */
  public static final RejectFilter ALL = new RejectFilter(null, null, null, null, null);

  public RejectFilter {
    if (from != null && to != null && !from.isBefore(to)) {
      throw new IllegalArgumentException(
          "Rejects are received from a time to a later one, got " + from + " to " + to);
    }
  }

  /** True when a line is meant. */
  public boolean takes(RejectedLine line) {
    return (from == null || line.receivedAtMicros() >= Times.toMicros(from))
        && (to == null || line.receivedAtMicros() < Times.toMicros(to))
        && (source == null || source.equals(line.source()))
        && (stream == null || stream.equals(line.stream()))
        && (reason == null || reason.equals(line.reason()));
  }

  /** Files of {@code rejects} that may hold such lines, as Iceberg knows them. */
  public Expression where() {
    Expression where = Expressions.alwaysTrue();
    if (from != null) {
      where =
          Expressions.and(
              where, Expressions.greaterThanOrEqual("received_at", Times.toMicros(from)));
    }
    if (to != null) {
      where = Expressions.and(where, Expressions.lessThan("received_at", Times.toMicros(to)));
    }
    return where;
  }
}
