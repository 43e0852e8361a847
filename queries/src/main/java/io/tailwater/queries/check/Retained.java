package io.tailwater.queries.check;

import io.tailwater.connectors.lake.LakeTables;
import io.tailwater.connectors.lake.RetainedFrom;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Comparator;

/** What retention has left whole. */
final class Retained {
  private Retained() {}

  /** The first day of which all these tables are whole; null where nothing was removed. */
  static LocalDate since(TestedLake lake, LakeTables... tables) {
    return Arrays.stream(tables)
        .map(table -> RetainedFrom.of(lake.session().lake().table(table)))
        .filter(day -> !day.equals(LocalDate.MIN))
        .max(Comparator.naturalOrder())
        .orElse(null);
  }

  /** Whether a time is of a day of which all these tables are whole, in SQL. */
  static String by(String time, TestedLake lake, LakeTables... tables) {
    LocalDate since = since(lake, tables);
    return since == null ? "true" : time + "::DATE >= DATE '" + since + "'";
  }
}
