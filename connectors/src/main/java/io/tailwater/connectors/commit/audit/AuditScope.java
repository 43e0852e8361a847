package io.tailwater.connectors.commit.audit;

import java.time.Instant;
import java.util.Optional;

/**
 * How far an audit goes.
 *
 * @param from only commits made at this time or later; empty for all
 * @param to only commits made before this time; empty for all
 * @param deep every event and reject is read and laid to the commit whose range it is in, instead
 *     of being counted by the table
 */
public record AuditScope(Optional<Instant> from, Optional<Instant> to, boolean deep) {

  /** The whole ledger, and what the tables say of themselves. */
  public static final AuditScope ALL = new AuditScope(Optional.empty(), Optional.empty(), false);

  public AuditScope {
    if (from.isPresent() && to.isPresent() && !from.get().isBefore(to.get())) {
      throw new IllegalArgumentException(
          "An audit goes from a time to a later one, got " + from.get() + " to " + to.get());
    }
  }

  /** True when no commit is left out. */
  public boolean isWhole() {
    return from.isEmpty() && to.isEmpty();
  }
}
