package io.tailwater.queries.lake;

import static org.assertj.core.api.Assertions.assertThat;

import io.tailwater.connectors.lake.ColumnType;
import io.tailwater.connectors.lake.LakeTables;
import io.tailwater.queries.sql.SqlConsole;
import io.tailwater.queries.testing.Event;
import io.tailwater.queries.testing.LakeFixture;
import io.tailwater.queries.testing.LakeRows;
import io.tailwater.queries.testing.Oracle;
import io.tailwater.queries.testing.RandomEvents;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The views that models are built on: grain, numbers, nulls, and lakes of every kind. */
class ModelViewsIT {
  private static final Instant DAY = Instant.parse("2026-01-01T00:00:00Z");

  @TempDir Path directory;
  private LakeFixture lake;

  @BeforeEach
  void open() throws Exception {
    lake = new LakeFixture(directory);
  }

  @AfterEach
  void close() throws Exception {
    lake.close();
  }

  @Test
  void everyViewHasTheColumnsAndTypesThatAreSaidOfIt() throws Exception {
    for (LakeView view : LakeViews.VIEWS) {
      List<String> said = new ArrayList<>();
      view.columns().forEach(c -> said.add(c.name() + " " + c.type()));
      assertThat(query("SELECT column_name, column_type FROM (DESCRIBE " + view.name() + ")"))
          .as(view.name())
          .isEqualTo(said);
      assertThat(view.columns()).allMatch(c -> !c.description().isBlank(), view.name());
    }
  }

  @Test
  void everyNameCanBeReadOfAnEmptyLakeAndLineageNamesWhatIsThere() throws Exception {
    Set<String> known = new HashSet<>();
    for (LakeTables table : LakeTables.values()) {
      known.add(LakeViews.nameOf(table));
    }
    for (LakeView view : LakeViews.VIEWS) {
      assertThat(known).as("made before " + view.name()).containsAll(view.madeFrom());
      known.add(view.name());
    }
    assertThat(LakeViews.names()).isEqualTo(known);
    for (String name : known) {
      assertThat(query("SELECT * FROM " + name)).as(name).isEmpty();
    }
  }

  @Test
  void stagedEventsAreTheEventsWithSettledTypes() throws Exception {
    long seed = System.nanoTime();
    System.out.println("ModelViewsIT seed " + seed);
    List<Event> events = new RandomEvents(seed).between(DAY, DAY.plusSeconds(86_400), 800);
    lake.commit(events);
    Oracle oracle = Oracle.of(events);

    assertThat(
            query(
                "SELECT count(*), count(*) FILTER (is_error), count(*) FILTER (NOT is_error)"
                    + " FROM stg_logs"))
        .containsExactly(
            oracle.requests()
                + " "
                + oracle.withStatus(400, 599)
                + " "
                + (oracle.requests() - oracle.withStatus(400, 599)));
    assertThat(
            query(
                "SELECT status_class, count(*) FROM stg_logs WHERE status_class IS NOT NULL"
                    + " GROUP BY 1 ORDER BY 1"))
        .containsExactly(
            "2xx " + oracle.withStatus(200, 299),
            "3xx " + oracle.withStatus(300, 399),
            "4xx " + oracle.withStatus(400, 499),
            "5xx " + oracle.withStatus(500, 599));
    Oracle seventh = oracle.between(DAY.plusSeconds(7 * 3600), DAY.plusSeconds(8 * 3600));
    assertThat(query("SELECT count(*) FROM stg_logs WHERE date = '2026-01-01' AND hour = 7"))
        .containsExactly("" + seventh.requests());
    assertThat(
            query(
                "SELECT source, stream, \"offset\" FROM stg_logs GROUP BY ALL"
                    + " HAVING count(*) > 1"))
        .isEmpty();
  }

