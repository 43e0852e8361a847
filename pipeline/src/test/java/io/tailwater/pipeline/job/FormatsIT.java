package io.tailwater.pipeline.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.tailwater.pipeline.CommandHere;
import io.tailwater.pipeline.testing.CommittedLake;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Lines of each format, from a file to the tables. */
class FormatsIT {
  @TempDir Path directory;

  @Test
  void jsonLinesAreCommittedWithTheirAttributesAndDocuments() throws IOException {
    String good =
        "{\"@timestamp\":\"2026-05-20T12:05:17Z\",\"http\":{\"request\":{\"method\":\"GET\"},"
            + "\"response\":{\"status_code\":503}},\"url\":{\"path\":\"/a/7\"},\"took\":1500,"
            + "\"user\":{\"id\":7,\"name\":\"Jo\\u00e9\"},\"tags\":[1,2]}";
    ingest(
        "app.log",
        good + "\n\n{\"broken\":\n",
        "format=json",
        "fields.took=latency_us",
        "keep_raw=true");
    CommittedLake lake = new CommittedLake(directory.resolve("lake"));
    assertThat(
            lake.query(
                "select epoch(ts), method, status, endpoint, latency_ms, user_name,"
                    + " attributes['user.id'], attributes['tags'], len(map_keys(attributes)),"
                    + " decode(raw) from events"))
        .containsExactly(
            List.of(1779278717.0, "GET", 503, "/a/{id}", 1.5, "Joé", "7", "[1,2]", 2L, good));
    assertThat(lake.query("select reason, decode(raw) from rejects"))
        .containsExactly(List.of("bad_json", "{\"broken\":"));
    assertThat(lake.query("select lines, events, rejects, filtered from ledger where lines > 0"))
        .containsExactly(List.of(3L, 1L, 1L, 1L));
    assertThat(lake.query("select status, latency_sum_ms from requests_hourly"))
        .containsExactly(List.of(503, 1.5));
  }

  @Test
  void configuredFieldsGetColumnsInALakeThatIsThereAndKeepThemThroughUpkeep() throws IOException {
    String line = "{\"ts\":1779278717,\"user\":{\"id\":%s},\"engagement_ms\":1.5,\"ok\":true}\n";
    ingest("a.log", line.formatted(1), "format=json");
    ingest("b.log", line.formatted(2), "format=json", "columns.user.id=long");
    ingest(
        "c.log",
        line.formatted(3) + line.formatted("\"x\""),
        "format=json",
        "columns.user.id=long",
        "columns.engagement_ms=double",
        "columns.ok=boolean",
        "columns.name=string");
    String all =
        "select user_id, attributes['user.id'], engagement_ms, ok, name, attributes['ok'] from"
            + " events order by user_id nulls first";
    List<List<Object>> rows =
        List.of(
            Arrays.asList(null, "1", null, null, null, "true"),
            Arrays.asList(2L, null, null, null, null, "true"),
            Arrays.asList(3L, null, 1.5, true, null, null));
    CommittedLake lake = new CommittedLake(directory.resolve("lake"));
    assertThat(lake.query(all)).isEqualTo(rows);
    assertThat(lake.query("select reason, detail from rejects"))
        .containsExactly(
            List.of(
                "bad_number", "column 32: want a whole number of 64 bits for user.id, got 'x'"));
    String warehouse = "lake.warehouse=" + directory.resolve("lake");
    assertThat(run("maintain", "compact", "--set", warehouse)).contains("files merged into 1");
    assertThat(lake.query(all)).isEqualTo(rows);
    assertThat(run("audit", "--set", warehouse)).isNotEmpty();
  }

