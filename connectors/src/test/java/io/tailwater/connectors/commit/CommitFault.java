package io.tailwater.connectors.commit;

import java.util.Locale;
import org.apache.iceberg.exceptions.CommitFailedException;
import org.apache.iceberg.exceptions.CommitStateUnknownException;
import org.apache.iceberg.jdbc.UncheckedSQLException;

/** What can go wrong with one swap of a table's metadata. */
enum CommitFault {
  /** Something else happens first: somebody merges, somebody reads. */
  DELAYED(true, false),
  /** Another process takes the lake over first, and commits. */
  TAKEN_OVER(true, false),
  BUSY(true, true),
  FAILED(true, false),
  CONFLICT(true, true),
  /**
   * It lands; asked again by the database's driver, the catalog finds another state than wanted.
   */
  CONFLICT_THOUGH_LANDED(false, true),
  UNKNOWN(true, true),
  UNKNOWN_AND_LANDED(false, true),
  FAILED_AND_LANDED(false, false),
  BUSY_AND_LANDED(false, true),
  KILLED(true, false),
  KILLED_AND_LANDED(false, false),
  /** No answer comes, and it lands some swaps later, whoever is there by then. */
  LATE(true, true),
  /** The process dies with its request under way, which lands some swaps later. */
  KILLED_AND_LATE(true, false),
  /** Some files cannot be written from here on. */
  DISK_FULL(true, true);

  private final boolean before;
  private final boolean repeatable;

  CommitFault(boolean before, boolean repeatable) {
    this.before = before;
    this.repeatable = repeatable;
  }

  /** True when the swap has not landed when the fault strikes. */
  boolean before() {
    return before;
  }

  /** True when it may strike several times in a row. */
  boolean repeatable() {
    return repeatable;
  }

  String text() {
    return name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  /** What whoever asked for the swap is told. */
  RuntimeException answer() {
    RuntimeException reset = new IllegalStateException("connection reset");
    return switch (this) {
      case BUSY, BUSY_AND_LANDED -> new UncheckedSQLException("Unknown failure: [SQLITE_BUSY]");
      case CONFLICT, CONFLICT_THOUGH_LANDED -> new CommitFailedException("base is not current");
      case UNKNOWN, UNKNOWN_AND_LANDED, LATE -> new CommitStateUnknownException(reset);
      case KILLED, KILLED_AND_LANDED, KILLED_AND_LATE -> Fail.death();
      case FAILED, FAILED_AND_LANDED, DELAYED, TAKEN_OVER, DISK_FULL -> reset;
    };
  }
}
