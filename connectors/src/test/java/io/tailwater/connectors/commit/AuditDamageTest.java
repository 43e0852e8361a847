package io.tailwater.connectors.commit;

import static org.assertj.core.api.Assertions.assertThat;

import io.tailwater.connectors.commit.audit.Audit;
import io.tailwater.connectors.commit.audit.AuditReport;
import io.tailwater.connectors.commit.audit.AuditScope;
import io.tailwater.connectors.commit.audit.Finding;
import io.tailwater.connectors.commit.file.LedgerRow;
import io.tailwater.connectors.lake.LakeTables;
import io.tailwater.connectors.lake.LocalFileIO;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.Table;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every kind of damage to a lake of five events of stream a, one reject, five more events of a and
 * four of b, and what an audit says of it: check, table, stream, commit, got, want.
 */
class AuditDamageTest {
  private static final AuditScope DEEP = new AuditScope(Optional.empty(), Optional.empty(), true);

  @TempDir(factory = DirectoryInMemory.class)
  Path warehouse;

  private TestLake lake;
  private LakeDamage damage;

  @BeforeEach
  void commit() {
    lake = new TestLake(warehouse);
    lake.start("run1");
    LakeCoordinator coordinator = lake.coordinator("run1");
    coordinator.commit(lake.commit("run1", 1, "a", 0, 5));
    coordinator.commit(lake.commitWithReject("run1", 2, "a", 50, 5));
    coordinator.commit(lake.commit("run1", 3, "b", 0, 4));
    damage = new LakeDamage(lake);
    assertThat(deep()).isEmpty();
  }

  @AfterEach
  void close() {
    lake.close();
  }

  @Test
  void anEventFileThatIsTakenOut() {
    damage.remove(LakeTables.EVENTS, damage.files(LakeTables.EVENTS).get(1));
    assertThat(quick()).containsExactly("total events null null 9 rows 14");
    assertThat(deep())
        .containsExactly(
            "total events null null 9 rows 14",
            "rows events a 2 0 5",
            "hour requests_hourly null null 14 requests 9");
  }

  @Test
  void aRejectFileThatIsTakenOut() {
    damage.remove(LakeTables.REJECTS, damage.files(LakeTables.REJECTS).get(0));
    assertThat(quick()).containsExactly("total rejects null null 0 rows 1");
    assertThat(deep()).contains("rows rejects r2run1 2 0 1");
  }

  @Test
  void aRollupFileThatIsTakenOut() {
    damage.remove(LakeTables.REQUESTS_HOURLY, rollups().get(0));
    assertThat(quick()).containsExactly("total requests_hourly null null 9 requests 14");
    assertThat(deep()).contains("hour requests_hourly null null 9 requests 14");
  }

  @Test
  void anEventFileThatIsThereTwice() {
    damage.appendAgain(LakeTables.EVENTS, damage.files(LakeTables.EVENTS).get(0));
    assertThat(quick()).containsExactly("total events null null 19 rows 14");
    assertThat(deep()).contains("rows events a 1 10 5");
  }

  @Test
  void aRollupFileThatIsThereTwice() {
    damage.appendAgain(LakeTables.REQUESTS_HOURLY, rollups().get(2));
    assertThat(quick()).containsExactly("total requests_hourly null null 18 requests 14");
  }

  @Test
  void aRollupFileWithOtherSums() {
    damage.replaceRollup(rollups().get(0), TestLake.delta(6));
    assertThat(quick()).containsExactly("total requests_hourly null null 15 requests 14");
    assertThat(deep()).contains("hour requests_hourly null null 15 requests 14");
  }

  @Test
  void aRollupFileWithOtherBytesOrALatencyThatIsInNoBucket() {
    var sums = TestLake.delta(5);
    damage.replaceRollup(rollups().get(0), TestLake.withSums(sums, sums.bytes() + 7, 1));
    assertThat(quick()).isEmpty();
    assertThat(deep())
        .containsExactly(
            "hour requests_hourly null null 7 bytes 0",
            "hour requests_hourly null null 1 latencies 0",
            "hour requests_hourly null null 0 latencies in buckets 1");
  }

  @Test
  void aLedgerRowThatIsTakenOut() {
    damage.changeLedger(rows -> rows.removeIf(row -> is(row, 1, "a")));
    assertThat(quick())
        .containsExactly(
            "total events null null 14 rows 9", "total requests_hourly null null 14 requests 9");
    assertThat(deep()).contains("stray events a null 5 rows, the first at offset 0 none");
  }

