package io.tailwater.queries.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.tailwater.connectors.lake.LakeTables;
import io.tailwater.queries.lake.DuckDbLimits;
import io.tailwater.queries.lake.FileSession;
import io.tailwater.queries.lake.LakeAtCut;
import io.tailwater.queries.testing.LakeFixture;
import io.tailwater.queries.testing.LakeRows;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Ten million events are looked through for one that is there twice, in little memory. */
@Tag("long")
class ManyEventsIT {
  private static final int DAYS = 10;
  private static final int EVENTS_A_DAY = 1_000_000;

  @TempDir Path directory;

  @Test
  void aDoubledEventAmongTenMillionIsFoundInTwoHundredFiftySixMebibytes() throws Exception {
    try (LakeFixture lake = new LakeFixture(directory.resolve("lake"))) {
      LakeRows rows = new LakeRows(directory.resolve("rows"), lake);
      for (int day = 1; day <= DAYS; day++) {
        rows.append(LakeTables.EVENTS, events(day, "range(" + EVENTS_A_DAY + ")"));
      }
      lake.commitNewestSnapshots();
      TestResult sound = unique(lake);
      assertThat(sound.status()).isEqualTo(TestResult.Status.PASS);

      rows.append(LakeTables.EVENTS, events(7, "range(500000, 500001)"));
      lake.commitNewestSnapshots();
      TestResult spoilt = unique(lake);
      System.out.println(
          "unique over 10 million events: " + sound.seconds() + " s, " + spoilt.seconds() + " s");
      assertThat(spoilt.failures()).isEqualTo(1);
      assertThat(spoilt.example()).isEqualTo("web /var/log/nginx/access.log#7 60000000");
    }
  }

  private static TestResult unique(LakeFixture lake) throws Exception {
    LakeAtCut cut = LakeAtCut.newest(lake.lake()).orElseThrow();
    try (FileSession session = new FileSession(cut, new DuckDbLimits(256, 2, 2000))) {
      return new UniqueTest().run(new TestedLake(session, null, null)).get(0);
    }
  }

  private static String events(int day, String range) {
    return "SELECT TIMESTAMPTZ '2026-01-%02d' + to_microseconds(i * 86400) AS ts, 'web' AS source,"
            .formatted(day)
        + " '/var/log/nginx/access.log#%d' AS stream, i * 120 AS \"offset\" FROM %s r(i)"
            .formatted(day, range);
  }
}
