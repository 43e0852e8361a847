package io.tailwater.connectors.lake;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import org.apache.iceberg.HasTableOperations;
import org.apache.iceberg.Table;
import org.apache.iceberg.TableMetadata;
import org.apache.iceberg.TableOperations;
import org.apache.iceberg.exceptions.CommitFailedException;

/**
 * The day from which on a table is whole: of an earlier day, retention may have removed rows. It is
 * raised before rows are removed and never lowered, so it holds for every snapshot of the table.
 */
public final class RetainedFrom {
  /** Table property, an ISO date. */
  public static final String PROPERTY = "tailwater.retained-from";

  private RetainedFrom() {}

  /** The day, UTC; {@link LocalDate#MIN} of a table from which nothing was removed. */
  public static LocalDate of(Table table) {
    return of(table.properties());
  }

  /**
   * Says that rows of earlier days may go from now on.
   *
   * @throws CommitFailedException when others were faster each time
   */
  public static void raise(Table table, LocalDate day) {
    TableOperations operations = ((HasTableOperations) table).operations();
    for (int tries = 20; ; tries--) {
      TableMetadata inspected = operations.refresh();
      if (!of(inspected.properties()).isBefore(day)) {
        table.refresh();
        return;
      }
      Map<String, String> properties = new HashMap<>(inspected.properties());
      properties.put(PROPERTY, day.toString());
      try {
        // On what was inspected only: another's later day must not be overwritten.
        operations.commit(inspected, inspected.replaceProperties(properties));
      } catch (CommitFailedException e) {
        if (tries == 1) {
          throw e;
        }
      }
    }
  }

  private static LocalDate of(Map<String, String> properties) {
    String day = properties.get(PROPERTY);
    return day == null ? LocalDate.MIN : LocalDate.parse(day);
  }
}
