package io.tailwater.connectors.commit;

import java.util.concurrent.atomic.AtomicInteger;
import org.apache.iceberg.exceptions.CommitStateUnknownException;
import org.apache.iceberg.jdbc.UncheckedSQLException;

/** Faults to choose from. */
final class Fail {
  private Fail() {}

  /** The process is gone; nothing handles this. */
  static final class Killed extends RuntimeException {
    private static final long serialVersionUID = 1;
  }

  /** Dies before, or after, the next swap of the table. */
  static FaultyCatalog.Fault killed(String table, boolean landed) {
    return once(
        table,
        landed,
        () -> {
          throw new Killed();
        });
  }

  /** Dies before, or after, a swap of the table; 0 is the next one. */
  static FaultyCatalog.Fault killedAt(String table, int swap, boolean landed) {
    AtomicInteger swaps = new AtomicInteger();
    return (at, after) -> {
      if (at.equals(table) && after == landed && swaps.getAndIncrement() == swap) {
        throw new Killed();
      }
    };
  }

  /** The next swap of the table lands, but its answer is lost. */
  static FaultyCatalog.Fault answerLost(String table) {
    return once(
        table,
        true,
        () -> {
          throw new CommitStateUnknownException("lost", new RuntimeException("connection reset"));
        });
  }

  /** The database is busy at the next swap of the table. */
  static FaultyCatalog.Fault busy(String table) {
    return once(
        table,
        false,
        () -> {
          throw new UncheckedSQLException("Unknown failure: [SQLITE_BUSY]");
        });
  }

  /** Something happens right before, or after, the next swap of the table, once. */
  static FaultyCatalog.Fault once(String table, boolean landed, Runnable what) {
    AtomicInteger left = new AtomicInteger(1);
    return (at, after) -> {
      if (at.equals(table) && after == landed && left.getAndDecrement() > 0) {
        what.run();
      }
    };
  }
}
