package io.tailwater.connectors.lake;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JobPulseTest {
  @TempDir Path directory;
  private LakeLocation location;
  private String table;

  @BeforeEach
  void place() throws Exception {
    location = LakeLocation.embedded(directory);
    Path tables = Files.createDirectories(directory.resolve(location.namespace()));
    table = tables.resolve("ledger").toUri().toString();
  }

  @Test
  void aLakeWithoutASignOfLifeHasNone() {
    assertThat(JobPulse.besideTable(table)).isEmpty();
    assertThat(JobPulse.besideTable("s3://bucket/logs/ledger")).isEmpty();
  }

  @Test
  void aBeatTellsWhenAndHowLongAfterTheOneBefore() {
    Instant first = JobPulse.beat(location, Optional.empty());
    assertThat(JobPulse.besideTable(table)).hasValue(new JobPulse(first, Optional.empty(), false));

    Instant second = JobPulse.beat(location, Optional.of(first.minusSeconds(10)));
    Duration between = Duration.between(first.minusSeconds(10), second);
    assertThat(JobPulse.besideTable(table))
        .hasValue(new JobPulse(second, Optional.of(Duration.ofMillis(between.toMillis())), false));
  }

  @Test
  void anOrderlyStopIsTold() {
    JobPulse.beat(location, Optional.empty());
    JobPulse.stop(location);
    assertThat(JobPulse.besideTable(table).orElseThrow().stopped()).isTrue();
  }

  @Test
  void whatCannotBeReadIsNoSignOfLife() throws Exception {
    Path file = directory.resolve(location.namespace()).resolve("job.json");
    for (String text : new String[] {"", "{", "{\"version\":1}", "{\"version\":2,\"at\":\"x\"}"}) {
      Files.writeString(file, text);
      assertThat(JobPulse.besideTable(table)).as(text).isEmpty();
    }
  }
}
