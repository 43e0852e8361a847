package io.tailwater.queries.lake;

import io.tailwater.connectors.lake.Cut;
import io.tailwater.connectors.lake.JobPulse;
import io.tailwater.connectors.lake.LakeCatalog;
import io.tailwater.connectors.lake.LakeColumns;
import io.tailwater.connectors.lake.LakeLayout;
import io.tailwater.connectors.lake.LakeTables;
import io.tailwater.connectors.lake.RetainedFrom;
import io.tailwater.connectors.lake.TableShape;
import io.tailwater.connectors.lake.Trouble;
import io.tailwater.connectors.lake.TroubleFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.StreamSupport;
import org.apache.iceberg.BaseTable;
import org.apache.iceberg.DataOperations;
import org.apache.iceberg.FileScanTask;
import org.apache.iceberg.HasTableOperations;
import org.apache.iceberg.Schema;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.StaticTableOperations;
import org.apache.iceberg.Table;
import org.apache.iceberg.TableOperations;
import org.apache.iceberg.expressions.Expression;
import org.apache.iceberg.expressions.Expressions;
import org.apache.iceberg.io.CloseableIterable;
import org.apache.iceberg.util.SnapshotUtil;

/**
 * All tables as one cut names them. Immutable: the tables are frozen at the metadata they had when
 * the cut was read, so one instance serves many threads and never moves under a query.
 */
public final class LakeAtCut {
  private final Cut cut;
  private final Map<LakeTables, Table> tables;
  private final Map<LakeTables, TableShape> shapes = new ConcurrentHashMap<>();

  private LakeAtCut(Cut cut, Map<LakeTables, Table> tables) {
    this.cut = cut;
    this.tables = tables;
  }

  /** The newest cut of a lake; empty when none was ever committed. */
  public static Optional<LakeAtCut> newest(LakeCatalog lake) {
    Map<LakeTables, Table> tables = new EnumMap<>(LakeTables.class);
    // The ledger first: the tables loaded after it then hold whatever snapshot its cut names.
    tables.put(LakeTables.LEDGER, lake.load(LakeTables.LEDGER));
    for (LakeTables table : LakeTables.DATA) {
      tables.put(table, lake.load(table));
    }
    return Cut.newest(tables.get(LakeTables.LEDGER)).map(cut -> of(cut, tables));
  }

  /**
   * A cut over loaded tables.
   *
   * @throws io.tailwater.connectors.lake.UnknownLayoutException when a newer version wrote them
   * @throws IllegalStateException if a table lacks the snapshot that the cut names
   */
  static LakeAtCut of(Cut cut, Map<LakeTables, Table> loaded) {
    LakeLayout.check(loaded);
    Map<LakeTables, Table> frozen = new EnumMap<>(LakeTables.class);
    loaded.forEach((name, table) -> frozen.put(name, freeze(table)));
    for (LakeTables table : LakeTables.values()) {
      if (frozen.get(table).snapshot(cut.snapshotOf(table)) == null) {
        throw new IllegalStateException(
            "Commit "
                + cut.seq()
                + " names snapshot "
                + cut.snapshotOf(table)
                + " of "
                + table.tableName()
                + ", which the table does not have (any more)");
      }
    }
    return new LakeAtCut(cut, frozen);
  }

  public Cut cut() {
    return cut;
  }

  /** The table, frozen; its current snapshot may be newer than the cut's. */
  public Table table(LakeTables table) {
    return tables.get(table);
  }

  /** The snapshot of a table that belongs to this cut. */
  public Snapshot snapshot(LakeTables table) {
    return tables.get(table).snapshot(cut.snapshotOf(table));
  }

  /** The metadata file that describes a table as it was when this cut was read. */
  public String metadataPath(LakeTables table) {
    TableOperations operations = ((HasTableOperations) tables.get(table)).operations();
    return DataPaths.local(operations.current().metadataFileLocation());
  }

  /** The job's last sign of life, as it is at this moment; empty when none is known. */
  public Optional<JobPulse> jobPulse() {
    return JobPulse.besideTable(tables.get(LakeTables.LEDGER).location());
  }

  /** That commits have failed since this cut, as the job says it at this moment. */
  public Optional<Trouble> commitTrouble() {
    return TroubleFile.ofCommitsBeside(tables.get(LakeTables.LEDGER).location()).read();
  }

  /** That upkeep fails, as the job says it at this moment. */
  public Optional<Trouble> upkeepTrouble() {
    return TroubleFile.ofUpkeepBeside(tables.get(LakeTables.LEDGER).location()).read();
  }

  /** Sources that cannot be read, by their ids, as the job says it at this moment. */
  public Map<String, Trouble> sourceTroubles() {
    return TroubleFile.ofSourcesBeside(tables.get(LakeTables.LEDGER).location());
  }

  /** The columns of a table as this cut has them, and those that its version is yet to give it. */
  public Schema columns(LakeTables name) {
    return LakeColumns.readable(
        name, SnapshotUtil.schemaFor(tables.get(name), cut.snapshotOf(name)));
  }

  /** How many snapshots of a table are kept. */
  public int snapshots(LakeTables table) {
    return (int) StreamSupport.stream(tables.get(table).snapshots().spliterator(), false).count();
  }

  /** In what shape a table is. Its files are looked at once. */
  public TableShape shape(LakeTables table) {
    return shapes.computeIfAbsent(table, t -> TableShape.of(tables.get(t), cut.snapshotOf(t)));
  }