  @Test
  void endpointsOfServicesAreRowsWithTheirRequests() throws Exception {
    long seed = System.nanoTime();
    System.out.println("ModelViewsIT seed " + seed);
    List<Event> events = new RandomEvents(seed).between(DAY, DAY.plusSeconds(86_400), 800);
    lake.commit(events.subList(0, 300));
    lake.commit(events.subList(300, 800));

    Map<String, Long> expected =
        events.stream()
            .collect(
                Collectors.groupingBy(
                    e -> e.service() + " " + e.endpoint(), Collectors.counting()));
    List<String> rows = query("SELECT service, endpoint, requests FROM dim_endpoint");
    assertThat(rows)
        .containsExactlyInAnyOrderElementsOf(
            expected.entrySet().stream().map(e -> e.getKey() + " " + e.getValue()).toList());
    assertThat(query("SELECT count(DISTINCT endpoint_key) FROM dim_endpoint"))
        .containsExactly("" + rows.size());
    Instant first =
        events.stream()
            .filter(e -> Objects.equals(e.endpoint(), "/items/0/{id}"))
            .map(Event::ts)
            .min(Instant::compareTo)
            .orElseThrow();
    assertThat(
            query(
                "SELECT epoch(min(first_seen))::BIGINT FROM dim_endpoint"
                    + " WHERE endpoint = '/items/0/{id}'"))
        .containsExactly("" + first.getEpochSecond() / 3600 * 3600);
  }

  @Test
  void aClientIsOneRowWithItsLastSight() throws Exception {
    rows(
        "(VALUES ('2026-01-01 10:00', '192.0.2.1', 'old agent', 'human', 0),"
            + " ('2026-01-02 10:00', '192.0.2.1', 'new agent', 'bot', 1),"
            + " ('2026-01-03 10:00', '192.0.2.1', NULL, NULL, 2),"
            + " ('2026-01-01 11:00', '192.0.2.2', NULL, NULL, 3),"
            + " ('2026-01-01 12:00', NULL, 'no address', 'unknown', 4),"
            + " ('2026-01-01 13:00', '', '', 'unknown', 5)) t(ts, ip, agent, class, o)",
        "ip AS client_ip, agent AS user_agent, class AS client_class");

    assertThat(
            query(
                "SELECT client_ip, client_class, user_agent, epoch(first_seen)::BIGINT - 1767225600,"
                    + " epoch(last_seen)::BIGINT - 1767225600, requests FROM dim_client"
                    + " ORDER BY ALL NULLS LAST"))
        .containsExactly(
            "192.0.2.1 bot new agent 36000 208800 3",
            "192.0.2.2 null null 39600 39600 1",
            "null unknown no address 43200 46800 2");
    assertThat(query("SELECT count(DISTINCT client_key) FROM dim_client")).containsExactly("3");
  }

  @Test
  void stagedTextsAreCleanAndHostsLowerCase() throws Exception {
    rows(
        "(VALUES ('2026-01-01 10:00', 'WWW.Example.ORG', '', 0)) t(ts, h, r, o)",
        "h AS host, r AS referer");

    assertThat(query("SELECT host, referer, is_error, status_class FROM stg_logs"))
        .containsExactly("www.example.org null false null");
  }

  @Test
  void columnsThatAConfigurationHasAddedFollowUnlessTheirNameIsTaken() throws Exception {
    lake.lake().addColumns(Map.of("user_id", ColumnType.LONG, "date", ColumnType.STRING));
    rows(
        "(VALUES ('2026-01-01 10:00', 7, 'theirs', 0)) t(ts, u, d, o)",
        "u::BIGINT AS user_id, d AS date");

    assertThat(query("SELECT date, user_id FROM stg_logs")).containsExactly("2026-01-01 7");
    assertThat(query("SELECT date FROM events")).containsExactly("theirs");
  }

  /** Events with some columns; o becomes the offset. */
  private void rows(String values, String columns) throws Exception {
    new LakeRows(directory.resolve("rows"), lake)
        .append(
            LakeTables.EVENTS,
            "SELECT ts::TIMESTAMPTZ AS ts, 'web' AS source, 's' AS stream, o::BIGINT AS \"offset\", "
                + columns
                + " FROM "
                + values);
    lake.commitNewestSnapshots();
  }

  private List<String> query(String sql) throws Exception {
    LakeAtCut cut = LakeAtCut.newest(lake.lake()).orElseThrow();
    try (SqlConsole console = new SqlConsole(cut, new DuckDbLimits(256, 2, 100))) {
      return console.query(
          sql,
          result -> {
            List<String> rows = new ArrayList<>();
            while (result.next()) {
              List<String> row = new ArrayList<>();
              for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
                row.add(result.getString(i));
              }
              rows.add(String.join(" ", row.stream().map(String::valueOf).toList()));
            }
            return rows;
          });
    }
  }
}
