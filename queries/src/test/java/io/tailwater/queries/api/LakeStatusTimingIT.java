package io.tailwater.queries.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.tailwater.queries.lake.CutSession;
import io.tailwater.queries.lake.CutStore;
import io.tailwater.queries.lake.DuckDbLimits;
import io.tailwater.queries.lake.LakeAtCut;
import io.tailwater.queries.lake.Sql;
import io.tailwater.queries.testing.LakeFixture;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Times are held against others of the same run: how fast the machine is does not matter. */
class LakeStatusTimingIT {
  private static final Instant NOW = Instant.parse("2026-01-01T03:00:00Z");

  /**
   * One log that is truncated ten times a second for three hours, and two thousand quieter ones.
   */
  private static final String ROWS =
      "SELECT i // 50 + 1 AS seq, TIMESTAMPTZ '2026-01-01 00:00:00Z' + to_seconds(i // 50)"
          + " AS committed_at, 'web' AS source, CASE WHEN i % 5 = 0"
          + " THEN '/var/log/busy.log#2049:7:1767225600123456789.' || (i // 5)"
          + " ELSE '/var/log/site-' || (i % 2000) || '.log#2049:' || (200000 + i % 2000)"
          + " || ':1767225600123456789.0' END AS stream,"
          + " CASE WHEN i % 5 = 0 THEN 0 ELSE i // 2000 * 1000 END AS from_offset,"
          + " from_offset + 1000 AS to_offset, to_offset + CASE WHEN i % 7 = 0 THEN 50 ELSE 0 END"
          + " AS end_offset, 10 AS lines, 10 AS events, 0 AS rejects, 0 AS filtered,"
          + " CASE WHEN i % 5 = 0 THEN 100 ELSE 0 END AS lost, CASE WHEN i % 5 = 0"
          + " THEN 'truncated: the file was emptied, from 1000, unknown' END AS loss_reason,"
          + " 0 AS late, 1000 AS bytes, committed_at AS min_ts, committed_at AS max_ts,"
          + " '{\"v\":2,\"inflated\":1}' AS evidence FROM range(500000) t(i)";

  @TempDir Path directory;

  /** Something measured. */
  private interface Step {
    void run() throws SQLException;
  }

  @Test
  void theStatusOfHalfAMillionRowsTakesLessThanToLoadThem() throws Exception {
    try (LakeFixture lake = new LakeFixture(directory);
        CutStore store = CutStore.ofLedger(new DuckDbLimits(512, 2, 100))) {
      lake.commitLedger(ROWS);
      LakeAtCut cut = LakeAtCut.newest(lake.lake()).orElseThrow();
      double load = bestOf(1, () -> store.load(cut));
      try (CutSession session = store.open().orElseThrow()) {
        Sql byStream =
            Sql.of("SELECT max(n) FROM (SELECT sum(lines) n FROM ledger GROUP BY stream)");
        double group = bestOf(5, () -> session.query(byStream, row -> row.getLong(1)));
        double status = bestOf(5, () -> Answers.status(session, NOW, 0.01));
        System.out.printf(
            Locale.ROOT,
            "ledger of 500,000 rows, 102,000 streams: load %.0f ms, one sum by stream %.0f ms,"
                + " status %.0f ms%n",
            load,
            group,
            status);

        LogTotals totals = Answers.status(session, NOW, 0.01).totals();
        assertThat(totals.truncations()).isEqualTo(99_999);
        assertThat(status).as("ms for the status, beside those to load it all").isLessThan(load);
      }
    }
  }

  private static double bestOf(int runs, Step step) throws SQLException {
    double best = Double.MAX_VALUE;
    for (int i = 0; i < runs; i++) {
      long begun = System.nanoTime();
      step.run();
      best = Math.min(best, (System.nanoTime() - begun) / 1e6);
    }
    return best;
  }
}
