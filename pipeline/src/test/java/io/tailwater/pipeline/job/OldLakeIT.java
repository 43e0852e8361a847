package io.tailwater.pipeline.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.tailwater.connectors.commit.audit.Audit;
import io.tailwater.connectors.commit.audit.AuditReport;
import io.tailwater.connectors.commit.audit.AuditScope;
import io.tailwater.connectors.commit.erase.Erase;
import io.tailwater.connectors.commit.erase.EraseRequest;
import io.tailwater.connectors.commit.erase.Receipt;
import io.tailwater.connectors.commit.upkeep.Upkeep;
import io.tailwater.connectors.commit.upkeep.UpkeepTargets;
import io.tailwater.connectors.lake.Cut;
import io.tailwater.connectors.lake.LakeCatalog;
import io.tailwater.connectors.lake.LakeLocation;
import io.tailwater.connectors.lake.LakeTables;
import io.tailwater.connectors.lake.config.RetentionConfig;
import io.tailwater.pipeline.CommandHere;
import io.tailwater.pipeline.testing.CommittedLake;
import io.tailwater.pipeline.testing.OldLake;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Lakes made by earlier versions: 340 requests, a line that is none, an empty line, and half of one
 * more request at the end of the log.
 */
class OldLakeIT {
  private static final String FORMAT =
      "$remote_addr - $remote_user [$time_local] \"$request\" $status $body_bytes_sent"
          + " \"$http_referer\" \"$http_user_agent\" $request_time $upstream_response_time $host"
          + " $request_id";

  private static final AuditScope DEEP = new AuditScope(Optional.empty(), Optional.empty(), true);

  @Test
  void aJobOfTodayGoesOnInALakeOfTheFirstWholeVersion() throws IOException {
    goOn("b7c1149");
  }

  @Test
  void aJobOfTodayGoesOnInALakeOfTheThirdLayout() throws IOException {
    goOn("2a02c5c");
  }

  @Test
  void anErasureOfTodayGivesAnOldLakeWhatItNeeds() {
    try (OldLake old = OldLake.of("b7c1149")) {
      CommittedLake lake = new CommittedLake(old.warehouse());
      long failed = lake.number("select count(*) from events where status >= 400");
      assertThat(failed).isPositive();
      assertThat(eraseFailed(old).eventsErased()).isEqualTo(failed);
      assertThat(lake.number("select count(*) from events")).isEqualTo(340 - failed);
      assertThat(lake.number("select sum(erased) from ledger")).isEqualTo(failed);
      assertSound(old, 340);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"72b39d6", "83e3e19"})
  @Tag("long")
  void aJobOfTodayGoesOnInALakeOfAnyEarlierVersion(String version) throws IOException {
    goOn(version);
  }

  private static void goOn(String version) throws IOException {
    try (OldLake old = OldLake.of(version)) {
      assertSound(old, 340);
      CommittedLake lake = new CommittedLake(old.warehouse());
      assertThat(lake.number("select max(to_offset) from ledger"))
          .isEqualTo(Files.size(old.log()) - 30);

      writeTheRest(old);
      ingest(old);
      assertThat(lake.number("select count(*) from events")).isEqualTo(351);
      assertThat(lake.number("select count(distinct \"offset\") from events")).isEqualTo(351);
      assertThat(lake.number("select sum(requests) from requests_hourly")).isEqualTo(351);
      assertThat(lake.number("select count(*) from rejects")).isEqualTo(1);
      assertThat(lake.number("select sum(filtered) from ledger")).isEqualTo(1);
      assertThat(lake.number("select count(*) from ledger where adopted_from is null"))
          .isPositive();
      assertThat(lake.number("select count(*) from events where part is null")).isEqualTo(351);
      assertSound(old, 351);

      merge(old);
      assertThat(lake.number("select count(*) from events")).isEqualTo(351);
      assertSound(old, 351);
    }
  }

  private static void writeTheRest(OldLake old) throws IOException {
    List<String> lines = Files.readAllLines(old.log());
    String whole = lines.get(lines.size() - 2);
    StringBuilder rest = new StringBuilder("9:59 +0000]");
    rest.append(whole.substring(whole.indexOf(']') + 1)).append('\n');
    for (int i = 0; i < 10; i++) {
      rest.append(whole).append('\n');
    }
    Files.writeString(old.log(), rest, StandardOpenOption.APPEND);
  }

  private static void ingest(OldLake old) {
    CommandHere job =
        CommandHere.run(
            "ingest",
            "--once",
            "--set",
            "lake.warehouse=" + old.warehouse(),
            "--set",
            "lake.commit_interval=100ms",
            "--set",
            "sources.0.id=web",
            "--set",
            "sources.0.paths.0=" + old.log(),
            "--set",
            "sources.0.format=" + FORMAT);
    assertThat(job.code()).as(job.output()).isZero();
  }

  private static Receipt eraseFailed(OldLake old) {
    try (LakeCatalog lake = LakeCatalog.open(LakeLocation.embedded(old.warehouse()))) {
      return new Erase(lake)
          .run(EraseRequest.parse(LakeTables.EVENTS.schema(), "status >= 400", List.of()));
    }
  }

  private static void merge(OldLake old) {
    try (LakeCatalog lake = LakeCatalog.open(LakeLocation.embedded(old.warehouse()))) {
      Duration ages = Duration.ofDays(36_500);
      UpkeepTargets targets =
          UpkeepTargets.of(new RetentionConfig(ages, ages, ages, ages, ages)).mergingAll();
      new Upkeep(lake, targets).merge(EnumSet.allOf(LakeTables.class), false);
    }
  }

  private static void assertSound(OldLake old, long events) {
    try (LakeCatalog lake = LakeCatalog.open(LakeLocation.embedded(old.warehouse()))) {
      Cut cut = Cut.newest(lake.load(LakeTables.LEDGER)).orElseThrow();
      AuditReport report = Audit.at(lake, cut, DEEP);
      assertThat(report.findings()).isEmpty();
      assertThat(report.events()).isEqualTo(events);
      assertThat(report.losses().records()).isZero();
    }
  }
}
