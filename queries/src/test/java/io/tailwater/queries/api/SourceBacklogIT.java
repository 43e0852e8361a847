package io.tailwater.queries.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.tailwater.queries.lake.CutSession;
import io.tailwater.queries.lake.CutStore;
import io.tailwater.queries.lake.DuckDbLimits;
import io.tailwater.queries.lake.LakeAtCut;
import io.tailwater.queries.testing.LakeFixture;
import io.tailwater.queries.testing.LedgerLine;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SourceBacklogIT {
  private static final Instant T = Instant.parse("2026-01-01T10:00:00Z");
  private static final String A = "/log/a.log#2049:7:1767225600123456789.0";
  private static final String B = "/log/a.log#2049:8:1767225700123456789.0";

  @TempDir Path directory;
  private LakeFixture lake;

  @BeforeEach
  void open() throws Exception {
    lake = new LakeFixture(directory);
  }

  @AfterEach
  void close() throws Exception {
    lake.close();
  }

  @Test
  void ratesAreOfTheLastTenMinutes() throws Exception {
    commit(-3600, line(A, 0, 0, 1_000));
    commit(-601, line(A, 0, 400, 2_000));
    commit(-300, line(A, 400, 6_400, 8_000));
    commit(-10, line(A, 6_400, 7_400, 8_600));
    double out = 7_000 / 600.0;
    assertThat(at(0))
        .containsExactly(
            new SourceBacklog(
                "web", "bytes", 1_200, 11.0, out, 6_000 / 301.0, 1_200 / (out - 11.0)));
  }

  @Test
  void aNewFileOfAKnownSourceHasCome() throws Exception {
    commit(-3600, line(A, 0, 500, 500));
    commit(-60, line(B, 0, 600, 1_200));
    SourceBacklog backlog = at(0).get(0);
    assertThat(backlog.inPerSecond()).isEqualTo(2);
    assertThat(backlog.outPerSecond()).isEqualTo(1);
    assertThat(backlog.secondsToCatchUp()).isNull();
  }

  @Test
  void whatANewSourceFindsHasNotComeSince() throws Exception {
    commit(-3600, line(A, 0, 500, 500).ofSource("app"));
    commit(-60, line(A, 0, 0, 60_000));
    commit(-30, line(A, 0, 60_000, 60_600));
    SourceBacklog backlog = at(0).get(0);
    assertThat(backlog.source()).isEqualTo("web");
    assertThat(backlog.inPerSecond()).isEqualTo(1);
    assertThat(backlog.outPerSecond()).isEqualTo(100);
    assertThat(backlog.secondsToCatchUp()).isEqualTo(600 / 99.0);
  }

  @Test
  void aYoungLakeIsMeasuredSinceItsFirstCommit() throws Exception {
    commit(-100, line(A, 0, 0, 5_000));
    commit(-50, line(A, 0, 5_000, 5_100));
    assertThat(at(0).get(0).outPerSecond()).isEqualTo(50);
    assertThat(at(0).get(0).inPerSecond()).isEqualTo(1);
    assertThat(at(-100).get(0).inPerSecond()).isNull();
  }

  @Test
  void positionsOfATopicAreRecords() throws Exception {
    commit(-3600, line("clicks-0@x", 0, 4, 4));
    assertThat(at(0).get(0).unit()).isEqualTo("records");
    assertThat(at(0).get(0).secondsToCatchUp()).isZero();
  }

  @Test
  void aLakeWithoutARowHasNoSources() throws Exception {
    assertThat(at(0)).isEmpty();
  }

  private void commit(int seconds, LedgerLine... lines) throws Exception {
    lake.commitLedger(T.plusSeconds(seconds), lines);
  }

  private List<SourceBacklog> at(int seconds) throws Exception {
    try (CutStore store = CutStore.ofLedger(new DuckDbLimits(256, 2, 100))) {
      store.load(LakeAtCut.newest(lake.lake()).orElseThrow());
      try (CutSession session = store.open().orElseThrow()) {
        return Answers.status(session, T.plusSeconds(seconds), 0.01).backlog();
      }
    }
  }

  private static LedgerLine line(String stream, long from, long to, long end) {
    return LedgerLine.of(stream, from, to, end);
  }
}
