package io.tailwater.queries.http;

import static java.util.Comparator.comparingLong;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tailwater.connectors.lake.LakeTables;
import io.tailwater.connectors.lake.RejectedLine;
import io.tailwater.connectors.lake.config.LimitsConfig;
import io.tailwater.connectors.lake.config.ListenAddress;
import io.tailwater.queries.api.Answers;
import io.tailwater.queries.lake.CutStore;
import io.tailwater.queries.lake.DuckDbLimits;
import io.tailwater.queries.lake.FollowerState;
import io.tailwater.queries.lake.LakeAtCut;
import io.tailwater.queries.lake.Micros;
import io.tailwater.queries.lake.ParquetRelation;
import io.tailwater.queries.lake.PastCuts;
import io.tailwater.queries.testing.LakeFixture;
import io.tailwater.queries.testing.RandomEvents;
import io.tailwater.queries.testing.Waiting;
import java.io.BufferedInputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.StringJoiner;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Exports hold the rows of the tables, whatever is in them, and stop when nobody reads them. */
class ExportIT {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Instant DAY = Instant.parse("2026-01-01T00:00:00Z");
  private static final int MANY = 300_000;

  /** Everything odd that a column may hold, in the two columns that it may stand in. */
  private static final List<String> ODD =
      List.of("", " ", "=1+1", "-", "@x", "a\"b", "a,b", "a\nb", "a\r\nb", "\u0000", "é😀", "null");

  /** How a whole answer in chunks ends. */
  private static final byte[] END = "\r\n0\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

  @TempDir static Path directory;
  private static LakeFixture lake;
  private static CutStore store;
  private static QueryServer server;
  private static String url;
  private static LakeAtCut cut;

  @BeforeAll
  static void start() throws Exception {
    lake = new LakeFixture(directory);
    lake.commit(new RandomEvents(1).between(DAY, DAY.plusSeconds(7200), 200));
    lake.commitEvents(oddEvents());
    lake.commitEvents(
        "SELECT TIMESTAMPTZ '2026-01-05 00:00:00+00' + to_milliseconds(i) AS ts, 'web' AS service,"
            + " '/path/' || i AS path, 'Mozilla/5.0 ' || hash(i) || hash(i + 1) AS user_agent,"
            + " 'many' AS source, 's' AS stream, i AS \"offset\" FROM range("
            + MANY
            + ") t(i)");
    lake.commitRejects(
        DAY,
        List.of(
            reject(1, "plain".getBytes(StandardCharsets.UTF_8)),
            reject(2, new byte[] {(byte) 0xff, 0, 'a', '"'}),
            reject(3, new byte[] {'a', 0, 'b'}),
            reject(4, new byte[0])));
    store = new CutStore(new DuckDbLimits(128, 1, 100));
    cut = LakeAtCut.newest(lake.lake()).orElseThrow();
    store.load(cut);
    Answers answers =
        new Answers(
            store,
            new PastCuts(DuckDbLimits.ofMachine()),
            FollowerState::following,
            Clock.systemUTC(),
            0.01);
    Access oneAnswerAtATime =
        new Access(
            new ListenAddress("127.0.0.1", 0),
            Optional.empty(),
            new LimitsConfig(1e9, 1, Duration.ofSeconds(2)));
    server =
        new QueryServer(answers, () -> true, SqlRoute.off(), oneAnswerAtATime, Optional::empty);
    server.start();
    url = "http://127.0.0.1:" + server.port();
  }

  @AfterAll
  static void stop() throws Exception {
    server.close();
    store.close();
    lake.close();
  }

  @Test
  void everyFormHasTheRowsOfEveryTable() throws Exception {
    for (LakeTables table : LakeTables.values()) {
      String range = "to=2026-01-04" + (table == LakeTables.EVENTS ? "&raw=true" : "");
      List<String> expected = table(table);
      assertThat(parquet(table, range)).as("parquet of " + table).isEqualTo(expected);
      assertThat(lines("ndjson", table, range)).as("lines of " + table).hasSameSizeAs(expected);
      assertThat(expected).isNotEmpty();
    }
  }

  @Test
  void oddTextComesBackFromLinesOfJson() throws Exception {
    List<String> texts = new ArrayList<>();
    for (String line : lines("ndjson", LakeTables.EVENTS, "source=odd&raw=true")) {
      JsonNode event = JSON.readTree(line);
      String text = event.path("path").asText();
      texts.add(text);
      assertThat(event.path("query").isNull()).isTrue();
      assertThat(event.path("ts").asText()).isEqualTo("2026-01-01T05:00:00.000001Z");
      assertThat(event.path("latency_ms").asDouble()).isEqualTo(0.1 + 0.2);
      assertThat(event.path("attributes").path(text).asText()).isEqualTo(text);
      assertThat(event.path("raw").isNull()).isTrue();
      assertThat(event.path("raw_base64").binaryValue()).isEqualTo(new byte[] {-1, 0, 'a'});
    }
    assertThat(texts).containsExactlyInAnyOrderElementsOf(ODD);
  }