  /** Every data file of a table. */
  public List<String> files(LakeTables table) {
    return paths(table, tables.get(table).newScan().useSnapshot(cut.snapshotOf(table)).planFiles());
  }

  /** The event files that may hold something from {@code from} up to, not including, {@code to}. */
  public List<String> eventFiles(Instant from, Instant to) {
    return files(LakeTables.EVENTS, "ts", from, to);
  }

  /** The rollup files that may hold something of some hours. */
  List<String> rollupFiles(HourSpan hours) {
    return hours.equals(HourSpan.ALL)
        ? files(LakeTables.REQUESTS_HOURLY)
        : files(
            LakeTables.REQUESTS_HOURLY,
            "hour",
            HourSpan.start(hours.from()),
            HourSpan.start(hours.to()));
  }

  /** Looks at every data file of a table. */
  void forEachFile(LakeTables table, Consumer<FileScanTask> look) {
    forEach(
        table, tables.get(table).newScan().useSnapshot(cut.snapshotOf(table)).planFiles(), look);
  }

  /** The data files of rejects that may have been received in a range. */
  public List<String> rejectFiles(Instant from, Instant to) {
    return files(LakeTables.REJECTS, "received_at", from, to);
  }

  /** The data files of a table that may hold something of a range, by the table's own time. */
  public List<String> files(LakeTables table, Instant from, Instant to) {
    return files(table, timeColumn(table), from, to);
  }

  /** The column that a table is partitioned by. */
  public static String timeColumn(LakeTables table) {
    return table.schema().findColumnName(table.spec().fields().get(0).sourceId());
  }

  /** The data files of a table that may hold something of a range of one of its times. */
  List<String> files(LakeTables name, String time, Instant from, Instant to) {
    Table table = tables.get(name);
    long snapshot = cut.snapshotOf(name);
    Expression inRange =
        Expressions.and(
            Expressions.greaterThanOrEqual(time, Micros.of(from)),
            Expressions.lessThan(time, Micros.of(to)));
    return paths(
        name,
        table
            .newScan()
            .useSnapshot(snapshot)
            .filter(LakeColumns.in(SnapshotUtil.schemaFor(table, snapshot), name, inRange))
            .planFiles());
  }

  /** False when retention may have removed rows of a table that are of this time or later. */
  public boolean isWholeFrom(LakeTables table, Instant from) {
    LocalDate day = LocalDate.ofInstant(from, ZoneOffset.UTC);
    return !day.isBefore(RetainedFrom.of(tables.get(table)));
  }

  /**
   * The data files that were appended to a table since an older cut. Rewrites in between ({@code
   * replace}) do not count: they leave every sum as it was.
   *
   * @return empty when the difference is not an append only, or cannot be told any more: then the
   *     table must be read anew
   */
  public Optional<List<String>> filesAppendedSince(LakeAtCut older, LakeTables name) {
    long from = older.cut.snapshotOf(name);
    long to = cut.snapshotOf(name);
    if (from == to) {
      return Optional.of(List.of());
    }
    Table table = tables.get(name);
    if (table.snapshot(from) == null || !SnapshotUtil.isAncestorOf(table, to, from)) {
      return Optional.empty();
    }
    for (Snapshot step : SnapshotUtil.ancestorsBetween(to, from, table::snapshot)) {
      String operation = step.operation();
      if (!DataOperations.APPEND.equals(operation) && !DataOperations.REPLACE.equals(operation)) {
        return Optional.empty();
      }
    }
    return Optional.of(
        paths(
            name,
            table
                .newIncrementalAppendScan()
                .fromSnapshotExclusive(from)
                .toSnapshot(to)
                .planFiles()));
  }

  /** The newest older cut (or this one) that the condition accepts; empty when none is kept. */
  public Optional<LakeAtCut> asOf(Predicate<Cut> wanted) {
    for (Snapshot snapshot : Cut.newestFirst(tables.get(LakeTables.LEDGER), cut.ledgerSnapshot())) {
      Cut candidate = Cut.of(snapshot);
      if (wanted.test(candidate) && isKept(candidate)) {
        return Optional.of(new LakeAtCut(candidate, tables));
      }
    }
    return Optional.empty();
  }

  private boolean isKept(Cut candidate) {
    return LakeTables.DATA.stream()
        .allMatch(table -> tables.get(table).snapshot(candidate.snapshotOf(table)) != null);
  }

  private static List<String> paths(LakeTables table, CloseableIterable<FileScanTask> planned) {
    List<String> paths = new ArrayList<>();
    forEach(table, planned, task -> paths.add(DataPaths.local(task.file().location())));
    return paths;
  }

  private static void forEach(
      LakeTables table, CloseableIterable<FileScanTask> planned, Consumer<FileScanTask> each) {
    try (CloseableIterable<FileScanTask> tasks = planned) {
      for (FileScanTask task : tasks) {
        if (!task.deletes().isEmpty()) {
          throw new UnreadableLakeException(
              "Table "
                  + table.tableName()
                  + " has delete files ("
                  + task.deletes().get(0).location()
                  + "); this service reads append-only tables and would answer too much. Rewrite"
                  + " the table's data files with the engine that deleted rows.");
        }
        each.accept(task);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot plan the files of " + table.tableName(), e);
    }
  }

  private static Table freeze(Table table) {
    TableOperations operations = ((HasTableOperations) table).operations();
    return new BaseTable(
        new StaticTableOperations(operations.current(), operations.io()), table.name());
  }
}