  @Test
  void aLedgerRowBetweenOthersThatIsTakenOut() {
    lake.coordinator("run1").commit(lake.commit("run1", 4, "a", 100, 1));
    damage.changeLedger(rows -> rows.removeIf(row -> is(row, 2, "a")));
    assertThat(quick()).contains("gap ledger a 4 100 50");
  }

  @Test
  void aLedgerRowThatIsThereTwice() {
    damage.changeLedger(rows -> rows.add(rows.get(0)));
    assertThat(quick()).contains("overlap ledger a 1 [0, 50) twice once");
  }

  @Test
  void rangesThatOverlap() {
    change(2, "a", e -> e.range(40, 100));
    assertThat(quick()).containsExactly("overlap ledger a 2 [40, 50) twice once");
  }

  @Test
  void aRangeThatGoesBackwards() {
    change(3, "b", e -> e.range(40, 0));
    assertThat(quick()).containsExactly("range ledger b 3 40 to 0 from <= to");
  }

  @Test
  void rangesInAnotherOrderThanTheirCommits() {
    damage.changeLedger(
        rows -> {
          LedgerRow first = rows.get(0);
          rows.set(0, new LedgerRow(3, first.committedAtMicros(), null, first.entry()));
        });
    assertThat(quick()).containsExactly("order ledger a 2 after commit 3 before it");
  }

  @Test
  void wrongCounts() {
    change(2, "a", e -> e.counts(6, 6, 0));
    assertThat(quick())
        .containsExactly(
            "total events null null 14 rows 15", "total requests_hourly null null 14 requests 15");
    assertThat(deep()).contains("rows events a 2 5 6");
  }

  @Test
  void linesThatAreNotAccountedFor() {
    change(2, "a", e -> e.counts(7, 5, 1));
    assertThat(quick()).containsExactly("lines ledger a 2 7 lines 6 lines");
  }

  @Test
  void countsBelowZero() {
    change(2, "a", e -> e.counts(4, 5, -1));
    assertThat(quick()).containsExactly("range ledger a 2 -1 0 or more");
  }

  @Test
  void aCommitWhoseRowsAndSnapshotAreGone() {
    lake.coordinator("run1").commit(lake.commit("run1", 4, "b", 40, 1));
    damage.changeLedger(rows -> rows.removeIf(row -> row.seq() == 3));
    Table ledger = lake.catalog.load(LakeTables.LEDGER);
    var expire = ledger.expireSnapshots().cleanExpiredFiles(false);
    ledger
        .snapshots()
        .forEach(
            snapshot -> {
              if ("3".equals(snapshot.summary().get("tailwater.seq"))) {
                expire.expireSnapshotId(snapshot.snapshotId());
              }
            });
    expire.commit();
    assertThat(quick()).contains("number ledger null 3 no commit commit 3");
  }

  @Test
  void anEventThatWasMovedToAnotherRange() {
    damage.replaceEvents(damage.files(LakeTables.EVENTS).get(0), "a", 0, 10, 20, 30, 85);
    assertThat(quick()).isEmpty();
    assertThat(deep()).containsExactly("rows events a 1 4 5", "rows events a 2 6 5");
  }

  @Test
  void aRowThatStandsForOneThatIsMissingFromTheSameRange() {
    damage.replaceEvents(damage.files(LakeTables.EVENTS).get(0), "a", 0, 10, 10, 30, 40);
    assertThat(quick()).isEmpty();
    List<String> found =
        List.of(
            "duplicate events a 1 1 rows twice, the first at offset 10 every line once",
            "rows events a 1 4 5");
    assertThat(deep()).isEqualTo(found);
    assertThat(sentences(Audit.at(lake.catalog, lake.cut(), DEEP, 1)))
        .as("a commit at a time")
        .isEqualTo(found);
  }

  @Test
  void partsOfOneRecordAreToldApart() {
    DataFile events = damage.files(LakeTables.EVENTS).get(0);
    damage.replaceEvents(events, "a", row -> row == 0 ? null : row, 10, 10, 10, 10, 10);
    assertThat(deep()).isEmpty();
  }

  @Test
  void aPartOfARecordThatStandsForAnotherOne() {
    DataFile events = damage.files(LakeTables.EVENTS).get(0);
    damage.replaceEvents(events, "a", row -> row == 0 ? null : row / 2, 9, 7, 7, 7, 7);
    assertThat(deep())
        .containsExactly(
            "duplicate events a 1 1 rows twice, the first at offset 7, part 1 every line once",
            "rows events a 1 4 5");
  }

