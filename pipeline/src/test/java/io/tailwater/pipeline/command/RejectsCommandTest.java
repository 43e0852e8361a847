package io.tailwater.pipeline.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tailwater.connectors.commit.LakeCommittable;
import io.tailwater.connectors.commit.LakeCoordinator;
import io.tailwater.connectors.commit.LakeStart;
import io.tailwater.connectors.commit.LedgerEntry;
import io.tailwater.connectors.commit.file.DataFileNames;
import io.tailwater.connectors.commit.file.RowFileWriter;
import io.tailwater.connectors.lake.LakeCatalog;
import io.tailwater.connectors.lake.LakeLocation;
import io.tailwater.connectors.lake.LakeTables;
import io.tailwater.connectors.lake.RejectedLine;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class RejectsCommandTest {
  private static final Instant T = Instant.parse("2026-01-01T23:59:59Z");

  @TempDir Path warehouse;

  @BeforeEach
  void makeLake() throws Exception {
    try (LakeCatalog lake = LakeCatalog.open(LakeLocation.embedded(warehouse))) {
      LakeStart.begin(lake, "web-logs", "run");
      try (RowFileWriter<RejectedLine> rejects =
          RowFileWriter.ofRejects(lake.load(LakeTables.REJECTS), new DataFileNames("run", 0, 0))) {
        rejects.write(
            line(
                0,
                "web",
                0,
                "no_match",
                "GET \033[2K/a 1767225600.000".getBytes(StandardCharsets.UTF_8)));
        rejects.write(line(1, "web", 9, "bad_time", new byte[] {'b', (byte) 0xff}));
        rejects.write(
            line(2, "app", 7, "no_match", "x".repeat(200).getBytes(StandardCharsets.UTF_8)));
        LedgerEntry entry =
            new LedgerEntry(
                "web", "s", 0, 20, 20, 3, 0, 3, 0, 0, null, 0, 20, null, null, "{}", null);
        new LakeCoordinator(lake, "web-logs", "run")
            .commit(new LakeCommittable(1, "run-1", rejects.flush(), List.of(entry), null));
      }
    }
  }

  @Test
  void linesAreListedNewestFirstAndCountedByReason() throws Exception {
    CommandRun run = list("-o", "json");
    assertThat(run.err()).isEqualTo("rejects: 3: no_match 2, bad_time 1\n");
    JsonNode rows = new ObjectMapper().readTree(run.out());
    assertThat(rows).hasSize(3);
    assertThat(rows.get(0).get("source").asText()).isEqualTo("app");
    assertThat(rows.get(0).get("raw").asText()).hasSize(200);
    assertThat(rows.get(1))
        .isEqualTo(
            new ObjectMapper()
                .readTree(
                    """
                    {"received_at": "2026-01-02T00:00:00Z", "source": "web", "stream": "s",
                     "offset": 9, "part": null, "reason": "bad_time", "detail": "why", "raw": "b\ufffd",
                     "raw_base64": "Yv8=", "replayed_at": null}"""));
    assertThat(rows.get(2).get("raw_base64").isNull()).isTrue();
  }

  @Test
  void aLineOnATerminalIsShortAndHarmless() {
    assertThat(list().out())
        .contains("GET ·[2K/a", "x".repeat(80) + "…")
        .doesNotContain("\033", "x".repeat(81));
  }

  @Test
  void filtersNarrowWhatIsListedAndCounted() {
    assertThat(list("--reason", "no_match", "--source", "web", "-o", "csv").out().lines())
        .hasSize(2);
    assertThat(list("--from", "2026-01-02T00:00:00Z", "--to", "2026-01-02T00:00:01Z").err())
        .isEqualTo("rejects: 1: bad_time 1\n");
    assertThat(list("--source", "other").err()).isEqualTo("rejects: none\n");
    assertThat(list("--stream", "s", "--source", "app").err())
        .isEqualTo("rejects: 1: no_match 1\n");
    assertThat(list("--stream", "other").err()).isEqualTo("rejects: none\n");
    assertThat(list("--limit", "1").err())
        .isEqualTo("rejects: 3, the newest 1 shown: no_match 2, bad_time 1\n");
  }

  /** The first line of the source web is an event to a format that wants it. */
  @Test
  void replayedLinesAreListedWhenTheyAreAskedFor() throws Exception {
    Path config = warehouse.resolve("t.yaml");
    Files.writeString(
        config,
        """
        version: 1
        sources:
          - {id: app, type: files, paths: [/none], format: common}
          - {id: web, type: files, paths: [/none], format: 'GET $request_uri $msec'}
        """);
    assertThat(run("replay", "-c", config.toString(), "--stream", "other").out())
        .doesNotContain("1");
    CommandRun replay = run("replay", "-c", config.toString(), "--stream", "s");
    assertThat(replay.code()).as("%s", replay).isZero();

    assertThat(list().err())
        .isEqualTo("rejects: 2: bad_time 1, no_match 1; 1 more were replayed\n");
    assertThat(list("--replayed", "true").err())
        .isEqualTo("rejects: 1: no_match 1; 1 of them were replayed\n");
    assertThat(list("--replayed", "true", "-o", "csv").out()).contains("/a 1767225600", ",20");
    CommandRun all = list("--replayed", "all");
    assertThat(all.err()).startsWith("rejects: 3: no_match 2, bad_time 1; 1 of them");
    assertThat(all.out()).contains("replayed_at");
    assertThat(list("--replayed", "some").code()).isEqualTo(ExitCodes.USAGE);
  }

  @Test
  void aLimitThatMakesNoSenseIsRefused() {
    CommandRun run = list("--limit", "0");
    assertThat(run.code()).isEqualTo(ExitCodes.USAGE);
    assertThat(run.err()).contains("--limit wants a number from 1 to 100,000, got 0");
  }

  private CommandRun list(String... more) {
    return run("list", more);
  }

  private CommandRun run(String command, String... more) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    List<String> args = new ArrayList<>(List.of(command, "--set", "lake.warehouse=" + warehouse));
    args.addAll(List.of(more));
    int code =
        new CommandLine(new RejectsCommand())
            .setOut(new PrintWriter(out))
            .setErr(new PrintWriter(err))
            .setParameterExceptionHandler(new UsageErrors())
            .setExecutionExceptionHandler(new Failures())
            .execute(args.toArray(String[]::new));
    return new CommandRun(code, out.toString(), err.toString());
  }

  private static RejectedLine line(
      int second, String source, long offset, String reason, byte[] raw) {
    long micros = ChronoUnit.MICROS.between(Instant.EPOCH, T.plusSeconds(second));
    return new RejectedLine(micros, source, "s", offset, reason, "why", raw);
  }
}
