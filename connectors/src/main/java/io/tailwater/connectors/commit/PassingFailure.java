package io.tailwater.connectors.commit;

import org.apache.iceberg.exceptions.CommitFailedException;
import org.apache.iceberg.exceptions.CommitStateUnknownException;
import org.apache.iceberg.exceptions.ServiceFailureException;
import org.apache.iceberg.exceptions.ServiceUnavailableException;
import org.apache.iceberg.jdbc.UncheckedSQLException;

/** Failures of a catalog that pass: what failed may be tried again. */
public final class PassingFailure {
  private PassingFailure() {}

  /** True for a busy database or service, a lost race, and an answer that did not come. */
  public static boolean is(RuntimeException failure) {
    return failure instanceof CommitFailedException
        || failure instanceof CommitStateUnknownException
        || failure instanceof UncheckedSQLException
        || failure instanceof ServiceFailureException
        || failure instanceof ServiceUnavailableException;
  }
}
