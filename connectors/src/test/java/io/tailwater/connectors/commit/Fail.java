package io.tailwater.connectors.commit;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.apache.iceberg.exceptions.CommitStateUnknownException;
import org.apache.iceberg.jdbc.UncheckedSQLException;

/** Faults to choose from. */
final class Fail {
  /** The property that has a process wait for a real kill, and what it prints then. */
  static final String WAIT_FOR_DEATH = "commit.wait_for_death";

  private Fail() {}

  /** The process is gone; nothing handles this. */
  static final class Killed extends RuntimeException {
    private static final long serialVersionUID = 1;
  }

  /** A process that is to be killed for real says that it waits for that, and does nothing more. */
  static RuntimeException death() {
    if (Boolean.getBoolean(WAIT_FOR_DEATH)) {
      System.out.println(WAIT_FOR_DEATH);
      while (true) {
        LockSupport.park();
      }
    }
    return new Killed();
  }

  /** Dies before, or after, the next swap of the table. */
  static FaultyCatalog.Fault killed(String table, boolean landed) {
    return killedAt(table, 0, landed);
  }

  /** Dies before, or after, a swap of the table; 0 is the next one. */
  static FaultyCatalog.Fault killedAt(String table, int swap, boolean landed) {
    return at(
        table,
        swap,
        landed,
        () -> {
          throw new Killed();
        });
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
    return at(table, 0, landed, what);
  }

  /** Something happens right before, or after, a swap of the table, once; 0 is the next one. */
  static FaultyCatalog.Fault at(String table, int number, boolean landed, Runnable what) {
    AtomicInteger swaps = new AtomicInteger();
    return swap -> {
      boolean now = swap.table().equals(table) && swaps.getAndIncrement() == number;
      if (now && !landed) {
        what.run();
      }
      swap.land();
      if (now && landed) {
        what.run();
      }
    };
  }
}