  @Test
  void aLineThatIsBothAnEventAndAReject() {
    damage.replaceEvents(damage.files(LakeTables.EVENTS).get(2), "r2run1", 0, 0, 0, 0);
    assertThat(deep()).contains("rows events r2run1 2 4 0", "rows events b 3 0 4");
  }

  @Test
  void rowsThatNoCommitCoversAreFoundACommitAtATimeToo() {
    damage.replaceEvents(damage.files(LakeTables.EVENTS).get(2), "b", 0, 10, 20, 400);
    assertThat(sentences(Audit.at(lake.catalog, lake.cut(), DEEP, 1)))
        .containsExactly(
            "rows events b 3 3 4", "stray events b null 1 rows, the first at offset 400 none");
  }

  @Test
  void aFileThatIsNotThere() throws IOException {
    DataFile gone = damage.files(LakeTables.EVENTS).get(0);
    Files.delete(pathOf(gone));
    assertThat(quick())
        .containsExactly(
            "file events null null no file a file of " + gone.fileSizeInBytes() + " bytes");
    assertThat(deep()).contains("rows events a 1 0 5");
  }

  @Test
  void aLedgerFileThatIsNotThere() throws IOException {
    Files.delete(pathOf(damage.files(LakeTables.LEDGER).get(1)));
    assertThat(quick().get(0)).startsWith("file ledger null null no file");
    assertThat(quick()).contains("total events null null 14 rows 9");
  }

  @Test
  void aFileThatIsCutShort() throws IOException {
    DataFile cut = rollups().get(0);
    Files.write(pathOf(cut), new byte[17]);
    assertThat(quick())
        .containsExactly(
            "file requests_hourly null null 17 bytes " + cut.fileSizeInBytes() + " bytes",
            "total requests_hourly null null 9 requests 14");
  }

  @Test
  void aFileWithOtherBytes() throws IOException {
    DataFile other = damage.files(LakeTables.EVENTS).get(0);
    Files.write(pathOf(other), new byte[(int) other.fileSizeInBytes()]);
    assertThat(quick()).isEmpty();
    assertThat(deep().get(0)).startsWith("file events null null").endsWith("can be read");
    assertThat(deep()).contains("rows events a 1 0 5");
  }

  @Test
  void everyFindingSaysWhere() throws IOException {
    damage.remove(LakeTables.EVENTS, damage.files(LakeTables.EVENTS).get(1));
    change(2, "a", e -> e.range(40, 100));
    Files.delete(pathOf(damage.files(LakeTables.REJECTS).get(0)));
    assertThat(Audit.at(lake.catalog, lake.cut(), DEEP).findings())
        .extracting(Finding::sentence)
        .contains(
            "web: a has an overlap: [40, 100) of commit 2 repeats [40, 50)",
            "The ledger counts 14 rows in events, the table holds 9",
            "web: a counts 5 events in [40, 100) of commit 2, the table holds 1")
        .anyMatch(s -> s.startsWith("File file://") && s.endsWith(" of table rejects is missing"));
  }

  private void change(long seq, String stream, UnaryOperator<LedgerEntryEdit> edit) {
    damage.changeLedger(
        rows ->
            rows.replaceAll(
                row ->
                    is(row, seq, stream)
                        ? new LedgerRow(
                            seq,
                            row.committedAtMicros(),
                            null,
                            edit.apply(LedgerEntryEdit.of(row.entry())).entry())
                        : row));
  }

  private static boolean is(LedgerRow row, long seq, String stream) {
    return row.seq() == seq && row.entry().stream().equals(stream);
  }

  private List<DataFile> rollups() {
    return damage.files(LakeTables.REQUESTS_HOURLY);
  }

  private static Path pathOf(DataFile file) {
    return LocalFileIO.pathOf(file.location());
  }

  private List<String> quick() {
    return sentences(Audit.at(lake.catalog, lake.cut()));
  }

  private List<String> deep() {
    return sentences(Audit.at(lake.catalog, lake.cut(), DEEP));
  }

  private static List<String> sentences(AuditReport report) {
    assertThat(report.contradictions()).isEqualTo(report.findings().size());
    return report.findings().stream()
        .map(
            f ->
                String.join(
                    " ",
                    f.check().name(),
                    f.table(),
                    f.stream(),
                    String.valueOf(f.seq()),
                    f.got(),
                    f.want()))
        .toList();
  }
}
