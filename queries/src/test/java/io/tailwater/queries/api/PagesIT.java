package io.tailwater.queries.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tailwater.connectors.lake.LakeTables;
import io.tailwater.connectors.lake.RejectedLine;
import io.tailwater.queries.lake.CutStore;
import io.tailwater.queries.lake.DuckDbLimits;
import io.tailwater.queries.lake.FollowerState;
import io.tailwater.queries.lake.LakeAtCut;
import io.tailwater.queries.lake.Micros;
import io.tailwater.queries.lake.PastCuts;
import io.tailwater.queries.rows.BodyRows;
import io.tailwater.queries.testing.LakeFixture;
import io.tailwater.queries.testing.RandomEvents;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Lists page by page, while the lake moves on. */
class PagesIT {
  private static final Instant DAY = Instant.parse("2026-01-01T00:00:00Z");
  private static final DuckDbLimits LIMITS = new DuckDbLimits(128, 1, 100);

  @TempDir Path directory;
  private LakeFixture lake;
  private CutStore store;
  private PastCuts past;
  private Answers answers;
  private Instant now = Instant.parse("2026-01-01T20:00:00Z");

  @BeforeEach
  void start() throws Exception {
    lake = new LakeFixture(directory);
    store = new CutStore(LIMITS);
    past = new PastCuts(LIMITS);
    Clock clock =
        new Clock() {
          @Override
          public ZoneOffset getZone() {
            return ZoneOffset.UTC;
          }

          @Override
          public Clock withZone(ZoneId zone) {
            return this;
          }

          @Override
          public Instant instant() {
            return now;
          }
        };
    answers = new Answers(store, past, FollowerState::following, clock, 0.01);
  }

  @AfterEach
  void stop() throws Exception {
    past.close();
    store.close();
    lake.close();
  }

  @Test
  void pagesOfEventsAreTheCutsWhateverIsCommittedMeanwhile() throws Exception {
    commitSomeEvents();
    for (String asked : List.of("-ts 7", "ts 25", "-ts 1000")) {
      String sort = asked.split(" ")[0];
      String limit = asked.split(" ")[1];
      List<List<Object>> whole =
          pages("/api/v1/events", Map.of("sort", sort, "limit", "1000"), false);
      List<List<Object>> paged =
          pages("/api/v1/events", Map.of("sort", sort, "limit", limit), true);

      assertThat(paged).as(asked).isEqualTo(whole).doesNotHaveDuplicates();
    }
  }

  @Test
  void eventsOfOneMomentAreToldApart() throws Exception {
    lake.commitEvents(
        "SELECT TIMESTAMPTZ '2026-01-01 10:00:00+00' AS ts, 'web' AS source,"
            + " 's' || (i % 3) AS stream, i // 6 AS \"offset\","
            + " CASE WHEN i % 2 = 0 THEN NULL ELSE i % 6 END AS part FROM range(60) t(i)");
    follow();

    List<List<Object>> paged = pages("/api/v1/events", Map.of("limit", "1"), false);

    assertThat(paged).hasSize(60).doesNotHaveDuplicates();
  }

  @Test
  void pagesOfEndpointsAndRejectsAreTheCuts() throws Exception {
    commitSomeEvents();
    commitSomeRejects();
    for (String route : List.of("/api/v1/endpoints", "/api/v1/rejects")) {
      List<List<Object>> whole = pages(route, Map.of("limit", "1000"), false);
      List<List<Object>> paged = pages(route, Map.of("limit", "4"), true);

      assertThat(paged).as(route).isEqualTo(whole).hasSizeGreaterThan(5);
    }
  }

  @Test
  void aPageHasTheRangeOfTheFirst() throws Exception {
    commitSomeEvents();
    Answers.Answered first = ask("/api/v1/events", Map.of("limit", "3"));
    now = now.plusSeconds(7200);
    Answers.Answered second =
        ask("/api/v1/events", Map.of("limit", "5", "cursor", next(first.body())));

    assertThat(second.meta().from()).isEqualTo(first.meta().from());
    assertThat(second.meta().to()).isEqualTo(first.meta().to());
    assertThat(second.meta().range()).isEqualTo("default");
  }

  @Test
  void aCursorIsGoodForItsOwnQuestionOnly() throws Exception {
    commitSomeEvents();
    String cursor =
        next(ask("/api/v1/events", Map.of("limit", "3", "service", "service-1")).body());

    assertRefused("/api/v1/events", Map.of("cursor", cursor), "same parameters");
    assertRefused(
        "/api/v1/events", Map.of("cursor", cursor, "service", "service-0"), "same parameters");
    assertRefused("/api/v1/rejects", Map.of("cursor", cursor), "is of /api/v1/events");
    assertRefused("/api/v1/events", Map.of("cursor", "x" + cursor), "next_cursor");
    assertRefused("/api/v1/summary", Map.of("cursor", cursor), "no parameter 'cursor'");
  }