  @Test
  void oddTextComesBackFromCsvHarmless() throws Exception {
    Path file = directory.resolve("odd.csv");
    Files.write(file, bytes("/api/v1/export/events?source=odd"));
    List<String> texts =
        query(
            "SELECT path FROM read_csv('"
                + file
                + "', header = true, all_varchar = true, new_line = '\\n', parallel = false,"
                + " allow_quoted_nulls = false)");

    List<String> harmless =
        ODD.stream().map(text -> text.matches("(?s)[=@-].*") ? "'" + text : text).toList();
    assertThat(texts).containsExactlyInAnyOrderElementsOf(harmless);
  }

  @Test
  void bytesOfRejectsAreKept() throws Exception {
    List<String> shown = new ArrayList<>();
    for (String line : lines("ndjson", LakeTables.REJECTS, "")) {
      JsonNode reject = JSON.readTree(line);
      shown.add(reject.path("raw") + " " + reject.path("raw_base64"));
    }
    assertThat(shown)
        .containsExactlyInAnyOrder(
            "\"plain\" null", "null \"/wBhIg==\"", "\"a\\u0000b\" null", "\"\" null");
  }

  @Test
  void headersNameTheFile() throws Exception {
    HttpResponse<String> head =
        new Client(url).send("HEAD", "/api/v1/export/events?from=2026-01-01&format=ndjson");

    assertThat(head.statusCode()).isEqualTo(200);
    assertThat(head.headers().firstValue("content-disposition"))
        .hasValue(
            "attachment; filename=\"events_from_2026-01-01T000000Z_cut_"
                + cut.cut().seq()
                + ".ndjson\"");
    assertThat(Client.type(head)).isEqualTo("application/x-ndjson");
    Client client = new Client(url);
    assertThat(client.get("/api/v1/export/nothing").statusCode()).isEqualTo(404);
    assertThat(client.get("/api/v1/export/ledger?status=500").statusCode()).isEqualTo(400);
    assertThat(client.get("/api/v1/export/ledger?format=json").statusCode()).isEqualTo(400);
    assertThat(client.get("/api/v1/export/ledger?as_of=0").statusCode()).isEqualTo(200);
    assertThat(client.get("/api/v1/export/ledger", "Accept", "image/png").statusCode())
        .isEqualTo(406);
  }

  @Test
  void anExportThatNobodyReadsStops() throws Exception {
    for (String format : List.of("ndjson", "csv")) {
      try (Socket socket = ask("/api/v1/export/events?format=" + format)) {
        byte[] some = socket.getInputStream().readNBytes(100_000);
        assertThat(new String(some, StandardCharsets.UTF_8)).startsWith("HTTP/1.1 200");
        assertThat(server.freeExports()).isEqualTo(ExportRoute.MOST_AT_ONCE - 1);
      }
      Waiting.until("the export stops", () -> server.freeExports() == ExportRoute.MOST_AT_ONCE);
    }
  }

  @Test
  void aFailureInTheMiddleDoesNotLookWhole() throws Exception {
    List<String> largest = cut.files(LakeTables.EVENTS);
    Path file = largest.stream().map(Path::of).max(comparingLong(f -> f.toFile().length())).get();
    byte[] sound = Files.readAllBytes(file);
    byte[] damaged = sound.clone();
    Arrays.fill(damaged, sound.length * 9 / 10, sound.length * 19 / 20, (byte) 0);
    Files.write(file, damaged);
    try (Socket socket = ask("/api/v1/export/events?source=many&format=ndjson")) {
      InputStream in = new BufferedInputStream(socket.getInputStream());
      String begin = new String(in.readNBytes(4096), StandardCharsets.UTF_8);
      byte[] end = new byte[END.length];
      for (int next = in.read(); next >= 0; next = in.read()) {
        System.arraycopy(end, 1, end, 0, end.length - 1);
        end[end.length - 1] = (byte) next;
      }

      assertThat(begin).startsWith("HTTP/1.1 200").contains("chunked").contains("{\"ts\"");
      assertThat(end).isNotEqualTo(END);
    } finally {
      Files.write(file, sound);
    }
  }

  @Test
  void anExportThatIsReadByTheByteIsCutOff() throws Exception {
    try (Socket socket = ask("/api/v1/export/events")) {
      InputStream in = socket.getInputStream();
      in.readNBytes(1000);
      Waiting.until(
          "cut off", () -> in.read() < 0 || server.freeExports() == ExportRoute.MOST_AT_ONCE);
    }
  }