  @Test
  void autoIsSettledAtTheStartAndACsvReadOnInTheMiddleKnowsItsColumns() throws IOException {
    String header = "time;status;note\n";
    String first = "1779278717;200;a\n";
    assertThat(ingest("a.csv", header + first, "format=auto"))
        .contains("source app: format auto is csv in")
        .contains("a.csv: of the first line, each format reads: json 0, otlp_json 0, combined 0");
    assertThat(
            ingest(
                "a.csv",
                header + first + "1779278718;404;b\n",
                "format=csv",
                "csv.delimiter=;",
                "csv.columns=[]"))
        .contains("a.csv names the columns time, status, note");
    CommittedLake lake = new CommittedLake(directory.resolve("lake"));
    assertThat(lake.query("select status, attributes['note'] from events order by ts"))
        .containsExactly(List.of(200, "a"), List.of(404, "b"));
    assertThat(lake.query("select sum(lines), sum(events), sum(filtered) from ledger"))
        .isEqualTo(lake.query("select 3::hugeint, 2::hugeint, 1::hugeint"));
  }

  @Test
  void whatAutoHasSettledHoldsWhereALaterStartFindsNothingOrSomethingElse() throws IOException {
    String json = "{\"ts\":1779278717,\"a\":1}\n";
    assertThat(ingest("a.log", json, "format=auto")).contains("format auto is json in");
    assertThat(ingest("b.log", "", "format=auto"))
        .contains("source app: read as json, as an earlier start has settled");
    assertThat(ingest("c.log", "ts=1 a=b\n", "format=auto"))
        .contains("source app: read as json, as an earlier start has settled")
        .contains("c.log looks like logfmt now: of the first line, each format reads: json 0,")
        .contains("name the format to have it read otherwise");
    assertThat(ingest("d.log", "a b\n", "format=auto")).contains("d.log looks like none that is");
    assertThat(ingest("e.log", "ts=1779278718 a=b\n", "format=logfmt")).doesNotContain("settled");
    assertThat(ingest("f.log", json, "format=auto")).contains("source app: read as json, as");
    CommittedLake lake = new CommittedLake(directory.resolve("lake"));
    assertThat(lake.query("select attributes['a'] from events order by 1"))
        .containsExactly(List.of("1"), List.of("1"), List.of("b"));
    assertThat(lake.query("select reason, count(*) from rejects group by all"))
        .containsExactly(List.of("bad_json", 2L));
  }

  @Test
  void whatWasSettledGoesWithTheSourceToAnotherId() throws IOException {
    ingest("a.log", "{\"ts\":1779278717,\"a\":1}\n", "format=auto");
    String[] renamed = arguments("a.log", "", "id=web", "format=auto");
    List<String> adopting = new ArrayList<>(List.of(renamed));
    adopting.addAll(List.of("--adopt", "app=web"));
    assertThat(run(adopting.toArray(String[]::new)))
        .contains("source web: read as json, as an earlier start has settled");
    assertThat(run(renamed)).contains("source web: read as json, as an earlier start has settled");
  }

  @Test
  void aCsvWhoseHeaderChangedIsReadByBothHeadersAndTheStartSaysSo() throws IOException {
    String old = "ts,status,bytes,user\n1779278717,200,404,7\n";
    ingest("a.csv", old, "format=csv", "columns.user=long");
    assertThat(
            ingest(
                "a.csv",
                "ts,bytes,user,status\n1779278718,404,8,201\n",
                "format=csv",
                "columns.user=long"))
        .contains("a.csv names the columns ts, bytes, user, status; before, they were ts, status")
        .contains("each file is read by its own header");
    assertThat(ingest("b.csv", "1779278719,404,9,202\n", "format=csv", "columns.user=long"))
        .contains("b.csv begins without a header: its columns are those that an earlier start has");
    assertThat(ingest("c.csv", "", "format=csv", "columns.user=long"))
        .contains("source app: read as csv of ts, bytes, user, status, as an earlier start");
    CommittedLake lake = new CommittedLake(directory.resolve("lake"));
    assertThat(lake.query("select status, bytes, \"user\" from events order by ts"))
        .containsExactly(List.of(200, 404L, 7L), List.of(201, 404L, 8L), List.of(202, 404L, 9L));
  }

