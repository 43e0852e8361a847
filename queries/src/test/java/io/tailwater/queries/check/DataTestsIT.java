package io.tailwater.queries.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.tailwater.connectors.lake.LakeTables;
import io.tailwater.connectors.lake.RetainedFrom;
import io.tailwater.queries.lake.DuckDbLimits;
import io.tailwater.queries.lake.FileSession;
import io.tailwater.queries.lake.LakeAtCut;
import io.tailwater.queries.testing.Event;
import io.tailwater.queries.testing.LakeFixture;
import io.tailwater.queries.testing.LakeRows;
import io.tailwater.queries.testing.RandomEvents;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each test fails on a lake that is spoilt in just its way, and on no other. */
class DataTestsIT {
  private static final Instant DAY = Instant.parse("2026-01-01T00:00:00Z");

  @TempDir Path directory;
  private LakeFixture lake;
  private LakeRows rows;
  private long minRows = 1;
  private Instant from;
  private Instant to;

  @BeforeEach
  void makeASoundLake() throws Exception {
    lake = new LakeFixture(directory);
    rows = new LakeRows(directory.resolve("rows"), lake);
    RandomEvents random = new RandomEvents(7);
    lake.commit(random.between(DAY, DAY.plusSeconds(86_400), 200));
    lake.commit(random.between(DAY.plusSeconds(40_000), DAY.plusSeconds(200_000), 200));
  }

  @AfterEach
  void close() throws Exception {
    lake.close();
  }

  @Test
  void aSoundLakePassesAllOfThem() throws Exception {
    List<TestResult> results = run();
    assertThat(results).allMatch(r -> r.status() == TestResult.Status.PASS && r.failures() == 0);
    assertThat(results).extracting(TestResult::test).containsAll(DataTests.names());
  }

  @Test
  void aStatusOutOfRange() throws Exception {
    lake.commit(List.of(event("2026-01-02T00:00:00Z", 999, "human")));
    assertThat(failing())
        .containsExactly(
            "status_range events status 1: web s 400",
            "status_range requests_hourly status 1: 2026-01-02T00:00:00Z web /a GET 999");
  }

  @Test
  void aClientClassThatIsNone() throws Exception {
    lake.commit(List.of(event("2026-01-02T00:00:00Z", 200, "robot")));
    assertThat(failing())
        .containsExactly(
            "accepted_values events client_class 1: web s 400",
            "accepted_values requests_hourly client_class 1: 2026-01-02T00:00:00Z web /a GET 200");
  }

  @Test
  void aKeyThatIsNull() throws Exception {
    rows.append(
        LakeTables.REJECTS,
        "SELECT TIMESTAMPTZ '2026-01-02' AS received_at, 'web' AS source, 's' AS stream,"
            + " 9::BIGINT AS \"offset\", NULL::VARCHAR AS reason, 'x'::BLOB AS raw");
    ledger("1 AS lines, 0 AS events, 1 AS rejects");
    assertThat(failing()).containsExactly("not_null rejects reason 1: web s 9");
  }

  @Test
  void fewerRowsThanThereShouldBe() throws Exception {
    minRows = 1000;
    assertThat(failing()).containsExactly("min_rows events * 600: 400 rows, 1000 wanted at least");
  }

  @Test
  void anEventThatIsThereTwice() throws Exception {
    event("'2026-01-02 05:00'", 7, "NULL", "NULL");
    event("'2026-01-02 05:00'", 7, "NULL", "NULL");
    assertThat(failing())
        .containsExactly("unique events source, stream, offset, part 1: web twice 7");
  }

  @Test
  void partsOfOneRecordAreNoDuplicatesButTheSamePartIs() throws Exception {
    event("'2026-01-02 05:00'", 7, "0", "NULL");
    event("'2026-01-02 05:00'", 7, "1", "NULL");
    assertThat(failing()).isEmpty();
    event("'2026-01-02 05:00'", 7, "1", "NULL");
    assertThat(failing())
        .containsExactly("unique events source, stream, offset, part 1: web twice 7 part 1");
  }

