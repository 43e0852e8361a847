package io.tailwater.queries.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.tailwater.connectors.lake.LakeTables;
import io.tailwater.connectors.lake.RetainedFrom;
import io.tailwater.queries.testing.Event;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CompletenessAnswerIT {
  private static final Instant NOW = Instant.parse("2026-01-02T12:30:00Z");

  @TempDir static Path directory;
  private static AskedLake lake;

  @BeforeAll
  static void fillLake() throws SQLException {
    lake = new AskedLake(directory, NOW);
    RetainedFrom.raise(
        lake.lake.lake().load(LakeTables.REQUESTS_HOURLY), LocalDate.parse("2026-01-02"));
    lake.commit(
        List.of(
            Event.at("2026-01-02T09:59:00Z", "/a", 200, 1),
            Event.at("2026-01-02T10:10:00Z", "/a", 200, 1),
            Event.at("2026-01-02T11:20:00Z", "/a", 200, 1)));
    // The watermark stays a minute behind the newest event, so 10 o'clock is closed by now.
    lake.lake.commitLedger(
        "SELECT 2 AS seq, TIMESTAMPTZ '2026-01-02 12:00:00+00' AS committed_at, 'web' AS source,"
            + " 's' AS stream, 0 AS from_offset, 9 AS to_offset, 9 AS end_offset, 3 AS lines,"
            + " 3 AS events, 0 AS rejects, 0 AS filtered, 0 AS lost, 2 AS late, 9 AS bytes,"
            + " TIMESTAMPTZ '2026-01-02 10:40:00+00' AS min_ts,"
            + " TIMESTAMPTZ '2026-01-02 11:25:00+00' AS max_ts");
    lake.load();
  }

  @AfterAll
  static void close() throws SQLException {
    lake.close();
  }

  @Test
  void hoursAreCompleteUpToTheWatermark() throws SQLException {
    CompletenessAnswer.Body body =
        (CompletenessAnswer.Body)
            lake.ask("/api/v1/completeness", "from", "2026-01-01T23:00:00Z", "to", "2026-01-03")
                .body();

    assertThat(body.completeUntil()).isEqualTo("2026-01-02T11:00:00Z");
    assertThat(body.hours()).hasSize(14);
    assertThat(body.hours().get(0).state()).isEqualTo("partial");
    assertThat(body.hours().get(11).state()).isEqualTo("complete");
    assertThat(body.hours().get(12).state()).isEqualTo("filling");
    assertThat(body.hours().get(13).hour()).isEqualTo("2026-01-02T12:00:00Z");
    assertThat(body.partial()).isEqualTo(1);
    assertThat(body.complete()).isEqualTo(11);
    assertThat(body.filling()).isEqualTo(2);
  }

  @Test
  void hoursNameTheirRequestsLateRowsAndNewestCommit() throws SQLException {
    CompletenessAnswer.Body body =
        (CompletenessAnswer.Body)
            lake.ask(
                    "/api/v1/completeness",
                    "from",
                    "2026-01-02T08:30:00Z",
                    "to",
                    "2026-01-02T12:00:00Z")
                .body();

    assertThat(body.hours())
        .extracting(CompletenessAnswer.Hour::requests)
        .containsExactly(0L, 1L, 1L, 1L);
    assertThat(body.hours())
        .extracting(CompletenessAnswer.Hour::lateRowsAtMost)
        .containsExactly(0L, 0L, 2L, 2L);
    assertThat(body.hours())
        .extracting(CompletenessAnswer.Hour::lastSeq)
        .containsExactly(null, 1L, 2L, 2L);
    assertThat(body.hours().get(3).lastCommit()).isEqualTo("2026-01-02T12:00:00Z");
  }

  @Test
  void timeseriesSaysFromWhereItFills() throws SQLException {
    TimeseriesAnswer.Body filling =
        (TimeseriesAnswer.Body)
            lake.ask("/api/v1/timeseries", "from", "2026-01-02T08:00:00Z", "step", "1h").body();
    TimeseriesAnswer.Body complete =
        (TimeseriesAnswer.Body)
            lake.ask("/api/v1/timeseries", "from", "2026-01-02", "to", "2026-01-02T11:00:00Z")
                .body();

    assertThat(filling.fillingFrom()).isEqualTo("2026-01-02T11:00:00Z");
    assertThat(complete.fillingFrom()).isNull();
  }
}
