package io.tailwater.queries.lake;

import static org.assertj.core.api.Assertions.assertThat;

import io.tailwater.queries.testing.LakeFixture;
import io.tailwater.queries.testing.RandomEvents;
import io.tailwater.queries.testing.ReaderProcess;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The one SQLite file is read by several processes without a pause, while another commits. */
class ReadersBesideAWriterIT {
  private static final Instant DAY = Instant.parse("2026-01-01T00:00:00Z");

  @TempDir Path directory;

  @Test
  void nobodySeesABusyDatabase() throws Exception {
    nobodyFails(2, 10);
  }

  @Test
  @Tag("long")
  void nobodySeesABusyDatabaseInFiveHundredCommits() throws Exception {
    nobodyFails(4, 500);
  }

  private void nobodyFails(int processes, int commits) throws Exception {
    List<ReaderProcess> readers = new ArrayList<>();
    try (LakeFixture lake = new LakeFixture(directory)) {
      RandomEvents random = new RandomEvents(7);
      lake.commit(random.between(DAY, DAY.plusSeconds(3600), 10));
      for (int i = 0; i < processes; i++) {
        readers.add(ReaderProcess.start(directory));
      }
      for (ReaderProcess reader : readers) {
        reader.awaitFirstRead();
      }
      for (int i = 0; i < commits; i++) {
        lake.commit(random.between(DAY, DAY.plusSeconds(3600), 10));
      }
      for (ReaderProcess reader : readers) {
        assertThat(reader.stop()).isPositive();
      }
      assertThat(lake.seq()).isEqualTo(commits + 1);
    } finally {
      readers.forEach(ReaderProcess::close);
    }
  }
}
