package io.tailwater.queries;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tailwater.connectors.lake.LakeCatalog;
import io.tailwater.connectors.lake.LakeLocation;
import io.tailwater.connectors.lake.LakeTables;
import io.tailwater.connectors.lake.TroubleFile;
import io.tailwater.queries.testing.Event;
import io.tailwater.queries.testing.LakeFixture;
import io.tailwater.queries.testing.LedgerLine;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class QueriesMainIT {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path directory;
  private Path warehouse;

  /** What a command left behind. */
  private record Ran(int exitCode, String out, String err) {}

  @BeforeEach
  void makeLake() throws Exception {
    warehouse = directory.resolve("lake");
    try (LakeFixture lake = new LakeFixture(warehouse)) {
      lake.commit(
          List.of(
              Event.at("2026-01-01T10:00:00Z", "/a", 200, 5),
              Event.at("2026-01-01T10:00:01Z", "/a", 503, 7),
              Event.at("2026-01-01T11:00:00Z", "/b, \"c\"", 404, 9)));
    }
  }

  @Test
  void queryPrintsAnAlignedTable() {
    Ran ran =
        run(
            "query",
            "SELECT endpoint, count(*) AS requests, min(ts) AS first FROM events"
                + " GROUP BY endpoint ORDER BY endpoint");

    assertThat(ran.err()).isEmpty();
    assertThat(ran.exitCode()).isZero();
    assertThat(ran.out().lines())
        .containsExactly(
            "endpoint  requests  first",
            "/a               2  2026-01-01T10:00:00Z",
            "/b, \"c\"          1  2026-01-01T11:00:00Z");
  }

  @Test
  void queryWritesForPrograms() throws Exception {
    String sql = "SELECT endpoint, status FROM events WHERE status = 404";

    assertThat(run("query", "-o", "csv", sql).out().lines())
        .containsExactly("endpoint,status", "\"/b, \"\"c\"\"\",404");
    assertThat(JSON.readTree(run("query", "-o", "json", sql).out()))
        .isEqualTo(JSON.readTree("[{\"endpoint\": \"/b, \\\"c\\\"\", \"status\": 404}]"));
    assertThat(JSON.readTree(run("query", "-o", "ndjson", sql).out()).path("status").asInt())
        .isEqualTo(404);
    JsonNode nested =
        JSON.readTree(
            run(
                    "query",
                    "-o",
                    "json",
                    "SELECT [1, 2] AS l, MAP {'k': 'v'} AS m, NULL AS n, 'x'::BLOB AS b")
                .out());
    assertThat(nested)
        .isEqualTo(
            JSON.readTree("[{\"l\": [1, 2], \"m\": {\"k\": \"v\"}, \"n\": null, \"b\": \"78\"}]"));
  }

  @Test
  void aLakeOfANewerVersionIsRefusedByName() {
    try (LakeCatalog lake = LakeCatalog.open(LakeLocation.embedded(warehouse))) {
      lake.load(LakeTables.EVENTS).updateProperties().set("tailwater.layout", "99").commit();
    }
    for (Ran ran : List.of(run("status"), run("query", "SELECT 1"), run("tables"))) {
      assertThat(ran.exitCode()).isEqualTo(1);
      assertThat(ran.err())
          .startsWith("tailwater: Table tailwater.logs.events has layout 99, this version of");
    }
  }

  @Test
  void queryTakesALimitATimeoutAndAnOlderCut() {
    Ran some = run("query", "-o", "csv", "--limit", "1", "SELECT 1 AS a FROM events");
    Ran slow =
        run("query", "--timeout", "1", "SELECT count(*) FROM range(1000000) a, range(1000000) b");
    Ran first = run("query", "-o", "csv", "--as-of", "0", "SELECT count(*) AS n FROM events");

    assertThat(some.out().lines()).containsExactly("a", "1");
    assertThat(some.err()).contains("more rows than --limit 1");
    assertThat(slow.exitCode()).isEqualTo(1);
    assertThat(slow.err()).contains("ended after 1.0 s");
    assertThat(first.out().lines()).containsExactly("n", "0");
  }

  @Test
  void terminalControlCharactersAreNotPrinted() {
    assertThat(run("query", "SELECT chr(27) || '[31m' || chr(155) || '31m' AS x").out())
        .doesNotContain("\033", "\u009b");
  }

  @Test
  void wrongSqlIsOneSentenceAndUsage() {
    Ran copy = run("query", "COPY events TO '" + directory.resolve("x.csv") + "'");
    Ran missing = run("query", "SELECT * FROM nothing");

    assertThat(copy.exitCode()).isEqualTo(2);
    assertThat(copy.err().lines()).hasSize(1);
    assertThat(copy.err()).contains("Only a query");
    assertThat(missing.exitCode()).isEqualTo(2);
    assertThat(missing.err()).contains("nothing").doesNotContain("\tat ");
    assertThat(directory.resolve("x.csv")).doesNotExist();
  }

  @Test
  void statusTellsFreshnessStreamsAndTables() throws Exception {
    Ran table = run("status");
    JsonNode json = JSON.readTree(run("status", "-o", "json").out());

    assertThat(table.exitCode()).isZero();
    assertThat(table.out())
        .contains("3 = 3 events + 0 rejects + 0 filtered", "/var/log/access.log#1", "events");
    assertThat(json.path("events").asLong()).isEqualTo(3);
    assertThat(json.path("streams").get(0).path("behind").asLong()).isEqualTo(7);
  }

  @Test
  void statusShowsLogsAndLossesWithinAHundredColumns() throws Exception {
    String deep = "/var/lib/kubelet/pods/a-pod-with-a-long-name/volumes/access.log";
    String file = deep + "#2049:131072:1767225600123456789.";
    try (LakeFixture lake = new LakeFixture(directory.resolve("other"))) {
      lake.commitLedger(
          Instant.parse("2026-01-01T10:00:00Z"),
          LedgerLine.of(file + "0", 0, 900, 900).withLoss(300, "gone: the file was deleted"),
          LedgerLine.of(file + "71", 0, 10, 5000)
              .withLoss(0, "truncated: the file was emptied, from 10, unknown")
              .withEvidence("{\"v\":2,\"inflated\":123456789}"));
    }
    Ran text = runPlain("status", "--set", "lake.warehouse=" + directory.resolve("other"));
    Ran csv =
        runPlain("status", "-o", "csv", "--set", "lake.warehouse=" + directory.resolve("other"));

    assertThat(text.out().lines()).allMatch(line -> line.length() <= 100);
    assertThat(text.out())
        .contains("1 log, 2 generations, 71 truncations", "4.9 KiB, unread for ")
        .contains("300 B in 2 losses, 1 of unknown size; 0 in the last 24 h")
        .contains("…-long-name/volumes/access.log", "≥ 300 B", "117.7 MiB")
        .contains("access.log, 0 B known, maybe more, at offset 10\n    truncated: the file was");
    assertThat(csv.out().lines().toList().get(1)).startsWith("web," + deep + ",4990,2026-01-01T10");
  }

  @Test
  void statusSaysHowManyOfTheOtherLogsItsJsonHas() throws Exception {
    assertThat(statusOfLogs(25)).contains("\nand 5 less busy: tailwater status -o json\n");
    assertThat(statusOfLogs(130))
        .contains("\nand 110 less busy, 80 of them in tailwater status -o json\n");
  }

  @Test
  void tablesSnapshotsAndPathsAreListed() {
    assertThat(run("tables").out().lines()).hasSize(5).anyMatch(l -> l.startsWith("ledger"));
    assertThat(run("snapshots", "events").out().lines()).hasSize(3);
    assertThat(Path.of(run("path", "events").out().strip())).exists();
    assertThat(run("path", "nothing").exitCode()).isEqualTo(2);
    assertThat(run("path", "events", "-o", "csv").out())
        .startsWith("table,metadata_location\nevents,/");
    assertThat(run("snapshots", "events", "-o", "ndjson").out())
        .matches("(?s)\\{\"snapshot\":\"\\d+\",.*");
    assertThat(run("snapshots", "events", "-o", "csv").out())
        .startsWith("snapshot,committed_at,operation,seq,added_rows,rows\n");
  }

  @Test
  void withoutALakeEachCommandSaysWhatToDo() {
    for (String[] command :
        new String[][] {
          {"status"}, {"tables"}, {"query", "SELECT 1"}, {"path", "events"}, {"snapshots", "events"}
        }) {
      List<String> args = new ArrayList<>(List.of(command));
      args.addAll(List.of("--set", "lake.warehouse=" + directory.resolve("nothing")));
      Ran ran = runPlain(args.toArray(String[]::new));

      assertThat(ran.exitCode()).isEqualTo(4);
      assertThat(ran.out()).isEmpty();
      assertThat(ran.err().lines()).hasSize(1);
      assertThat(ran.err()).contains("no lake at", "tailwater ingest");
    }
    assertThat(directory.resolve("nothing")).doesNotExist();
  }

  @Test
  void aDataFileThatSomebodyDeletedIsNamedWithItsTable() throws Exception {
    Path events = delete("events/data");
    assertThat(run("query", "SELECT count(ts) FROM events").err())
        .isEqualTo(lacks("events", events));
    Path ledger = delete("ledger/data");
    Ran ran = run("status");
    assertThat(ran.exitCode()).isEqualTo(1);
    assertThat(ran.err()).isEqualTo(lacks("ledger", ledger));
  }

  @Test
  void aMetadataFileThatSomebodyDeletedIsNamedWithItsTable() throws Exception {
    Path list = delete("events/metadata/snap-");
    assertThat(run("query", "SELECT count(ts) FROM events").err()).isEqualTo(lacks("events", list));

    Path metadata = Path.of(run("path", "requests_hourly").out().strip());
    Files.delete(metadata);
    for (String command : List.of("status", "tables")) {
      assertThat(run(command).err()).isEqualTo(lacks("requests_hourly", metadata));
    }
  }

  @Test
  void statusSaysThatCommitsFailSinceWhenAndWhy() throws Exception {
    TroubleFile trouble = TroubleFile.ofCommits(LakeLocation.embedded(warehouse));
    trouble.note(new IOException("Cannot write a/b.parquet: No space left on device"));

    assertThat(run("status").out())
        .contains("commits fail", "since 20", "Cannot write a/b.parquet: No space left on device");
    assertThat(
            JSON.readTree(run("status", "-o", "json").out()).at("/commit_trouble/reason").asText())
        .isEqualTo("Cannot write a/b.parquet: No space left on device");
    trouble.clear();
    assertThat(run("status").out()).doesNotContain("commits fail");
  }

  @Test
  void statusSaysThatASourceFailsSinceWhenAndWhy() throws Exception {
    LakeLocation lake = LakeLocation.embedded(warehouse);
    TroubleFile.ofSource(lake, "app").note(new IOException("The brokers do not answer"));

    assertThat(run("status").out())
        .contains("source app fails", "since 20", "The brokers do not answer");
    JsonNode told = JSON.readTree(run("status", "-o", "json").out()).at("/source_troubles/0");
    assertThat(told.path("source").asText()).isEqualTo("app");
    assertThat(told.path("reason").asText()).isEqualTo("The brokers do not answer");
    TroubleFile.clearSources(lake);
    assertThat(run("status").out()).doesNotContain("source app fails");
  }

  @Test
  void statusSaysThatUpkeepFailsSinceWhenAndWhy() throws Exception {
    TroubleFile trouble = TroubleFile.ofUpkeep(LakeLocation.embedded(warehouse));
    trouble.note(new IOException("Cannot delete a/b.parquet: Permission denied"));

    assertThat(run("status").out())
        .contains("upkeep fails", "since 20", "Cannot delete a/b.parquet: Permission denied");
    assertThat(
            JSON.readTree(run("status", "-o", "json").out()).at("/upkeep/trouble/reason").asText())
        .isEqualTo("Cannot delete a/b.parquet: Permission denied");
    trouble.clear();
    assertThat(run("status").out()).doesNotContain("upkeep fails");
  }

  /** Deletes all files of the lake whose path goes on like that; returns the newest. */
  private Path delete(String prefix) throws IOException {
    try (Stream<Path> files = Files.walk(warehouse)) {
      List<Path> found =
          files
              .filter(Files::isRegularFile)
              .filter(file -> file.toString().contains("/" + prefix))
              .sorted(Comparator.comparing(file -> file.toFile().lastModified()))
              .toList();
      for (Path file : found) {
        Files.delete(file);
      }
      return found.get(found.size() - 1);
    }
  }

  private static String lacks(String table, Path file) {
    return "tailwater: Table "
        + table
        + " lacks its file "
        + file
        + ": it was deleted or moved; put it back, from a backup if need be\n";
  }

  @Test
  void configurationMistakesAreUsage() {
    assertThat(runPlain("status", "--set", "lake.warehous=x").exitCode()).isEqualTo(2);
    assertThat(runPlain("status", "-c", directory.resolve("no.yaml").toString()).exitCode())
        .isEqualTo(2);
    assertThat(runPlain("nonsense").exitCode()).isEqualTo(2);
  }

  @Test
  void configurationFileNamesTheLake() throws Exception {
    Path file = directory.resolve("t.yaml");
    Files.writeString(file, "version: 1\nlake: {warehouse: " + warehouse + "}\n");

    assertThat(
            runPlain("query", "-c", file.toString(), "-o", "csv", "SELECT count(*) n FROM events")
                .out())
        .isEqualTo("n\n3\n");
  }

  @Test
  void serveRefusesAnOpenAddress() {
    Ran ran = run("serve", "--listen", "0.0.0.0:0");

    assertThat(ran.exitCode()).isEqualTo(2);
    assertThat(ran.err()).contains("loopback");
    assertThat(ran.err().lines()).hasSize(1);
  }

  @Test
  void serveWithoutItsFileOfKeysSaysHowToMakeIt() {
    Path keys = directory.resolve("keys");
    Ran ran = run("serve", "--listen", "0.0.0.0:0", "--set", "server.auth.keys_file=" + keys);

    assertThat(ran.exitCode()).isEqualTo(1);
    assertThat(ran.err().lines()).hasSize(1);
    assertThat(ran.err()).contains(keys.toString(), "keys create");
  }

  @Test
  void serveSaysWhenThePortIsInUse() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      Ran ran = run("serve", "--listen", "127.0.0.1:" + taken.getLocalPort());

      assertThat(ran.exitCode()).isEqualTo(1);
      assertThat(ran.err().lines()).hasSize(1);
      assertThat(ran.err())
          .contains("cannot listen on 127.0.0.1:" + taken.getLocalPort(), "in use");
    }
  }

  private String statusOfLogs(int count) throws Exception {
    Path other = directory.resolve(count + "-logs");
    try (LakeFixture lake = new LakeFixture(other)) {
      lake.commitLedger(
          Instant.parse("2026-01-01T10:00:00Z"),
          IntStream.range(0, count)
              .mapToObj(i -> LedgerLine.of("/log/" + i + "#1:2:3.0", 0, 5, 5))
              .toArray(LedgerLine[]::new));
    }
    return runPlain("status", "--set", "lake.warehouse=" + other).out();
  }

  private Ran run(String... args) {
    List<String> all = new ArrayList<>(List.of(args));
    all.addAll(List.of("--set", "lake.warehouse=" + warehouse));
    return runPlain(all.toArray(String[]::new));
  }

  private static Ran runPlain(String... args) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int exitCode = QueriesMain.run(new PrintWriter(out), new PrintWriter(err), args);
    return new Ran(exitCode, out.toString(), err.toString());
  }
}
