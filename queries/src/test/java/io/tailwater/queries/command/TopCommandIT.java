package io.tailwater.queries.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.tailwater.queries.testing.Ran;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TopCommandIT {

  @TempDir Path directory;
  private AnswerLake lake;

  @BeforeEach
  void makeLake() throws Exception {
    lake = AnswerLake.in(directory.resolve("lake"));
  }

  @Test
  void endpointsAreAlignedUnderAHeadline() {
    Ran ran = lake.run("top", "--since", "2h");

    assertThat(ran.exitCode()).isZero();
    assertThat(ran.err()).isEmpty();
    assertThat(ran.lines())
        .containsExactly(
            "2020-01-02 10:00 to 12:00 UTC; cut 2, 0 s old; the last hour still fills",
            "endpoint  requests   errors     p50     p95     p99  total time",
            "/a               6   16.7 %   20 ms   50 ms   50 ms      150 ms",
            "/b               2  100.0 %  2.50 s  2.50 s  2.50 s      5.00 s",
            "/c               1    0.0 %    1 ms    1 ms    1 ms        1 ms",
            "–                1    0.0 %    1 ms    1 ms    1 ms        1 ms");
  }

  @Test
  void comparingAddsAColumnAndSaysWithWhat() {
    assertThat(lake.run("top", "--from", "2020-01-02", "--compare", "1d", "--limit", "3").lines())
        .containsExactly(
            "2020-01-02 00:00 to 12:00 UTC; cut 2, 0 s old; the last hour still fills",
            "change: since 2020-01-01 00:00 to 12:00 UTC",
            "endpoint  requests   errors     p50     p95     p99  total time    change",
            "/a               6   16.7 %   20 ms   50 ms   50 ms      150 ms  ▲ +200 %",
            "/b               2  100.0 %  2.50 s  2.50 s  2.50 s      5.00 s  ▲ +100 %",
            "/c               1    0.0 %    1 ms    1 ms    1 ms        1 ms      ▲ +1",
            "3 of 4 endpoints: --limit");
  }

  @Test
  void coloursAreForTerminalsAndArrowsForThoseThatHaveThem() {
    Clock clock = Clock.fixed(AnswerLake.NOW, ZoneOffset.UTC);
    String[] compared = {"--since", "2h", "--compare", "1d"};

    assertThat(lake.run(new Here(clock, true, true), "top", compared).out())
        .contains("\033[31m16.7 %\033[0m", "▲")
        .doesNotContain("\033[33m");
    assertThat(lake.run(new Here(clock, false, false), "top", compared).out())
        .contains("^ +", "\n- ")
        .matches("\\p{ASCII}+");
  }

  @Test
  void programsGetRowsInFullAndAreToldOfMore() {
    Ran csv = lake.run("top", "--since", "2h", "--limit", "1", "--compare", "1d", "-o", "csv");

    assertThat(csv.lines())
        .containsExactly(
            "endpoint,requests,errors,client_errors,server_errors,error_ratio,server_error_ratio,"
                + "bytes,p50_ms,p95_ms,p99_ms,max_ms,total_time_ms,previous_requests",
            "/a,6,1,0,1,0.16666666666666666,0.16666666666666666,600,20.044,49.783,49.783,50.0,"
                + "150.0,2");
    assertThat(csv.err()).isEqualTo("tailwater: these are not all endpoints: --limit\n");
    assertThat(lake.run("top", "--since", "10m", "-o", "csv").lines())
        .containsExactly(
            "endpoint,requests,errors,client_errors,server_errors,error_ratio,server_error_ratio,"
                + "bytes,p50_ms,p95_ms,p99_ms,max_ms,total_time_ms");
  }

  @Test
  void anEmptyRangeSaysWhereTheEventsAre() {
    Ran past = lake.run("top", "--since", "10m");

    assertThat(past.exitCode()).isZero();
    assertThat(past.lines().get(1))
        .isEqualTo(
            "No requests between 2020-01-02 11:50 and 2020-01-02 12:00 UTC; the newest event is"
                + " of 2020-01-02 11:45: --to 2020-01-02T11:45:01Z");
  }

  @Test
  void aNameThatIsNotThereHasTheNearestAsAHint() {
    Ran ran = lake.run("top", "--endpoint", "/aa", "--since", "2h");

    assertThat(ran.exitCode()).isZero();
    assertThat(ran.out()).contains("that the filters let through; the newest event is of");
    assertThat(ran.err())
        .isEqualTo("tailwater: there is no endpoint '/aa' in this range; the nearest is '/a'\n");
    assertThat(lake.run("top", "--service", "wep", "--since", "2h").err()).contains("'web'");
    assertThat(lake.run("top", "--endpoint", "/a", "--since", "10m").err()).isEmpty();
  }

  @Test
  void anOlderCutAnswersAsItDidThen() {
    assertThat(lake.run("top", "--as-of", "1", "-o", "csv").lines().get(1)).startsWith("/a,2,");
    Ran gone = lake.run("top", "--as-of", "2019-01-01");

    assertThat(gone.exitCode()).isEqualTo(1);
    assertThat(gone.err()).startsWith("tailwater: No cut as old as '2019-01-01' is kept");
  }

  @Test
  void mistakesAreNamedByTheirOption() {
    for (List<String> wrong :
        List.of(
            List.of("--from", "x"),
            List.of("--since", "x"),
            List.of("--sort", "to"),
            List.of("--limit", "0"),
            List.of("--status", "999"),
            List.of("--compare", "3d"),
            List.of("--min-requests", "-1"))) {
      Ran ran = lake.run("top", wrong.get(0), wrong.get(1));
      assertThat(ran.exitCode()).as("%s", wrong).isEqualTo(2);
      assertThat(ran.out()).isEmpty();
      assertThat(ran.err().lines()).hasSize(1);
      assertThat(ran.err())
          .startsWith("tailwater: " + wrong.get(0) + " wants ")
          .endsWith(", got '" + wrong.get(1) + "'\n");
    }
    assertThat(lake.run("top", "--since", "1h", "--from", "now-1h").err())
        .isEqualTo("tailwater: --since says what --from says, give one of them\n");
    assertThat(lake.run("top", "--from", "2020-01-02", "--to", "2020-01-01").err())
        .startsWith("tailwater: --from must be before --to, got 2020-");
  }

  @Test
  void withoutALakeItIsNotReady() {
    Ran ran = AnswerLake.run(AnswerLake.PLAIN, directory.resolve("none"), "top");

    assertThat(ran.exitCode()).isEqualTo(4);
    assertThat(ran.err()).startsWith("tailwater: there is no lake at");
  }
}
