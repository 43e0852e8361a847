package io.tailwater.queries.check;

import io.tailwater.connectors.lake.LakeTables;
import io.tailwater.queries.lake.FileSession;
import io.tailwater.queries.lake.Sql;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The tables of one cut, as far as they are tested.
 *
 * @param session reads them
 * @param from the tests begin with this hour; null for all
 * @param to and end before it; null for all
 */
public record TestedLake(FileSession session, Instant from, Instant to) {
  private static final Map<LakeTables, String> TIMES =
      Map.of(
          LakeTables.EVENTS, "ts",
          LakeTables.REQUESTS_HOURLY, "hour",
          LakeTables.REJECTS, "received_at",
          LakeTables.LEDGER, "committed_at");

  private static final Instant BEGINNING = Instant.parse("1900-01-01T00:00:00Z");
  private static final Instant END = Instant.parse("9999-12-31T00:00:00Z");

  /** The range is widened to whole hours, since rollups know no less. */
  public TestedLake {
    from = from == null ? null : from.truncatedTo(ChronoUnit.HOURS);
    to = to == null ? null : to.minusNanos(1).truncatedTo(ChronoUnit.HOURS).plusSeconds(3600);
  }

  boolean isWhole() {
    return from == null && to == null;
  }

  /** The rows of a table that are tested, by their times; for a FROM clause. */
  Sql rows(LakeTables table) {
    String files =
        table == LakeTables.EVENTS && !isWhole()
            ? session.events(start(), end())
            : session.rows(table);
    return Sql.of("(SELECT * FROM " + files + " WHERE true").add(within(TIMES.get(table))).add(")");
  }

  /** The events of a piece of time that are tested; for a FROM clause. */
  Sql events(Instant since, Instant until) {
    return Sql.of("(SELECT * FROM " + session.events(since, until))
        .add(" WHERE ts >= ? AND ts < ?", since, until)
        .add(within("ts"))
        .add(")");
  }

  /** Conditions on a column of times, each begun with AND. */
  Sql within(String column) {
    Sql sql = new Sql();
    if (from != null) {
      sql.add(" AND " + column + " >= ?", from);
    }
    if (to != null) {
      sql.add(" AND " + column + " < ?", to);
    }
    return sql;
  }

  Instant start() {
    return Optional.ofNullable(from).orElse(BEGINNING);
  }

  Instant end() {
    return Optional.ofNullable(to).orElse(END);
  }

  /** Runs a query of one row: how many fail, and an example. */
  TestResult.Found find(Sql sql) throws SQLException {
    List<TestResult.Found> found =
        session.query(sql, row -> new TestResult.Found(row.getLong(1), row.getString(2)));
    return found.get(0);
  }
}
