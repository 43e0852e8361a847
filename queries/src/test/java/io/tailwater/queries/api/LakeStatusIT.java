package io.tailwater.queries.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.tailwater.queries.lake.CutSession;
import io.tailwater.queries.lake.CutStore;
import io.tailwater.queries.lake.DuckDbLimits;
import io.tailwater.queries.lake.LakeAtCut;
import io.tailwater.queries.testing.LakeFixture;
import io.tailwater.queries.testing.LedgerLine;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LakeStatusIT {
  private static final Instant T1 = Instant.parse("2026-01-01T10:00:00Z");
  private static final Instant T2 = T1.plusSeconds(10);
  private static final Instant T3 = T1.plusSeconds(20);
  private static final Instant NOW = T1.plusSeconds(60);
  private static final String A = "/log/a.log#2049:7:1767225600123456789.";

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
  void aLakeWithoutARowHasNoLogs() throws Exception {
    lake.commitNewestSnapshots();

    LakeStatus status = status();
    assertThat(status.logs()).isEmpty();
    assertThat(status.losses()).isEmpty();
    assertThat(status.totals())
        .isEqualTo(new LogTotals(0, 0, null, null, 0, 0, 0, 0, 0, 0, 0, 0, 0));
  }

  @Test
  void tablesShowTheirShapeAndThatUpkeepKeepsUp() throws Exception {
    lake.commitLedger(T1, line(A + 0, 0, 50, 50));

    LakeStatus.TableState ledger = status().tables().get(3);
    assertThat(ledger.mostFilesPerDay()).isEqualTo(1).isEqualTo(ledger.files());
    assertThat(ledger.manifests()).isEqualTo(1);
    assertThat(ledger.metadataBytes()).isPositive();
    assertThat(status().upkeep()).isEqualTo(new LakeStatus.UpkeepState(0, false, null));
  }

  @Test
  void aSourceThatHadNoFileAtFirstIsNoLog() throws Exception {
    lake.commitLedger(T1, line("/web#0:0:0.0", 0, 0, 0), line(A + 0, 0, 50, 50));

    assertThat(status().logs()).extracting(LogStatus::log).containsExactly("/log/a.log");
    assertThat(status().totals().logs()).isEqualTo(1);
  }

  @Test
  void aLogThatAnotherSourceHasTakenOverStandsThere() throws Exception {
    lake.commitLedger(T1, line(A + 0, 0, 50, 80));
    lake.commitLedger(
        "SELECT 2::BIGINT AS seq, TIMESTAMPTZ '2026-01-01 10:00:10Z' AS committed_at,"
            + " 'access' AS source, '"
            + A
            + "0' AS stream, 50::BIGINT AS from_offset, 50::BIGINT AS to_offset,"
            + " 90::BIGINT AS end_offset, 0::BIGINT AS lines, 0::BIGINT AS events,"
            + " 0::BIGINT AS rejects, 0::BIGINT AS filtered, 0::BIGINT AS lost,"
            + " NULL::VARCHAR AS loss_reason, 0::BIGINT AS late, 0::BIGINT AS bytes,"
            + " NULL::TIMESTAMPTZ AS min_ts, NULL::TIMESTAMPTZ AS max_ts, '{}' AS evidence,"
            + " 'web' AS adopted_from");

    assertThat(status().logs()).extracting(LogStatus::source).containsExactly("access");
    assertThat(status().totals().bytesBehind()).isEqualTo(40);
  }

  @Test
  void whatTheLedgerSaysOfAnErasureMovesNoLog() throws Exception {
    lake.commitLedger(T1, line(A + 0, 0, 50, 90), line(A + 1, 0, 7, 7));
    LakeStatus before = status();
    lake.commitLedger(
        "SELECT 1::BIGINT AS seq, TIMESTAMPTZ '2026-01-01 10:00:00Z' AS committed_at,"
            + " 'web' AS source, stream, 0::BIGINT AS from_offset, 0::BIGINT AS to_offset,"
            + " 0::BIGINT AS end_offset, 0::BIGINT AS lines, 0::BIGINT AS events,"
            + " 0::BIGINT AS rejects, 0::BIGINT AS filtered, 0::BIGINT AS lost,"
            + " 0::BIGINT AS late, 0::BIGINT AS bytes, '{}' AS evidence,"
            + " 'erase-1' AS erasure, 3::BIGINT AS erased FROM (VALUES ('"
            + A
            + "0'), ('"
            + A
            + "1')) streams(stream)");

    assertThat(status().logs()).isEqualTo(before.logs());
    assertThat(status().totals()).isEqualTo(before.totals());
  }

  @Test
  void aSourceOfWhichTooManyLinesWereRejectedInTheLastHourIsToldOf() throws Exception {
    lake.commitLedger(rejecting("web", T1.minus(Duration.ofHours(2)), 1, 9));
    lake.commitLedger(rejecting("web", T1, 98, 2));
    lake.commitLedger(rejecting("app", T1, 999, 1));

    assertThat(status().rejectRates())
        .containsExactly(
            new RejectRate("web", 100, 2, 0.02, true),
            new RejectRate("app", 1000, 1, 0.001, false));
    assertThat(status().rejects()).isEqualTo(12);
    lake.commitLedger(rejecting("web", T1, 0, 0) + ", 'replay-1' AS replay, 2::BIGINT AS replayed");
    assertThat(status().rejectRates()).extracting(RejectRate::source).containsExactly("app");
    assertThat(status().replayed()).isEqualTo(2);
  }

  private static String rejecting(String source, Instant committedAt, long events, long rejects) {
    return ("SELECT 1::BIGINT AS seq, TIMESTAMPTZ '%s' AS committed_at, '%s' AS source,"
            + " 's' AS stream, 0::BIGINT AS from_offset, 0::BIGINT AS to_offset,"
            + " 0::BIGINT AS end_offset, %d::BIGINT AS lines, %d::BIGINT AS events,"
            + " %d::BIGINT AS rejects, 0::BIGINT AS filtered, 0::BIGINT AS lost,"
            + " 0::BIGINT AS late, 0::BIGINT AS bytes, '{}' AS evidence")
        .formatted(committedAt, source, events + rejects, events, rejects);
  }

  @Test
  void generationsOfALogAreOneLogAndTruncationsAreCountedByFile() throws Exception {
    String b = "/log/a.log#2049:8:1767225600987654321.1";
    lake.commitLedger(
        T1,
        line(A + 0, 0, 50, 50),
        line(A + 2, 0, 10, 40),
        line(b, 5, 20, 20),
        line("p-3@x", 0, 4, 9));

    LakeStatus status = status();
    assertThat(status.logs()).extracting(LogStatus::log).containsExactly("/log/a.log", "p-3@x");
    LogStatus log = status.logs().get(0);
    assertThat(log.generations()).isEqualTo(3);
    assertThat(log.truncations()).isEqualTo(3);
    assertThat(log.bytesBehind()).isEqualTo(30);
    assertThat(status.totals().bytesBehind()).isEqualTo(35);
    assertThat(status.totals().logs()).isEqualTo(2);
    assertThat(status.totals().generations()).isEqualTo(4);
    assertThat(status.totals().truncations()).isEqualTo(3);
  }

  @Test
  void aLogIsUnreadSinceTheCommitThatFirstKnewOfItsOldestUnreadByte() throws Exception {
    lake.commitLedger(T1, line(A + 0, 0, 50, 90), line("/b#1:2:3.0", 0, 5, 5));
    lake.commitLedger(T2, line(A + 0, 50, 90, 90), line("/b#1:2:3.0", 5, 8, 12));
    assertThat(status().logs().get(1).unreadSince()).isNull();
    lake.commitLedger(T3, line("/b#1:2:3.0", 8, 10, 14));

    LakeStatus status = status();
    assertThat(status.logs().get(0).log()).isEqualTo("/b");
    assertThat(status.logs().get(0).unreadSince()).isEqualTo(T2);
    assertThat(status.logs().get(0).oldestUnreadAgeSeconds()).isEqualTo(50);
    assertThat(status.logs().get(1).unreadSince()).isNull();
    assertThat(status.totals().unreadSince()).isEqualTo(T2);
  }

  @Test
  void aLogThatIsNeverReadToItsEndIsUnreadOnlySinceItsNewestBytes() throws Exception {
    lake.commitLedger(T1, line(A + 0, 0, 50, 57));
    lake.commitLedger(T2, line(A + 0, 50, 90, 99));
    lake.commitLedger(T3, line(A + 0, 90, 130, 132));

    assertThat(status().logs().get(0).unreadSince()).isEqualTo(T3);
    assertThat(status().totals().oldestUnreadAgeSeconds()).isEqualTo(40);
  }

  @Test
  void aLogIsUnreadSinceACommitThatAlsoReadItToAnEarlierEnd() throws Exception {
    lake.commitLedger(T1, line(A + 0, 0, 50, 50), line(A + 0, 50, 60, 90));

    assertThat(status().totals().bytesBehind()).isEqualTo(30);
    assertThat(status().totals().unreadSince()).isEqualTo(T1);
  }

  @Test
  void theLongestUnreadOfItsGenerationsSpeaksForALog() throws Exception {
    lake.commitLedger(T1, line(A + 0, 0, 50, 90));
    lake.commitLedger(T2, line(A + 1, 0, 10, 12));

    assertThat(status().logs()).hasSize(1);
    assertThat(status().logs().get(0).unreadSince()).isEqualTo(T1);
  }

  @Test
  void theSameNameInTwoSourcesIsTwoLogs() throws Exception {
    lake.commitLedger(T1, line(A + 0, 0, 5, 9), line(A + 0, 0, 5, 7).ofSource("app"));

    assertThat(status().logs()).extracting(LogStatus::source).containsExactly("web", "app");
    assertThat(status().logs()).extracting(LogStatus::bytesBehind).containsExactly(4L, 2L);
  }

  @Test
  void lossesAreToldNewestFirstAndCounted() throws Exception {
    String unknown = "truncated: the file was emptied before this was read, from 90, unknown";
    lake.commitLedger(
        NOW.minusSeconds(90_000),
        line(A + 0, 0, 100, 100).withLoss(10, "the file was gone before this was read"));
    lake.commitLedger(T2, line(A + 1, 20, 90, 90).withLoss(0, unknown));

    LakeStatus status = status();
    assertThat(status.losses())
        .containsExactly(
            new LossRecord(T2, "web", "/log/a.log", A + 1, 20, 90, 0, "bytes", true, unknown),
            new LossRecord(
                NOW.minusSeconds(90_000),
                "web",
                "/log/a.log",
                A + 0,
                0,
                100,
                10,
                "bytes",
                false,
                "the file was gone before this was read"));
    assertThat(status.totals().losses()).isEqualTo(2);
    assertThat(status.totals().lossesOfUnknownSize()).isEqualTo(1);
    assertThat(status.totals().lostBytes()).isEqualTo(10);
    assertThat(status.lossesLastDay()).isEqualTo(new LedgerSums.Losses(1, 1, 0, 0));
  }

  @Test
  void recordsOfTopicsAreCountedApart() throws Exception {
    lake.commitLedger(
        NOW.minusSeconds(90_000),
        line(A + 0, 0, 100, 130).withLoss(10, "the file was gone before this was read"),
        line("events-0@x", 5, 9, 12).withLoss(4, "removed: offsets 5 to 8"));
    lake.commitLedger(T2, line("events-1@x", 0, 2, 2).withLoss(2, "removed: offsets 0 to 1"));

    LakeStatus status = status();
    assertThat(status.totals().bytesBehind()).isEqualTo(33);
    assertThat(status.totals().recordsBehind()).isEqualTo(3);
    assertThat(status.totals().lostBytes()).isEqualTo(16);
    assertThat(status.totals().lostRecords()).isEqualTo(6);
    assertThat(status.lossesLastDay()).isEqualTo(new LedgerSums.Losses(1, 0, 2, 2));
    assertThat(status.logs())
        .extracting(LogStatus::unit)
        .containsExactly("bytes", "records", "records");
    assertThat(status.losses())
        .extracting(LossRecord::unit)
        .containsExactlyInAnyOrder("records", "records", "bytes");
  }

  @Test
  void whatWasUnpackedIsTheNewestOfEachGeneration() throws Exception {
    lake.commitLedger(T1, line(A + 0, 0, 5, 9).withEvidence("{\"v\":2,\"inflated\":400}"));
    lake.commitLedger(
        T2,
        line(A + 0, 5, 9, 9).withEvidence("{\"v\":2,\"codec\":\"GZIP\",\"inflated\": 900}"),
        line(A + 1, 0, 5, 5).withEvidence("{\"path\":\"\\\"inflated\\\":7\",\"v\":1}"),
        line("/b#1:2:3.0", 0, 5, 5).withEvidence("{\"inflated\":50}"));

    assertThat(status().totals().bytesInflated()).isEqualTo(950);
    assertThat(status().logs()).extracting(LogStatus::bytesInflated).containsExactly(50L, 900L);
  }

  @Test
  void listsAreBoundedAndSayWhatTheyLeaveOut() throws Exception {
    lake.commitLedger(
        "SELECT 1 AS seq, TIMESTAMPTZ '2026-01-01 10:00:00Z' AS committed_at, 'web' AS source,"
            + " '/log/' || i || '#1:2:3.0' AS stream, 0 AS from_offset, 10 AS to_offset,"
            + " 10 + i AS end_offset, 1 AS lines, 1 AS events, 0 AS rejects, 0 AS filtered,"
            + " 3 AS lost, 'gone: deleted' AS loss_reason, 0 AS late, 7 AS bytes,"
            + " '{}' AS evidence FROM range(250) t(i)");

    LakeStatus status = status();
    assertThat(status.logs()).hasSize(100);
    assertThat(status.logs().get(0).log()).isEqualTo("/log/249");
    assertThat(status.logsLeftOut()).isEqualTo(150);
    assertThat(status.streams()).hasSize(100);
    assertThat(status.streams().get(0).behind()).isEqualTo(249);
    assertThat(status.streamsLeftOut()).isEqualTo(150);
    assertThat(status.losses()).hasSize(20);
    assertThat(status.totals().losses()).isEqualTo(250);
    assertThat(status.totals().bytesBehind()).isEqualTo(250 * 249 / 2);
  }

  @Test
  void lossesBeyondTheNewestTwentyAreSaidToBeLeftOut() throws Exception {
    lake.commitLedger(T1, losses(20));
    assertThat(status().isCut()).isFalse();
    lake.commitLedger(T2, losses(1));

    assertThat(status().losses()).hasSize(20);
    assertThat(status().isCut()).isTrue();
  }

  private static LedgerLine[] losses(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> line(A + 0, 10 * i, 10 * i + 10, 10 * i + 10).withLoss(3, "gone: deleted"))
        .toArray(LedgerLine[]::new);
  }

  private static LedgerLine line(String stream, long from, long to, long end) {
    return LedgerLine.of(stream, from, to, end);
  }

  private LakeStatus status() throws Exception {
    try (CutStore store = CutStore.ofLedger(new DuckDbLimits(256, 2, 100))) {
      store.load(LakeAtCut.newest(lake.lake()).orElseThrow());
      try (CutSession session = store.open().orElseThrow()) {
        return Answers.status(session, NOW, 0.01);
      }
    }
  }
}
