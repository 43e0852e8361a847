package io.tailwater.connectors.commit.file;

import static java.util.Comparator.naturalOrder;
import static java.util.Comparator.nullsFirst;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tailwater.connectors.lake.HourlyDelta;
import io.tailwater.connectors.lake.LakeCatalog;
import io.tailwater.connectors.lake.LakeLocation;
import io.tailwater.connectors.lake.LakeTables;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.Table;
import org.apache.iceberg.types.Types;
import org.apache.parquet.bytes.BytesInput;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Rollups in pages of our own against the same rows by Iceberg's writer, as {@link OwnPagesTest}.
 */
class HourlyFileTest {
  private static final long SEED = System.nanoTime();

  @TempDir Path warehouse;
  private final Random random = new Random(SEED);
  private final DataFileNames names = new DataFileNames("run", 0, 0);
  private LakeCatalog lake;
  private Table table;
  private DayPartition days;

  @BeforeEach
  void open() {
    lake = LakeCatalog.open(LakeLocation.embedded(warehouse));
    lake.createTables("test");
    table = lake.load(LakeTables.REQUESTS_HOURLY);
    days = new DayPartition(LakeTables.REQUESTS_HOURLY, table);
  }

  @AfterEach
  void close() {
    lake.close();
  }

  @Test
  void rowsAreTheSameThroughEveryReaderWhereverPagesEnd() throws Exception {
    System.out.println("seed " + SEED);
    for (int round = 0; round < 12; round++) {
      List<HourlyDelta> rows = new AnyDeltas(random).rows(1 + random.nextInt(3_000));
      PageLimits limits =
          new PageLimits(
              1 + random.nextInt(4_000), 1 << 8 + random.nextInt(12), 1 << 8 + random.nextInt(12));
      String as = "seed " + SEED + " round " + round + " " + limits;
      DataFile own = own(rows, limits);
      DataFile stock = stock(rows);
      assertThat(ReadBack.groups(own)).as(as).isEqualTo(ReadBack.groups(stock));
      assertThat(ReadBack.records(table, own)).as(as).isEqualTo(ReadBack.records(table, stock));
      assertThat(ReadBack.differencesByDuckDb(own, stock)).as(as).isZero();
      PageIndexLaw.check(TwoWays.parquet(own), as);
    }
  }

  @Test
  void footersAndMetricsSayTheSame() throws IOException {
    System.out.println("seed " + SEED);
    for (int round = 0; round < 8; round++) {
      String as = "seed " + SEED + " round " + round;
      List<HourlyDelta> rows = new AnyDeltas(random).rows(2_000);
      DataFile own = own(rows, EventFormat.LIMITS);
      DataFile stock = stock(rows);
      assertThat(ReadBack.statistics(own)).as(as).isEqualTo(ReadBack.statistics(stock));
      assertThat(ReadBack.metrics(own)).as(as).isEqualTo(ReadBack.metrics(stock));
    }
  }

  @Test
  void aTableThatOthersHaveEvolvedIsWrittenRight() throws IOException {
    List<HourlyDelta> rows = new AnyDeltas(random).rows(2_000);
    DataFile before = stock(rows);
    table
        .updateSchema()
        .renameColumn("endpoint", "route")
        .updateColumn("status", Types.LongType.get())
        .makeColumnOptional("requests")
        .commit();
    assertThat(HourlyFile.fits(table)).isTrue();

    DataFile after = own(rows, EventFormat.LIMITS);
    assertThat(ReadBack.records(table, after))
        .as("seed %d", SEED)
        .isEqualTo(ReadBack.records(table, before));
  }

  @Test
  void icebergWritesWhereItIsAskedForAndWhereColumnsAreNotOurs() {
    assertThat(writer()).isInstanceOf(HourlyFile.class);

    table.updateProperties().set(HourlyFile.PAGES, "parquet-java").commit();
    assertThat(writer()).isInstanceOf(RecordFile.class);
    table.updateProperties().set(HourlyFile.PAGES, "fast").commit();
    assertThatThrownBy(this::writer)
        .hasMessageContainingAll("tailwater.rollup-pages", "own or parquet-java", "got fast");
    table.updateProperties().remove(HourlyFile.PAGES).commit();

    table.updateSchema().addColumn("team", Types.StringType.get()).commit();
    assertThat(writer()).isInstanceOf(RecordFile.class);
  }

  @Test
  void aColumnWithoutAFieldIdOfItsOwnIsNoneOfOurs() {
    addVariant(table);
    assertThat(writer()).isInstanceOf(RecordFile.class);

    Table events = lake.load(LakeTables.EVENTS);
    addVariant(events);
    try (var format = new EventFormat(events, true, EventFormat.LIMITS)) {
      assertThat(format.encodedSchema.containsField("extra")).isTrue();
    }
  }

  private static void addVariant(Table table) {
    table.updateProperties().set("format-version", "3").commit();
    table.updateSchema().addColumn("extra", Types.VariantType.get()).commit();
  }

  @Test
  void aListThatMayBeNullIsLeftToIceberg() {
    table.updateSchema().makeColumnOptional("latency_counts").commit();
    assertThat(writer()).isInstanceOf(RecordFile.class);
  }

  @Test
  void noCommitGoesOnWithoutAColumnOfOurs() {
    table.updateSchema().deleteColumn("bytes").commit();
    assertThatThrownBy(() -> write(writer(), new AnyDeltas(random).rows(1)))
        .hasMessageContaining("bytes");
  }

  @Test
  void zstdIsFreedWithTheWriter() {
    var writer = RowFileWriter.ofRollups(table, names);
    writer.close();
    assertThatThrownBy(
            () -> ((HourlyFile) writer.file).compressor.compress(BytesInput.from(new byte[9])))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void rowsLieByKeyNullsFirst() {
    List<HourlyDelta> rows = new AnyDeltas(random).rows(500);
    Comparator<HourlyDelta> want =
        Comparator.comparingLong(HourlyDelta::hour)
            .thenComparing(HourlyDelta::service, nullsFirst(naturalOrder()))
            .thenComparing(HourlyDelta::endpoint, nullsFirst(naturalOrder()))
            .thenComparing(HourlyDelta::method, nullsFirst(naturalOrder()))
            .thenComparing(HourlyDelta::status, nullsFirst(naturalOrder()))
            .thenComparing(HourlyDelta::region, nullsFirst(naturalOrder()))
            .thenComparing(HourlyDelta::clientClass, nullsFirst(naturalOrder()));
    assertThat(rows.stream().sorted(new HourlyLayout().order()).toList())
        .as("seed %d", SEED)
        .isEqualTo(rows.stream().sorted(want).toList());
  }

  private DayFile<HourlyDelta> writer() {
    return new HourlyLayout().file(table, days.spec());
  }

  private DataFile own(List<HourlyDelta> rows, PageLimits limits) throws IOException {
    try (var file = new HourlyFile(table, days.spec(), limits)) {
      return write(file, rows);
    }
  }

  private DataFile stock(List<HourlyDelta> rows) throws IOException {
    return write(new RecordFile<>(table, days.spec(), new HourlyLayout()), rows);
  }

  private DataFile write(DayFile<HourlyDelta> file, List<HourlyDelta> rows) throws IOException {
    String location = days.locationOf(days.keyOf(0), names.next());
    return file.write(rows, table.io().newOutputFile(location), days.keyOf(0));
  }
}
