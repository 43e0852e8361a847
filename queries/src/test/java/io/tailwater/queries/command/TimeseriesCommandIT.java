package io.tailwater.queries.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.tailwater.queries.testing.Ran;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TimeseriesCommandIT {
  private static final String HEADLINE =
      "2020-01-02 10:00 to 12:00 UTC; cut 2, 0 s old; the last hour still fills";

  @TempDir Path directory;
  private AnswerLake lake;

  @BeforeEach
  void makeLake() throws Exception {
    lake = AnswerLake.in(directory.resolve("lake"));
  }

  @Test
  void aPointIsARowWithABar() {
    assertThat(lake.run("timeseries", "--since", "2h", "--step", "1h", "--compare", "1d").lines())
        .containsExactly(
            HEADLINE,
            "change: since 2020-01-01 10:00 to 12:00 UTC",
            "step 1h",
            "time              requests  errors    p50     p95"
                + "                                    change",
            "2020-01-02 10:00         8  37.5 %  30 ms  2.50 s"
                + "  ██████████████████████████████  ▲ +167 %",
            "2020-01-02 11:00         2   0.0 %   1 ms    1 ms"
                + "  ███████▌                            ▲ +2");
  }

  @Test
  void aGroupIsARowWithItsCourse() {
    assertThat(
            lake.run(
                    "timeseries",
                    "--since",
                    "2h",
                    "--step",
                    "10m",
                    "--group-by",
                    "endpoint",
                    "--limit",
                    "2",
                    "--compare",
                    "1d")
                .lines())
        .containsExactly(
            HEADLINE,
            "change: since 2020-01-01 10:00 to 12:00 UTC",
            "step 10m",
            "endpoint  requests   errors  highest p95  requests, each row by its own most    change",
            "/a               6   16.7 %        50 ms  █                                   ▲ +200 %",
            "/b               2  100.0 %       2.50 s     █                                ▲ +100 %",
            "{other}          2    0.0 %         1 ms           ██                                –",
            "the largest groups; all others are {other}: --limit");
  }

  @Test
  void programsGetARowForEachPointAndGroup() {
    Ran ran =
        lake.run(
            "timeseries",
            "--since",
            "2h",
            "--step",
            "1h",
            "--group-by",
            "status-class",
            "--compare",
            "1d",
            "-o",
            "csv");

    assertThat(ran.lines())
        .containsExactly(
            "time,status_class,requests,client_errors,server_errors,bytes,p50_ms,p95_ms,p99_ms,max_ms,"
                + "previous_requests",
            "2020-01-02T10:00:00Z,2xx,5,0,0,500,30.249,49.783,49.783,50.0,2",
            "2020-01-02T10:00:00Z,4xx,2,2,0,200,2500.0,2500.0,2500.0,2500.0,1",
            "2020-01-02T10:00:00Z,5xx,1,0,1,100,0.0,0.0,0.0,0.0,0",
            "2020-01-02T11:00:00Z,2xx,2,0,0,200,1.0,1.0,1.0,1.0,0",
            "2020-01-02T11:00:00Z,4xx,0,0,0,0,,,,,0",
            "2020-01-02T11:00:00Z,5xx,0,0,0,0,,,,,0");
  }

  /** Ninety minutes are no multiple of an hour: the points would lie beside each other. */
  @Test
  void thePreviousRangeIsWholeStepsEarlier() {
    assertThat(
            lake
                .run(
                    "timeseries",
                    "--from",
                    "2020-01-01T11:30:00Z",
                    "--to",
                    "2020-01-01T13:00:00Z",
                    "--step",
                    "1h",
                    "--compare",
                    "previous",
                    "-o",
                    "csv")
                .lines()
                .stream()
                .skip(1)
                .map(line -> line.replaceAll("Z.*,", "Z "))
                .toList())
        .containsExactly("2020-01-01T11:00:00Z 0", "2020-01-01T12:00:00Z 3");
  }

  @Test
  void anEmptyRangeAndAWrongStepAreSentences() {
    assertThat(lake.run("timeseries", "--since", "10m").lines().get(1))
        .startsWith("No requests between ");
    Ran step = lake.run("timeseries", "--step", "2m");

    assertThat(step.exitCode()).isEqualTo(2);
    assertThat(step.err()).startsWith("tailwater: --step wants auto or one of 1m, ");
  }
}
