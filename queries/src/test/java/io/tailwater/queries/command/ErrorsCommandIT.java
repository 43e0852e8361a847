package io.tailwater.queries.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.tailwater.queries.testing.Ran;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ErrorsCommandIT {
  @TempDir Path directory;
  private AnswerLake lake;

  @BeforeEach
  void makeLake() throws Exception {
    lake = AnswerLake.in(directory.resolve("lake"));
  }

  @Test
  void endpointsWithErrorsComeMostFirst() {
    assertThat(lake.run("errors", "--since", "2h").lines())
        .containsExactly(
            "2020-01-02 10:00 to 12:00 UTC; cut 2, 0 s old; the last hour still fills",
            "endpoint  errors  of requests  4xx  5xx  requests",
            "/b             2      100.0 %    2    0         2",
            "/a             1       16.7 %    0    1         6");
    assertThat(lake.run("errors", "--since", "2h", "--limit", "1").lines())
        .endsWith("1 of 2 endpoints with errors: --limit");
  }

  @Test
  void statusesShareAllErrors() {
    assertThat(
            lake.run("errors", "--since", "2h", "--group-by", "status", "--compare", "1d").lines())
        .containsExactly(
            "2020-01-02 10:00 to 12:00 UTC; cut 2, 0 s old; the last hour still fills",
            "change: since 2020-01-01 10:00 to 12:00 UTC",
            "status  errors  of all errors     p50     p95    change",
            "404          2         66.7 %  2.50 s  2.50 s  ▲ +100 %",
            "503          1         33.3 %    0 ms    0 ms      ▲ +1");
  }

  @Test
  void noErrorsIsGoodNewsAndNoRequestsIsNone() {
    assertThat(lake.run("errors", "--since", "40m").lines().get(1))
        .isEqualTo("No errors among 2 requests");
    assertThat(lake.run("errors", "--since", "40m", "--group-by", "status").lines().get(1))
        .isEqualTo("No errors among 2 requests");
    assertThat(lake.run("errors", "--since", "10m").lines().get(1))
        .startsWith("No requests between ");
    assertThat(lake.run("errors", "--since", "40m", "-o", "ndjson").out()).isEmpty();
  }

  @Test
  void onlyEndpointsCanBeSorted() {
    Ran status = lake.run("errors", "--group-by", "status", "--sort", "errors");
    Ran other = lake.run("errors", "--group-by", "colour");

    assertThat(status.exitCode()).isEqualTo(2);
    assertThat(status.err()).isEqualTo("tailwater: --sort has no place here\n");
    assertThat(other.exitCode()).isEqualTo(2);
    assertThat(other.err())
        .isEqualTo("tailwater: --group-by wants one of endpoint, status, got 'colour'\n");
  }
}