  @Test
  void anHourWhoseRollupsCountMoreThanItsEvents() throws Exception {
    hour(
        "1 AS requests, 50 AS bytes, 0 AS latency_count, []::INTEGER[] AS latency_buckets,"
            + " []::BIGINT[] AS latency_counts");
    assertThat(failing())
        .hasSize(2)
        .allMatch(f -> f.startsWith("rollup_reconciles requests_hourly "))
        .anyMatch(f -> f.contains("requests 1: 2026-01-05T05:00:00Z: rollups 1, events 0"))
        .anyMatch(f -> f.contains("bytes 1: 2026-01-05T05:00:00Z: rollups 50, events 0"));
  }

  @Test
  void aSketchWithMoreLatenciesThanItCounts() throws Exception {
    hour(
        "0 AS requests, 0 AS bytes, 0 AS latency_count, [3]::INTEGER[] AS latency_buckets,"
            + " [1]::BIGINT[] AS latency_counts");
    assertThat(failing())
        .containsExactly(
            "rollup_reconciles requests_hourly latency_zeros,"
                + " latency_counts 1: 2026-01-05T05:00:00Z web /a GET 200");
  }

  @Test
  void bucketsThatDoNotAscend() throws Exception {
    event("'2026-01-05 05:00'", 1, "NULL", "5.0", "[9, 3]", "[1, 1]", 2);
    assertThat(failing())
        .containsExactly(
            "buckets_ascending requests_hourly latency_buckets 1:"
                + " 2026-01-05T05:00:00Z web /a GET 200");
  }

  @Test
  void aLineThatTheLedgerDoesNotAccountFor() throws Exception {
    ledger("5 AS lines, 0 AS events, 0 AS rejects");
    assertThat(failing())
        .containsExactly(
            "ledger_reconciles ledger lines = events + rejects +"
                + " filtered 1: commit 3 web twice");
  }

  @Test
  void anEventAndARejectThatTheTablesDoNotHave() throws Exception {
    ledger("3 AS lines, 2 AS events, 1 AS rejects");
    assertThat(failing())
        .containsExactly(
            "ledger_reconciles events rows by source 1: web: the ledger counts 402, events has 400",
            "ledger_reconciles rejects rows by source 1: web: the ledger counts 1, rejects has 0");
  }

  @Test
  void eventsFromTheFutureFailAndThoseAheadOfTheClockWarn() throws Exception {
    lake.commit(List.of(event(Instant.now().plusSeconds(120).toString(), 200, "human")));
    assertThat(run())
        .filteredOn(r -> r.status() != TestResult.Status.PASS)
        .singleElement()
        .satisfies(
            r -> assertThat(r.test() + " " + r.status().label()).isEqualTo("no_future warn"));
    lake.commit(List.of(event(Instant.now().plusSeconds(90_000).toString(), 200, "human")));
    assertThat(failing()).singleElement().asString().startsWith("no_future events ts 1: ");
  }

  @Test
  void whatAnErasureTookIsCountedWithTheEvents() throws Exception {
    hour(
        "1 AS requests, 50 AS bytes, 0 AS latency_count, []::INTEGER[] AS latency_buckets,"
            + " []::BIGINT[] AS latency_counts");
    ledger("1 AS lines, 1 AS events, 0 AS rejects");
    assertThat(failing()).hasSize(3);
    ledger(
        "0 AS lines, 0 AS events, 0 AS rejects, 'e' AS erasure, 1::BIGINT AS erased,"
            + " 50::BIGINT AS erased_bytes, 0::BIGINT AS erased_latencies,"
            + " TIMESTAMPTZ '2026-01-05 05:00' AS erased_hour");
    assertThat(failing()).isEmpty();
  }

  @Test
  void hoursOfWhichRetentionHasRemovedEventsAreHeldToHavingNoFewerRequests() throws Exception {
    hour(
        "1 AS requests, 50 AS bytes, 0 AS latency_count, []::INTEGER[] AS latency_buckets,"
            + " []::BIGINT[] AS latency_counts");
    RetainedFrom.raise(lake.lake().load(LakeTables.EVENTS), LocalDate.parse("2026-01-06"));
    assertThat(failing()).isEmpty();
    event("'2026-01-04 05:00'", 3, "NULL", "NULL");
    hour(
        "-1 AS requests, 0 AS bytes, 0 AS latency_count, []::INTEGER[] AS latency_buckets,"
            + " []::BIGINT[] AS latency_counts",
        "2026-01-04 05:00");
    assertThat(failing())
        .containsExactly(
            "rollup_reconciles requests_hourly requests 1:"
                + " 2026-01-04T05:00:00Z: rollups 0, events 1");
  }

