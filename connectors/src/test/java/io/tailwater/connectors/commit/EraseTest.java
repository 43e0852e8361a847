package io.tailwater.connectors.commit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tailwater.connectors.commit.erase.Erase;
import io.tailwater.connectors.commit.erase.Receipt;
import io.tailwater.connectors.commit.file.DataFileJson;
import io.tailwater.connectors.commit.upkeep.Upkeep;
import io.tailwater.connectors.lake.LakeTables;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.iceberg.Table;
import org.apache.iceberg.types.Types.StringType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EraseTest {
  @TempDir(factory = DirectoryInMemory.class)
  Path warehouse;

  private TestLake lake;
  private PeopleLake people;
  private LakeCoordinator coordinator;
  private EventsOnDisk disk;

  @BeforeEach
  void open() {
    lake = new TestLake(warehouse);
    lake.start("run1");
    people = new PeopleLake(lake);
    coordinator = lake.coordinator("run1");
    disk = new EventsOnDisk(warehouse);
  }

  @AfterEach
  void close() {
    lake.close();
  }

  @Test
  void onePersonsEventsAreGoneFromEveryFileAndAllOthersAreAsTheyWere() {
    people.commit(coordinator, "run1", 1, 3);
    new Upkeep(lake.catalog, TestLake.TARGETS.mergingAll())
        .merge(EnumSet.allOf(LakeTables.class), false);
    people.commit(coordinator, "run1", 4, 1);
    Map<String, String> left = withoutPerson(people.events());
    assertThat(disk.values("client_ip")).contains(PeopleLake.PERSON);
    assertThat(disk.manifestsTellOf(PeopleLake.PERSON)).isTrue();

    Receipt receipt = people.erase(PeopleLake.OF_PERSON);

    assertThat(people.events()).isEqualTo(left).hasSize(4 * 16);
    assertThat(disk.values("client_ip")).hasSize(4 * 16).doesNotContain(PeopleLake.PERSON);
    assertThat(disk.values("user_name")).doesNotContain("user0");
    assertThat(disk.manifestsTellOf(PeopleLake.PERSON)).isFalse();
    assertThat(receipt.eventsErased()).isEqualTo(4 * 4);
    assertThat(people.findings()).isEmpty();
    assertThat(people.erased()).isEqualTo(4 * 4);
  }

  @Test
  void theJobGoesOnAfterItAndASecondErasureAddsToTheFirst() {
    people.commit(coordinator, "run1", 1, 2);
    people.erase(PeopleLake.OF_PERSON);
    people.commit(coordinator, "run1", 3, 1);
    assertThat(people.findings()).isEmpty();
    assertThat(people.erase(PeopleLake.OF_PERSON).eventsErased()).isEqualTo(4);
    lake.start("run2");
    people.commit(lake.coordinator("run2"), "run2", 4, 1);
    assertThat(people.erase("client_ip like '203.%'").eventsErased()).isEqualTo(2 * 16 + 16 + 20);
    assertThat(people.events()).isEmpty();
    assertThat(people.erased()).isEqualTo(4 * 20);
    assertThat(people.findings()).isEmpty();
  }

  @Test
  void upkeepMergesWhatWasErasedAndTheLedgerThatTellsOfIt() {
    people.commit(coordinator, "run1", 1, 4);
    people.erase(PeopleLake.OF_PERSON);
    Map<String, String> left = people.events();
    Upkeep upkeep = new Upkeep(lake.catalog, TestLake.TARGETS.mergingAll());
    upkeep.merge(EnumSet.allOf(LakeTables.class), false);
    upkeep.expire(Instant.now().plus(Duration.ofDays(8)), false);
    assertThat(people.events()).isEqualTo(left);
    assertThat(people.erased()).isEqualTo(4 * 4);
    assertThat(people.findings()).isEmpty();
    assertThat(lake.start("run2").heads()).extracting(head -> head.offset()).containsExactly(800L);
  }

  @Test
  void aCorrectionChangesThoseColumnsOfThoseEventsAndNothingElse() {
    people.commit(coordinator, "run1", 1, 2);
    Map<String, String> before = people.events();
    Receipt receipt = people.erase(PeopleLake.OF_PERSON, "client_ip=null", "user_name='some one'");

    Map<String, String> after = people.events();
    assertThat(after).hasSameSizeAs(before);
    before.replaceAll(
        (key, row) ->
            row.contains(PeopleLake.PERSON + ",")
                ? row.replace(PeopleLake.PERSON, "null").replace("user0", "some one")
                : row);
    assertThat(after).isEqualTo(before);
    assertThat(receipt.eventsCorrected()).isEqualTo(2 * 4);
    assertThat(receipt.eventsErased()).isZero();
    assertThat(disk.values("client_ip")).hasSize(40).doesNotContain(PeopleLake.PERSON);
    assertThat(people.findings()).isEmpty();
    assertThat(people.erased()).isZero();
    assertThat(people.erase(PeopleLake.OF_PERSON, "client_ip=null").saysNothing()).isTrue();
  }

  @Test
  void onlyFilesWithSuchEventsAreWrittenAnew() {
    people.commit(coordinator, "run1", 1, 3);
    List<Path> before = TestLake.dataFiles(warehouse.resolve("logs/events"));
    Receipt receipt = people.erase("offset < 400 and " + PeopleLake.OF_PERSON);
    assertThat(receipt.filesRewritten()).isEqualTo(4);
    assertThat(receipt.filesWritten()).isEqualTo(4);
    assertThat(TestLake.dataFiles(warehouse.resolve("logs/events")))
        .hasSize(before.size())
        .satisfies(after -> assertThat(after.stream().filter(before::contains)).hasSize(2));
  }

  @Test
  void olderCutsAreGoneWithTheirSnapshots() {
    people.commit(coordinator, "run1", 1, 2);
    Receipt receipt = people.erase(PeopleLake.OF_PERSON);
    Table ledger = lake.catalog.load(LakeTables.LEDGER);
    Table events = lake.catalog.load(LakeTables.EVENTS);
    assertThat(ledger.snapshots()).hasSize(1);
    assertThat(events.snapshots()).hasSize(1);
    // Created, fenced, two commits, the erasure.
    assertThat(receipt.eventSnapshots()).isEqualTo(5);
    assertThat(receipt.ledgerSnapshots()).isGreaterThanOrEqualTo(4);
    assertThat(receipt.searchedToCommit()).isEqualTo(2);
  }

  @Test
  void aDryRunSaysTheNumbersAndChangesNothing() throws IOException {
    people.commit(coordinator, "run1", 1, 2);
    List<Path> before = files();
    Receipt would = new Erase(lake.catalog).plan(people.request(PeopleLake.OF_PERSON));
    assertThat(files()).isEqualTo(before);
    Receipt done = people.erase(PeopleLake.OF_PERSON);
    assertThat(would.eventsErased()).isEqualTo(done.eventsErased()).isEqualTo(8);
    assertThat(would.filesRewritten()).isEqualTo(done.filesRewritten());
    assertThat(would.filesWritten()).isEqualTo(done.filesWritten());
  }

  @Test
  void aReceiptTellsWhatWasDoneButNotToWhom() throws IOException {
    people.commit(coordinator, "run1", 1, 2);
    Receipt receipt = people.erase(PeopleLake.OF_PERSON + " and offset >= 0");
    List<Path> receipts =
        files().stream().filter(file -> file.toString().contains("receipts")).toList();
    assertThat(receipts).hasSize(1);
    String text = Files.readString(receipts.get(0));
    assertThat(text)
        .contains("\"request\" : \"where client_ip = ? and offset >= ?\"", receipt.requestSha256())
        .contains("\"events_erased\" : 8", "\"files_rewritten\" : 4", "rejects")
        .doesNotContain(PeopleLake.PERSON);
    assertThat(receipt.filesRemoved()).filteredOn(file -> file.endsWith(".parquet")).hasSize(4);
  }

  @Test
  void whatMatchesNothingKeepsTheSnapshotsAndLeavesNoReceipt() throws IOException {
    people.commit(coordinator, "run1", 1, 2);
    assertThat(people.erase("client_ip = '198.51.100.1'").saysNothing()).isTrue();
    assertThat(lake.catalog.load(LakeTables.EVENTS).snapshots()).hasSizeGreaterThan(2);
    assertThat(files()).noneMatch(file -> file.toString().contains("receipts/"));
  }

  @Test
  void aValueThatIsNotThereIsNotUnequalNorSmaller() {
    people.commit(coordinator, "run1", 1, 1);
    assertThat(people.erase("upstream_ms < 5").saysNothing()).isTrue();
    assertThat(people.erase("not (upstream_ms = 5 or region = 'x')").saysNothing()).isTrue();
    assertThat(people.erase("region != 'x' or host not in ('a')").saysNothing()).isTrue();
    assertThat(people.erase("not region is null").saysNothing()).isTrue();
    assertThat(people.erase("not (user_name != 'user1' or offset > 100)").eventsErased())
        .isEqualTo(2);
  }

  @Test
  void renamedColumnsAreErasedByTheirOwnNames() {
    people.commit(coordinator, "run1", 1, 2);
    Table events = lake.catalog.load(LakeTables.EVENTS);
    events
        .updateSchema()
        .renameColumn("client_ip", "visitor")
        .addColumn("note", StringType.get())
        .commit();
    people.commit(coordinator, "run1", 3, 1);
    assertThat(people.erase(PeopleLake.OF_PERSON + " and note is null").eventsErased())
        .isEqualTo(12);
    assertThat(
            people
                .erase("client_ip in ('203.0.113.1', '203.0.113.2')", "client_ip=null")
                .eventsCorrected())
        .isEqualTo(24);
    assertThat(disk.values("client_ip")).containsOnly(null, "203.0.113.3", "203.0.113.4");
    people.commit(coordinator, "run1", 4, 1);
    assertThat(people.findings()).isEmpty();
  }

  @Test
  void aSnapshotThatSomebodyNamedIsNotLetGoOf() {
    people.commit(coordinator, "run1", 1, 1);
    Table events = lake.catalog.load(LakeTables.EVENTS);
    events
        .manageSnapshots()
        .createTag("audit-2026", events.currentSnapshot().snapshotId())
        .commit();
    assertThatThrownBy(() -> people.erase(PeopleLake.OF_PERSON))
        .hasMessageContaining("has the tag 'audit-2026'");
    assertThatThrownBy(() -> new Erase(lake.catalog).plan(people.request(PeopleLake.OF_PERSON)))
        .hasMessageContaining("has the tag 'audit-2026'");
    assertThat(people.events()).hasSize(20);
  }

  @Test
  void aCommitThatDoesNotEndIsNotBuiltUpon() {
    people.commit(coordinator, "run1", 1, 2);
    Table events = lake.catalog.load(LakeTables.EVENTS);
    LakeCommittable unfinished = people.commit("run1", 3, "a", 40);
    new TableLine(LakeTables.EVENTS, events, TestLake.PIPELINE, "run1-2-x", TestLake.QUICK)
        .append(
            3,
            "run1-3-x",
            () ->
                new TableLine.Addition(
                    unfinished.files().stream()
                        .filter(file -> file.table().equals("events"))
                        .map(file -> DataFileJson.read(file, events.specs()))
                        .toList(),
                    Map.of(),
                    null));
    Erase erase = new Erase(lake.catalog, Duration.ofMillis(300));
    assertThatThrownBy(() -> erase.run(people.request(PeopleLake.OF_PERSON)))
        .hasMessageContaining("If no job runs, start one");
    lake.start("run2");
    assertThat(people.erase(PeopleLake.OF_PERSON).eventsErased()).isEqualTo(8);
    assertThat(people.findings()).isEmpty();
  }

  private static Map<String, String> withoutPerson(Map<String, String> rows) {
    Map<String, String> left = new TreeMap<>(rows);
    left.values().removeIf(row -> row.contains(PeopleLake.PERSON + ","));
    return left;
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> files = Files.walk(warehouse)) {
      return files.filter(Files::isRegularFile).sorted().toList();
    }
  }
}