  @Test
  void aCsvWithoutATimeOrAHeaderIsRefusedBeforeTheLakeIsTouched() throws IOException {
    assertThat(refused("a.csv", "when,status\n1,200\n", "format=csv"))
        .contains("Source app, ")
        .contains(
            "a.csv: the first line of a csv without csv.columns is a header with a time in it")
        .contains("got no time among 'when,status'");
    assertThat(refused("a.csv", "1,200\n", "format=csv"))
        .contains(
            "is a row of values, not the header that names them: name them under csv.columns");
    assertThat(refused("a.csv", "1,200\n", "format=csv", "csv.columns=[when, status]"))
        .contains("Source app: No column of the csv can be the time: want a time in a field called")
        .contains("got when, status");
    assertThat(directory.resolve("lake")).doesNotExist();
  }

  @Test
  void fieldsOfLogfmtGetColumnsInALakeThatIsThere() throws IOException {
    ingest("a.log", "ts=1779278717 user=1 ok=true\n", "format=logfmt");
    ingest("b.log", "ts=1779278718 user=2 ok=true\n", "format=logfmt", "columns.user=long");
    CommittedLake lake = new CommittedLake(directory.resolve("lake"));
    assertThat(lake.query("select \"user\", attributes['user'] from events order by ts"))
        .containsExactly(Arrays.asList(null, "1"), Arrays.asList(2L, null));
  }

  @Test
  void recordsOfOneOtlpRequestAreEventsWithOffsetsOfTheirOwn() throws IOException {
    String record = "{\"timeUnixNano\":\"1779278717000000000\"}";
    String request =
        "{\"resourceLogs\":[{\"scopeLogs\":[{\"logRecords\":[" + record + "," + record + "]}]}]}\n";
    ingest("otlp.log", request + request, "format=otlp_json");
    CommittedLake lake = new CommittedLake(directory.resolve("lake"));
    assertThat(lake.query("select count(*), count(distinct \"offset\"), count(part) from events"))
        .containsExactly(List.of(4L, 4L, 0L));
    String body = "{\"body\":\"" + "x".repeat(100_000) + "\",\"timeUnixNano\":\"1\"}";
    String large = request.replace(record, String.join(",", Collections.nCopies(15, body)));
    ingest(
        "large.log",
        large.strip() + "x".repeat(200_000) + "\n" + large,
        "format=otlp_json",
        "max_line=3MiB");
    assertThat(lake.number("select count(*) from events")).isEqualTo(4 + 30);
    assertThat(lake.query("select reason from rejects")).containsExactly(List.of("too_long"));
    assertThat(run("audit", "--set", "lake.warehouse=" + directory.resolve("lake"))).isNotEmpty();
  }

  private static String run(String... arguments) {
    CommandHere command = CommandHere.run(arguments);
    assertThat(command.code()).as(command.output()).isZero();
    return command.output();
  }

  private String refused(String file, String content, String... settings) throws IOException {
    CommandHere command = CommandHere.run(arguments(file, content, settings));
    assertThat(command.code()).as(command.output()).isNotZero();
    return command.output();
  }

  private String ingest(String file, String content, String... settings) throws IOException {
    return run(arguments(file, content, settings));
  }

  private String[] arguments(String file, String content, String... settings) throws IOException {
    Path log = Files.writeString(directory.resolve(file), content);
    List<String> arguments = new ArrayList<>(List.of("ingest", "--once"));
    for (String setting : new String[] {"id=app", "paths.0=" + log, "service=app"}) {
      arguments.addAll(List.of("--set", "sources.0." + setting));
    }
    for (String setting : settings) {
      arguments.addAll(List.of("--set", "sources.0." + setting));
    }
    arguments.addAll(List.of("--set", "lake.warehouse=" + directory.resolve("lake")));
    arguments.addAll(List.of("--set", "lake.commit_interval=100ms"));
    return arguments.toArray(String[]::new);
  }
}
