package io.tailwater.queries.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tailwater.connectors.lake.ColumnType;
import io.tailwater.connectors.lake.LakeTables;
import io.tailwater.queries.api.Answers;
import io.tailwater.queries.lake.CutStore;
import io.tailwater.queries.lake.DuckDbLimits;
import io.tailwater.queries.lake.FollowerState;
import io.tailwater.queries.lake.LakeAtCut;
import io.tailwater.queries.lake.LakeView;
import io.tailwater.queries.lake.LakeViews;
import io.tailwater.queries.lake.PastCuts;
import io.tailwater.queries.testing.Event;
import io.tailwater.queries.testing.LakeFixture;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.iceberg.types.Types.StringType;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The pages about the API and the tables say all that is there, within the strict policy. */
class DocsIT {
  private static final DuckDbLimits LIMITS = new DuckDbLimits(256, 2, 100);

  @TempDir static Path directory;
  private static LakeFixture lake;
  private static CutStore store;
  private static QueryServer server;
  private static Client client;

  @BeforeAll
  static void start() throws Exception {
    lake = new LakeFixture(directory);
    lake.commit(
        List.of(
            Event.at("2026-01-01T10:00:00Z", "/a", 200, 5),
            Event.at("2026-01-02T10:00:00Z", "/a", 200, 5)));
    lake.lake().addColumns(Map.of("member", ColumnType.LONG));
    lake.lake()
        .load(LakeTables.EVENTS)
        .updateSchema()
        .addColumn("x<b>y", StringType.get())
        .commit();
    lake.commit(List.of(Event.at("2026-01-01T11:00:00Z", "/a", 200, 5)));
    store = new CutStore(LIMITS);
    store.load(LakeAtCut.newest(lake.lake()).orElseThrow());
    Answers answers =
        new Answers(store, new PastCuts(LIMITS), FollowerState::following, Clock.systemUTC(), 0.01);
    server = new QueryServer(answers, () -> true, SqlRoute.off(), "127.0.0.1", 0);
    server.start();
    client = new Client("http://127.0.0.1:" + server.port());
  }

  @AfterAll
  static void stop() throws Exception {
    server.close();
    store.close();
    lake.close();
  }

  @Test
  void everyTableViewAndColumnIsToldWithItsDescription() throws Exception {
    String page = get("/docs/tables").body();
    for (LakeTables table : LakeTables.values()) {
      assertThat(page).contains("id=\"" + LakeViews.nameOf(table) + "\"");
      table
          .schema()
          .columns()
          .forEach(
              column -> {
                assertThat(column.doc()).as(table + "." + column.name()).isNotBlank();
                assertThat(page).contains(">" + column.name() + "</th>", Html.text(column.doc()));
              });
    }
    for (LakeView view : LakeViews.VIEWS) {
      assertThat(page).contains("id=\"" + view.name() + "\"", Html.text(view.description()));
      view.columns().forEach(c -> assertThat(page).contains(Html.text(c.description())));
    }
    assertThat(page)
        .contains("<dt>rows</dt><dd>3</dd>", "<dt>files</dt><dd>3</dd>", "<dd>day(ts)</dd>")
        .contains(">member</th>", "x&lt;b&gt;y")
        .doesNotContain("x<b>y")
        .contains("is made from logs, topics, HTTP", "is made from stg_logs");
  }

  @Test
  void everyRouteParameterAndFieldOfTheDescriptionIsOnThePage() throws Exception {
    JsonNode api = client.json("/api/v1/openapi.json");
    String page = get("/docs").body();
    for (Map.Entry<String, JsonNode> path : api.path("paths").properties()) {
      String method = path.getValue().has("get") ? "GET " : "POST ";
      assertThat(page).contains("<h2><code>" + method + path.getKey() + "</code></h2>");
    }
    api.path("components")
        .path("parameters")
        .forEach(p -> assertThat(page).contains(Html.text(p.path("description").asText())));
    assertThat(page)
        .contains("curl -s &#39;http://127.0.0.1:" + server.port() + "/api/v1/summary?from=now-6h")
        .contains(">items[].p95_ms</th>", ">cut.seq</th>", "id=\"Problem\"");
  }

  @Test
  void pagesHoldToTheirPolicyAndEveryLinkLeadsSomewhere() throws Exception {
    for (String path : List.of("/docs", "/docs/tables")) {
      HttpResponse<String> response = get(path);
      assertThat(response.headers().firstValue("content-security-policy").orElseThrow())
          .contains("default-src 'none'");
      assertThat(response.body()).doesNotContain("<script", "<style", " style=", "javascript:");
      List<String> ids = found("id=\"([^\"]+)\"", response.body());
      assertThat(ids).doesNotHaveDuplicates();
      assertThat(ids).containsAll(found("href=\"#([^\"]+)\"", response.body()));
      for (String link : found("href=\"(/[^\"#]*)\"", response.body())) {
        assertThat(get(link).statusCode()).as(link).isEqualTo(200);
      }
      assertThat(client.get(path + "?x=1").statusCode()).isEqualTo(400);
    }
  }

  @Test
  void beforeTheFirstCommitThePageTellsOfViewsAlone() {
    assertThat(TablesPage.waiting()).contains("No commit yet", "id=\"stg_logs\"");
  }

  private static HttpResponse<String> get(String path) throws Exception {
    HttpResponse<String> response = client.get(path);
    assertThat(response.statusCode()).as(path).isEqualTo(200);
    return response;
  }

  private static List<String> found(String pattern, String page) {
    List<String> found = new ArrayList<>();
    Matcher matcher = Pattern.compile(pattern).matcher(page);
    while (matcher.find()) {
      found.add(matcher.group(1));
    }
    return found;
  }
}