  @Test
  void aPageOfACutThatIsGoneCannotBeHad() throws Exception {
    commitSomeEvents();
    String cursor = next(ask("/api/v1/events", Map.of("limit", "3")).body());
    commitSomeEvents();
    var ledger = lake.lake().load(LakeTables.LEDGER);
    ledger
        .expireSnapshots()
        .expireOlderThan(Long.MAX_VALUE)
        .retainLast(1)
        .cleanExpiredFiles(false)
        .commit();
    follow();

    assertThatThrownBy(() -> ask("/api/v1/events", Map.of("limit", "3", "cursor", cursor)))
        .isInstanceOf(CutGoneException.class)
        .hasMessageContaining("Commit 1, of which the cursor is");
  }

  @Test
  void filtersOfEventsAreThoseOfTheRows() throws Exception {
    lake.commitEvents(
        "SELECT TIMESTAMPTZ '2026-01-01 10:00:00+00' + to_seconds(i) AS ts, 'h' || (i % 2) AS host,"
            + " '/a/' || i AS path, 'r' || i AS request_id, i * 10.0 AS latency_ms,"
            + " MAP {'k': 'v' || i} AS attributes, encode('GET ' || i) AS raw, 'web' AS source,"
            + " 's' AS stream, i AS \"offset\" FROM range(50) t(i)");
    follow();

    assertThat(offsets("host", "h1")).hasSize(25);
    assertThat(offsets("path", "/a/7")).containsExactly(7L);
    assertThat(offsets("path", "/a/1*")).hasSize(11);
    assertThat(offsets("request_id", "r49")).containsExactly(49L);
    assertThat(offsets("min_latency_ms", "470")).containsExactly(49L, 48L, 47L);
    assertThat(offsets("max_latency_ms", "9.5")).containsExactly(0L);
    EventsAnswer.Body one =
        (EventsAnswer.Body) ask("/api/v1/events", Map.of("request_id", "r5", "raw", "true")).body();
    assertThat(one.items().get(0))
        .containsEntry("attributes", Map.of("k", "v5"))
        .containsEntry("raw", "GET 5")
        .containsEntry("raw_base64", null);
    assertThat(((EventsAnswer.Body) ask("/api/v1/events", Map.of()).body()).items().get(0))
        .doesNotContainKey("raw");
    assertRefused("/api/v1/events", Map.of("min_latency_ms", "-1"), "milliseconds");
  }

  private List<Object> offsets(String name, String value) throws SQLException {
    EventsAnswer.Body body = (EventsAnswer.Body) ask("/api/v1/events", Map.of(name, value)).body();
    return body.items().stream().map(item -> item.get("offset")).toList();
  }

  private void commitSomeEvents() throws SQLException {
    lake.commit(new RandomEvents(lake.seq()).between(DAY, DAY.plusSeconds(70_000), 150));
    follow();
  }

  private void commitSomeRejects() throws SQLException {
    List<RejectedLine> lines = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      lines.add(
          new RejectedLine(
              Micros.of(DAY.plusSeconds(3600 + i / 4)),
              "web",
              "s" + i % 2,
              i,
              "no_match",
              null,
              "x".getBytes(StandardCharsets.UTF_8)));
    }
    lake.commitRejects(DAY.plusSeconds(3700), lines);
    follow();
  }

  private void follow() throws SQLException {
    store.load(LakeAtCut.newest(lake.lake()).orElseThrow());
  }

  /** All rows, a page after the other, with commits between the first few if asked for. */
  private List<List<Object>> pages(String route, Map<String, String> question, boolean moving)
      throws SQLException {
    List<List<Object>> rows = new ArrayList<>();
    Map<String, String> asked = new HashMap<>(question);
    int page = 0;
    while (true) {
      Record body = ask(route, asked).body();
      rows.addAll(BodyRows.of(body).rows());
      if (next(body) == null) {
        return rows;
      }
      asked.put("cursor", next(body));
      if (moving && page++ < 2) {
        commitSomeEvents();
      }
    }
  }

  private static String next(Record body) {
    return ((Paged) body).nextCursor();
  }

  private Answers.Answered ask(String route, Map<String, String> parameters) throws SQLException {
    Map<String, List<String>> lists = new HashMap<>();
    parameters.forEach((name, value) -> lists.put(name, List.of(value)));
    return answers.answer(route, lists, "test");
  }

  private void assertRefused(String route, Map<String, String> parameters, String message) {
    assertThatThrownBy(() -> ask(route, parameters))
        .isInstanceOf(BadParameterException.class)
        .hasMessageContaining(message);
  }
}
