package io.tailwater.queries.lake;

import java.time.Instant;
import java.util.Optional;

/**
 * How following the lake goes.
 *
 * @param phase what the follower does
 * @param at when it last saw the lake; empty when it never did
 * @param problem why it does not see the lake now; empty when it does
 */
public record FollowerState(Phase phase, Optional<Instant> at, Optional<String> problem) {

  /** What the follower does. */
  public enum Phase {
    /** No lake was there so far. */
    WAITING,
    /** The newest cut is loaded. */
    FOLLOWING,
    /** The lake cannot be read now; answers are those of the last cut. */
    STALE
  }

  static FollowerState waiting() {
    return new FollowerState(Phase.WAITING, Optional.empty(), Optional.empty());
  }

  /** The lake was seen just now. */
  public static FollowerState following() {
    return new FollowerState(Phase.FOLLOWING, Optional.of(Instant.now()), Optional.empty());
  }

  FollowerState failed(String why) {
    return new FollowerState(
        phase == Phase.WAITING ? Phase.WAITING : Phase.STALE, at, Optional.of(why));
  }
}
