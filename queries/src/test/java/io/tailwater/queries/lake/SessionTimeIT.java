package io.tailwater.queries.lake;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tailwater.queries.testing.Event;
import io.tailwater.queries.testing.LakeFixture;
import java.nio.file.Path;
import java.sql.SQLTimeoutException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A session has as long as it was given, however many queries it asks. */
class SessionTimeIT {
  @TempDir Path directory;

  @Test
  void whatIsAskedTooLateFailsForTime() throws Exception {
    try (LakeFixture lake = new LakeFixture(directory);
        CutStore store = new CutStore(new DuckDbLimits(256, 2, 100), Duration.ofMillis(300))) {
      lake.commit(List.of(Event.at("2026-01-01T10:00:00Z", "/a", 200, 5)));
      store.load(LakeAtCut.newest(lake.lake()).orElseThrow());
      try (CutSession session = store.open().orElseThrow()) {
        Sql endless = Sql.of("SELECT count(*) FROM range(100000000000) t(i) WHERE hash(i) = 1");
        assertThatThrownBy(() -> session.query(endless, row -> row.getLong(1)))
            .isInstanceOf(SQLTimeoutException.class);
        assertThatThrownBy(() -> session.query(Sql.of("SELECT 1"), row -> row.getLong(1)))
            .isInstanceOf(SQLTimeoutException.class);
      }
    }
  }
}
