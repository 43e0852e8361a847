package io.tailwater.queries.check;

import io.tailwater.connectors.lake.LakeTables;
import io.tailwater.queries.check.TestResult.Found;
import io.tailwater.queries.check.TestResult.Status;
import io.tailwater.queries.lake.Sql;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

/**
 * The ledger accounts for every line, and the tables hold what it counts: events by source,
 * replayed ones added and erased ones taken away, and rejects by source. A row of the ledger only
 * says between which times its events are; where a range or retention cuts through one, the number
 * of events must lie between what is surely and what may be in it.
 */
final class LedgerTest implements DataTest {

  @Override
  public String name() {
    return "ledger_reconciles";
  }

  @Override
  public List<TestResult> run(TestedLake lake) throws SQLException {
    long begun = System.nanoTime();
    Found lines = lines(lake);
    TestResult ofLines =
        Keys.result(
            this,
            LakeTables.LEDGER,
            "lines = events + rejects + filtered",
            lines.status(),
            lines,
            begun);
    begun = System.nanoTime();
    Found events = events(lake);
    TestResult ofEvents =
        Keys.result(this, LakeTables.EVENTS, "rows by source", events.status(), events, begun);
    begun = System.nanoTime();
    return List.of(ofLines, ofEvents, rejects(lake, begun));
  }

  private static Found lines(TestedLake lake) throws SQLException {
    return lake.find(
        Sql.of("SELECT count(*), any_value(" + Keys.of(LakeTables.LEDGER) + ") FROM ")
            .add(lake.rows(LakeTables.LEDGER))
            .add(
                " WHERE erasure IS NULL AND replay IS NULL"
                    + " AND lines <> events + rejects + filtered"));
  }

  private static Found events(TestedLake lake) throws SQLException {
    LocalDate whole = Retained.since(lake, LakeTables.EVENTS, LakeTables.LEDGER);
    boolean ledgerIsCut = Retained.since(lake, LakeTables.LEDGER) != null;
    Optional<Instant> kept =
        Optional.ofNullable(whole).map(day -> day.atStartOfDay(ZoneOffset.UTC).toInstant());
    Instant from = kept.filter(day -> day.isAfter(lake.start())).orElse(lake.start());
    String counted = "(events + coalesce(replayed_events, 0))";
    Sql sql =
        Sql.of(
            "SELECT count(*), any_value(source || ': the ledger counts ' || CASE WHEN least = most"
                + " THEN most::VARCHAR ELSE least || ' to ' || most END || ', events has ' || got)"
                + " FROM (SELECT source, sum(least)::BIGINT AS least, sum(most)::BIGINT AS most,"
                + " sum(got)::BIGINT AS got FROM (SELECT source, CASE WHEN min_ts >= ? AND max_ts < ?"
                + " THEN "
                + counted
                + " ELSE 0 END AS least, CASE WHEN max_ts < ? OR min_ts >= ? THEN 0 ELSE "
                + counted
                + " END AS most, 0 AS got FROM ",
            from,
            lake.end(),
            from,
            lake.end());
    sql.add(lake.session().rows(LakeTables.LEDGER)).add(" WHERE erasure IS NULL");
    sql.add(
        " UNION ALL SELECT source, -erased, -erased, 0 FROM "
            + lake.session().rows(LakeTables.LEDGER)
            + " WHERE erasure IS NOT NULL AND erased_hour >= ? AND erased_hour < ?",
        from,
        lake.end());
    sql.add(" UNION ALL SELECT source, 0, 0, count(*) FROM ")
        .add(lake.rows(LakeTables.EVENTS))
        .add(" WHERE ts >= ? GROUP BY source", from);
    sql.add(") GROUP BY source) WHERE got < least" + (ledgerIsCut ? "" : " OR got > most"));
    return lake.find(sql);
  }

  private TestResult rejects(TestedLake lake, long begun) throws SQLException {
    if (!lake.isWhole() || Retained.since(lake, LakeTables.REJECTS, LakeTables.LEDGER) != null) {
      String why =
          lake.isWhole()
              ? "retention has removed rows"
              : "rejects have no time that the ledger knows of; leave out --from and --to";
      return Keys.result(
          this, LakeTables.REJECTS, "rows by source", Status.SKIPPED, new Found(0, why), begun);
    }
    Found found =
        lake.find(
            Sql.of(
                "SELECT count(*), any_value(source || ': the ledger counts ' || want || ', rejects"
                    + " has ' || got) FROM (SELECT source, sum(want)::BIGINT AS want,"
                    + " sum(got)::BIGINT AS got FROM (SELECT source, rejects AS want, 0 AS got FROM "
                    + lake.session().rows(LakeTables.LEDGER)
                    + " UNION ALL SELECT source, 0, count(*) FROM "
                    + lake.session().rows(LakeTables.REJECTS)
                    + " GROUP BY source) GROUP BY source) WHERE want <> got"));
    return Keys.result(this, LakeTables.REJECTS, "rows by source", found.status(), found, begun);
  }
}