  @Test
  void aRangeLeavesOutWhatIsBesideItAndIsWidenedToHours() throws Exception {
    hour(
        "1 AS requests, 50 AS bytes, 0 AS latency_count, []::INTEGER[] AS latency_buckets,"
            + " []::BIGINT[] AS latency_counts");
    from = Instant.parse("2026-01-01T10:30:00Z");
    to = Instant.parse("2026-01-05T05:00:00Z");
    assertThat(failing()).isEmpty();
    assertThat(run()).filteredOn(r -> r.status() == TestResult.Status.SKIPPED).hasSize(1);
    to = Instant.parse("2026-01-05T05:00:01Z");
    assertThat(failing()).hasSize(2);
  }

  private List<String> failing() throws Exception {
    return run().stream()
        .filter(r -> r.status() == TestResult.Status.FAIL)
        .map(
            r ->
                "%s %s %s %d: %s"
                    .formatted(r.test(), r.table(), r.column(), r.failures(), r.example()))
        .sorted()
        .toList();
  }

  private List<TestResult> run() throws Exception {
    LakeAtCut cut = LakeAtCut.newest(lake.lake()).orElseThrow();
    List<TestResult> results = new ArrayList<>();
    try (FileSession session = new FileSession(cut, new DuckDbLimits(256, 2, 100))) {
      TestedLake tested = new TestedLake(session, from, to);
      for (DataTest test : DataTests.all(minRows, Duration.ofMinutes(5))) {
        results.addAll(test.run(tested));
      }
    }
    return results;
  }

  private static Event event(String ts, int status, String clientClass) {
    return new Event(Instant.parse(ts), "web", "/a", "GET", status, null, clientClass, 100L, 5.0);
  }

  /** An event of a stream of its own with its rollup and its row in the ledger. */
  private void event(String ts, int offset, String part, String latency) throws Exception {
    event(ts, offset, part, latency, "[]", "[]", 0);
  }

  private void event(
      String ts, int offset, String part, String latency, String buckets, String counts, int n)
      throws Exception {
    for (int i = 0; i < Math.max(1, n); i++) {
      rows.append(
          LakeTables.EVENTS,
          "SELECT %s::TIMESTAMPTZ AS ts, 'web' AS source, 'twice' AS stream, %d::BIGINT AS \"offset\","
                  .formatted(ts, offset + i)
              + " %s::INTEGER AS part, %s::DOUBLE AS latency_ms".formatted(part, latency));
      ledger("1 AS lines, 1 AS events, 0 AS rejects");
    }
    hour(
        "%d AS requests, 0 AS bytes, %d AS latency_count, %s::INTEGER[] AS latency_buckets,"
                .formatted(Math.max(1, n), n, buckets)
            + " %s::BIGINT[] AS latency_counts".formatted(counts),
        ts.replace("'", ""));
  }

  private void hour(String numbers) throws Exception {
    hour(numbers, "2026-01-05 05:00");
  }

  private void hour(String numbers, String hour) throws Exception {
    rows.append(
        LakeTables.REQUESTS_HOURLY,
        "SELECT TIMESTAMPTZ '"
            + hour
            + "' AS hour, 'web' AS service, '/a' AS endpoint, 'GET' AS method, 200 AS status,"
            + " 0::BIGINT AS latency_zeros, 0.0::DOUBLE AS latency_sum_ms, * FROM (SELECT "
            + numbers.replaceAll(
                "(-?\\d+) AS (requests|bytes|latency_count)\\b", "$1::BIGINT AS $2")
            + ")");
    lake.commitNewestSnapshots();
  }

  private void ledger(String numbers) throws Exception {
    rows.append(
        LakeTables.LEDGER,
        "SELECT 3::BIGINT AS seq, TIMESTAMPTZ '2026-01-05 06:00' AS committed_at, 'web' AS source,"
            + " 'twice' AS stream, 0::BIGINT AS from_offset, 0::BIGINT AS to_offset,"
            + " 0::BIGINT AS filtered, TIMESTAMPTZ '2026-01-02' AS min_ts,"
            + " TIMESTAMPTZ '2026-01-05 05:00' AS max_ts, * FROM (SELECT "
            + numbers.replaceAll("(\\d+) AS (lines|events|rejects)\\b", "$1::BIGINT AS $2")
            + ")");
    lake.commitNewestSnapshots();
  }
}
