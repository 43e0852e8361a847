package io.tailwater.connectors.lake.config;

import java.io.Serializable;
import java.time.Duration;

/**
 * How event time is judged. Neither value loses lines: late ones count, those too far ahead are
 * rejects.
 *
 * @param outOfOrderness how far behind the newest event the watermark stays, 0 to 7 days
 * @param maxFuture how far ahead of the clock an event may be, 0 to 400 days
 */
public record EventTimeConfig(Duration outOfOrderness, Duration maxFuture) implements Serializable {
  public EventTimeConfig {
    Require.between("out_of_orderness", outOfOrderness, Duration.ZERO, Duration.ofDays(7));
    Require.between("max_future", maxFuture, Duration.ZERO, Duration.ofDays(400));
  }
}
