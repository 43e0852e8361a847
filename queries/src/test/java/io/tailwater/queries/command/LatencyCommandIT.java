package io.tailwater.queries.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LatencyCommandIT {
  @TempDir Path directory;
  private AnswerLake lake;

  @BeforeEach
  void makeLake() throws Exception {
    lake = AnswerLake.in(directory.resolve("lake"));
  }

  @Test
  void quantilesAreByEndpointAndSayHowNearTheyAre() {
    assertThat(
            lake.run(
                    "latency",
                    "--from",
                    "2020-01-02T10:00:00Z",
                    "--to",
                    "2020-01-02T11:00:00Z",
                    "--compare",
                    "1d")
                .lines())
        .containsExactly(
            "2020-01-02 10:00 to 11:00 UTC; cut 2, 0 s old; complete",
            "change: since 2020-01-01 10:00 to 11:00 UTC",
            "percentiles within 1.1 % of exact ones: --exact",
            "endpoint  requests     min     p50     p95     p99     max    mean   p95 change",
            "/a               6    0 ms   20 ms   50 ms   50 ms   50 ms   25 ms     ▲ +149 %",
            "/b               2  2.50 s  2.50 s  2.50 s  2.50 s  2.50 s  2.50 s  ▲ +49,900 %");
  }

  @Test
  void hoursStandInTheirOrderAndQuantilesAreThoseAskedFor() {
    assertThat(
            lake.run("latency", "--group-by", "hour", "-q", "0.5,0.999", "--exact", "--since", "1d")
                .lines())
        .containsExactly(
            "2020-01-01 12:00 to 2020-01-02 12:00 UTC; cut 2, 0 s old; the last hour still fills",
            "hour              requests   min    p50   p99.9     max    mean",
            "2020-01-02 10:00         8  0 ms  30 ms  2.50 s  2.50 s  644 ms",
            "2020-01-02 11:00         2  1 ms   1 ms    1 ms    1 ms    1 ms");
  }

  @Test
  void groupsAreCalledAsOptionsAreAndAsParametersAre() {
    String[] byOption = {"--group-by", "status-class", "-o", "csv", "--since", "2h"};
    String[] byParameter = {"--group-by", "status_class", "-o", "csv", "--since", "2h"};

    assertThat(lake.run("latency", byOption).lines().get(1)).startsWith("2xx,7,7,");
    assertThat(lake.run("latency", byOption)).isEqualTo(lake.run("latency", byParameter));
  }

  @Test
  void severalGroupsHaveAColumnEach() {
    String[] asked = {"--group-by", "day,status-class", "--since", "2020-01-01", "--compare", "1d"};

    assertThat(lake.run("latency", asked).lines())
        .anySatisfy(line -> assertThat(line).matches("day +status class +requests .* change"))
        .anySatisfy(line -> assertThat(line).matches("2020-01-02 +2xx .* [▲▼=–].*"));
  }

  @Test
  void mistakesAreNamedByTheirOption() {
    assertThat(lake.run("latency", "-q", "7").err())
        .isEqualTo("tailwater: -q wants up to 20 numbers from 0 to 1, as 0.5,0.95,0.99, got '7'\n");
    assertThat(lake.run("latency", "--group-by", "colour").err())
        .startsWith("tailwater: --group-by wants none or up to 3 different ones of ")
        .endsWith(", got 'colour'\n");
  }
}
