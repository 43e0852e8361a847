package io.tailwater.connectors.commit;

import static org.assertj.core.api.Assertions.assertThat;

import io.tailwater.connectors.commit.audit.Check;
import io.tailwater.connectors.commit.audit.Finding;
import io.tailwater.connectors.commit.file.DataFileJson;
import io.tailwater.connectors.commit.file.DataFileNames;
import io.tailwater.connectors.commit.file.ErasureRow;
import io.tailwater.connectors.commit.file.RowFileWriter;
import io.tailwater.connectors.lake.LakeTables;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.apache.iceberg.AppendFiles;
import org.apache.iceberg.Table;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the ledger says of erasures is held against what is there. */
class ErasureAuditTest {
  private static final long HOUR_MICROS = TimeUnit.HOURS.toMicros(TestLake.HOUR);

  @TempDir(factory = DirectoryInMemory.class)
  Path warehouse;

  private TestLake lake;
  private PeopleLake people;

  @BeforeEach
  void erase() {
    lake = new TestLake(warehouse);
    lake.start("run1");
    people = new PeopleLake(lake);
    people.commit(lake.coordinator("run1"), "run1", 1, 2);
    people.erase(PeopleLake.OF_PERSON);
    assertThat(people.findings()).isEmpty();
  }

  @AfterEach
  void close() {
    lake.close();
  }

  @Test
  void anEventThatIsSaidToBeErasedAndIsThereIsFoundInTotalRangeAndHour() {
    claim(rowOfFirstRange(HOUR_MICROS, 1, 0));
    assertThat(checks()).containsOnly(Check.total, Check.rows, Check.hour);
    assertThat(people.findings())
        .filteredOn(finding -> finding.check() == Check.rows)
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.seq()).isEqualTo(1);
              assertThat(finding.got()).startsWith("16");
              assertThat(finding.want()).startsWith("15");
            });
  }

  @Test
  void anErasureOfAnotherHourIsFoundThere() {
    claim(rowOfFirstRange(HOUR_MICROS, 1, 0), rowOfFirstRange(HOUR_MICROS, -1, 0));
    assertThat(people.findings()).isEmpty();
    claim(
        rowOfFirstRange(HOUR_MICROS, 1, 0),
        rowOfFirstRange(HOUR_MICROS + TimeUnit.HOURS.toMicros(10), -1, 0));
    assertThat(checks()).containsOnly(Check.hour);
    assertThat(people.findings())
        .extracting(Finding::sentence)
        .anyMatch(sentence -> sentence.endsWith("events held before erasures 15"));
  }

  @Test
  void bytesThatWereNotErasedAreFound() {
    claim(rowOfFirstRange(HOUR_MICROS, 0, 7));
    assertThat(checks()).containsOnly(Check.hour);
  }

  private List<Check> checks() {
    return people.findings().stream().map(Finding::check).distinct().toList();
  }

  private ErasureRow rowOfFirstRange(long hourMicros, long erased, long bytes) {
    List<Long> committed = new ArrayList<>();
    new LedgerReader(lake.catalog.load(LakeTables.LEDGER), lake.cut().ledgerSnapshot())
        .forEach(
            row -> {
              if (row.seq() == 1) {
                committed.add(row.committedAtMicros());
              }
            });
    return new ErasureRow(
        "made-up",
        1,
        committed.get(0),
        "web",
        "a",
        0,
        hourMicros,
        erased,
        bytes + 512 * erased,
        0,
        0);
  }

  /** Adds rows about an erasure that never was to the newest cut. */
  private void claim(ErasureRow... rows) {
    Table ledger = lake.catalog.load(LakeTables.LEDGER);
    AppendFiles append = ledger.newAppend();
    try (RowFileWriter<ErasureRow> writer =
        RowFileWriter.ofErasures(ledger, new DataFileNames(UUID.randomUUID().toString(), 0, 0))) {
      List.of(rows).forEach(writer::write);
      writer.flush().forEach(file -> append.appendFile(DataFileJson.read(file, ledger.specs())));
    }
    CarriedKeys.set(Tag.newestSnapshot(ledger), append);
    append.commit();
  }
}