  @Test
  void aDamagedFileIsSaidWhileNothingIsSent() throws Exception {
    Path file = Path.of(cut.files(LakeTables.LEDGER).get(0));
    byte[] sound = Files.readAllBytes(file);
    for (int from : List.of(4, sound.length / 2, sound.length - 300, sound.length - 8)) {
      byte[] damaged = sound.clone();
      Arrays.fill(damaged, from, from + Math.min(200, sound.length - from), (byte) 0xa7);
      saysThatTheLakeIsUnreadable(file, Optional.of(damaged));
    }
    saysThatTheLakeIsUnreadable(file, Optional.empty());
  }

  private static void saysThatTheLakeIsUnreadable(Path file, Optional<byte[]> content)
      throws Exception {
    byte[] sound = Files.readAllBytes(file);
    try {
      Files.delete(file);
      if (content.isPresent()) {
        Files.write(file, content.get());
      }
      for (String format : List.of("csv", "ndjson", "parquet")) {
        HttpResponse<String> said = new Client(url).get("/api/v1/export/ledger?format=" + format);
        assertThat(said.body()).contains("/problems/unreadable-lake").doesNotContain(".parquet");
        assertThat(said.statusCode()).isEqualTo(503);
      }
    } finally {
      Files.write(file, sound);
    }
  }

  @Test
  void aThirdExportHasToWait() throws Exception {
    try (Socket one = ask("/api/v1/export/events");
        Socket two = ask("/api/v1/export/events")) {
      one.getInputStream().readNBytes(1000);
      two.getInputStream().readNBytes(1000);
      HttpResponse<String> third = new Client(url).get("/api/v1/export/events");

      assertThat(third.statusCode()).isEqualTo(503);
      assertThat(third.headers().firstValue("retry-after")).isPresent();
      assertThat(new Client(url).get("/api/v1/summary").statusCode()).isEqualTo(200);
    }
    Waiting.until("both stop", () -> server.freeExports() == ExportRoute.MOST_AT_ONCE);
  }

  /** One event an odd text. */
  private static String oddEvents() {
    StringJoiner all = new StringJoiner(" UNION ALL ");
    for (String odd : ODD) {
      String text = "('" + odd.replace("\u0000", "' || chr(0) || '") + "')";
      all.add(
          "SELECT TIMESTAMPTZ '2026-01-01 05:00:00.000001+00' AS ts, "
              + text
              + " AS path, NULL AS query, 0.1::DOUBLE + 0.2::DOUBLE AS latency_ms, MAP {"
              + text
              + ": "
              + text
              + ", 'n': NULL} AS attributes, '\\xFF\\x00a'::BLOB AS raw, 'odd' AS source,"
              + " 's' AS stream, 0 AS \"offset\"");
    }
    return all.toString();
  }

  private static List<String> table(LakeTables table) throws Exception {
    return query(
        "SELECT t::VARCHAR AS line FROM "
            + ParquetRelation.of(cut.columns(table), cut.files(table))
            + " t WHERE "
            + LakeAtCut.timeColumn(table)
            + " < TIMESTAMPTZ '2026-01-04 00:00:00+00' ORDER BY line");
  }

  private static List<String> parquet(LakeTables table, String parameters) throws Exception {
    Path file = directory.resolve("export.parquet");
    Files.write(
        file, bytes("/api/v1/export/" + table.tableName() + "?format=parquet&" + parameters));
    return query("SELECT t::VARCHAR AS line FROM read_parquet('" + file + "') t ORDER BY line");
  }

  private static List<String> lines(String format, LakeTables table, String parameters)
      throws Exception {
    String path = "/api/v1/export/" + table.tableName() + "?format=" + format + "&" + parameters;
    String text = new String(bytes(path), StandardCharsets.UTF_8);
    return text.isEmpty() ? List.of() : List.of(text.split("\n"));
  }

  private static byte[] bytes(String path) throws Exception {
    HttpResponse<byte[]> answer =
        HttpClient.newHttpClient()
            .send(
                HttpRequest.newBuilder(URI.create(url + path)).build(), BodyHandlers.ofByteArray());
    assertThat(answer.statusCode()).as(path).isEqualTo(200);
    return answer.body();
  }

  private static Socket ask(String path) throws Exception {
    Socket socket = new Socket();
    socket.setReceiveBufferSize(64 << 10);
    socket.connect(new InetSocketAddress("127.0.0.1", server.port()));
    OutputStream out = socket.getOutputStream();
    out.write(
        ("GET " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n")
            .getBytes(StandardCharsets.US_ASCII));
    out.flush();
    return socket;
  }

  private static RejectedLine reject(long offset, byte[] raw) {
    return new RejectedLine(Micros.of(DAY), "web", "s", offset, "no_match", null, raw);
  }

  private static List<String> query(String sql) throws SQLException {
    List<String> rows = new ArrayList<>();
    try (Connection duckdb = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = duckdb.createStatement()) {
      statement.execute("SET TimeZone = 'UTC'");
      try (ResultSet result = statement.executeQuery(sql)) {
        while (result.next()) {
          rows.add(result.getString(1));
        }
      }
    }
    return rows;
  }
}
