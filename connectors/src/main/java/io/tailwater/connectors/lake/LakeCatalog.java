package io.tailwater.connectors.lake;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.iceberg.CatalogProperties;
import org.apache.iceberg.CatalogUtil;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.Table;
import org.apache.iceberg.Transaction;
import org.apache.iceberg.catalog.Catalog;
import org.apache.iceberg.catalog.Namespace;
import org.apache.iceberg.catalog.SupportsNamespaces;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.exceptions.AlreadyExistsException;
import org.apache.iceberg.exceptions.CommitStateUnknownException;
import org.apache.iceberg.jdbc.UncheckedSQLException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The lake's catalog, opened. Keep one instance a process: opening touches the catalog's database.
 * Thread-safe as far as the Iceberg catalog behind it is.
 */
public final class LakeCatalog implements Closeable {
  private static final Logger LOG = LoggerFactory.getLogger(LakeCatalog.class);

  /** Several processes use the one SQLite file; each waits this long for its turn. */
  private static final int BUSY_TIMEOUT_MS = 10_000;

  private final LakeLocation location;
  private final Catalog catalog;

  private LakeCatalog(LakeLocation location, Catalog catalog) {
    this.location = location;
    this.catalog = catalog;
  }

  /**
   * Opens a lake that readers may find not there yet.
   *
   * @return empty when the embedded lake's database does not exist or holds no tables so far
   */
  public static Optional<LakeCatalog> openExisting(LakeLocation location) {
    if (location.isEmbedded() && !Files.exists(databaseOf(location))) {
      return Optional.empty();
    }
    LakeCatalog lake = open(location);
    if (lake.catalog.tableExists(lake.identifier(LakeTables.LEDGER))) {
      return Optional.of(lake);
    }
    lake.close();
    return Optional.empty();
  }

  /**
   * Opens a lake for writing, making its directory, but not its tables, when they are missing.
   *
   * @throws IllegalStateException when the catalog's database cannot be reached or is none
   */
  public static LakeCatalog open(LakeLocation location) {
    Map<String, String> properties = new HashMap<>(location.catalog());
    properties.put(CatalogProperties.WAREHOUSE_LOCATION, location.warehouse());
    if (location.isLocal()) {
      properties.put(CatalogProperties.WAREHOUSE_LOCATION, "file://" + location.directory());
      properties.putIfAbsent(CatalogProperties.FILE_IO_IMPL, LocalFileIO.class.getName());
    }
    if (location.isEmbedded()) {
      makeDirectory(location.directory());
      properties.put(
          CatalogProperties.URI,
          "jdbc:sqlite:" + databaseOf(location) + "?busy_timeout=" + BUSY_TIMEOUT_MS);
      properties.put("jdbc.schema-version", "V1");
    }
    try {
      return new LakeCatalog(location, connect(properties));
    } catch (UncheckedSQLException e) {
      throw new IllegalStateException(
          "Cannot open the lake's catalog "
              + (location.isEmbedded()
                  ? databaseOf(location)
                  : properties.get(CatalogProperties.URI))
              + ": "
              + e.getCause().getMessage(),
          e);
    }
  }

  /** Two processes may be making the database: the later one finds done what it set out to do. */
  private static Catalog connect(Map<String, String> properties) {
    try {
      return CatalogUtil.buildIcebergCatalog("tailwater", properties, null);
    } catch (UncheckedSQLException e) {
      if (String.valueOf(e.getCause().getMessage()).contains("duplicate column name")) {
        return CatalogUtil.buildIcebergCatalog("tailwater", properties, null);
      }
      throw e;
    }
  }

  /** The SQLite file of an embedded lake. */
  public static Path databaseOf(LakeLocation location) {
    return location.directory().resolve("catalog.db");
  }

  public LakeLocation location() {
    return location;
  }

  public Catalog catalog() {
    return catalog;
  }

  public TableIdentifier identifier(LakeTables table) {
    return TableIdentifier.of(Namespace.of(location.namespace().split("\\.")), table.tableName());
  }

  /** Loads a table as it is now. */
  public Table load(LakeTables table) {
    return catalog.loadTable(identifier(table));
  }

  /**
   * Makes the tables that are missing. Each starts with an empty append as commit 0, and the ledger
   * names the cut of all of them, so that every cut names every table. Two processes may do this at
   * once, and a crash half way is made good by the next start.
   */
  public void createTables(String pipeline) {
    Namespace namespace = identifier(LakeTables.LEDGER).namespace();
    if (catalog instanceof SupportsNamespaces namespaces
        && !namespaces.namespaceExists(namespace)) {
      try {
        namespaces.createNamespace(namespace);
      } catch (AlreadyExistsException e) {
        // Another process made it in between.
      }
    }
    Map<String, Long> cut = new HashMap<>();
    for (LakeTables table : LakeTables.DATA) {
      cut.put(table.tableName(), started(createIfMissing(table), pipeline, null).snapshotId());
    }
    started(createIfMissing(LakeTables.LEDGER), pipeline, cut);
  }

  /**
   * Gives tables of an older layout the columns that have come since.
   *
   * @throws UnknownLayoutException when a table cannot get them
   */
  public void upgradeTables() {
    for (LakeTables kind : LakeTables.values()) {
      Table table = load(kind);
      if (LakeLayout.upgrade(kind, table)) {
        LOG.info("{} now has layout {}", table.name(), LakeLayout.NEWEST);
      }
    }
  }

  /**
   * Gives events the columns that are configured and not there yet.
   *
   * @param wanted types by name
   * @return field ids by name
   * @throws UnknownLayoutException when the table cannot get one
   */
  public Map<String, Integer> addColumns(Map<String, ColumnType> wanted) {
    return wanted.isEmpty() ? Map.of() : AddedColumns.ensure(load(LakeTables.EVENTS), wanted);
  }

  /**
   * The formats of sources that earlier starts have settled by a look at lines, by the sources'
   * ids.
   *
   * @throws UnknownLayoutException when a newer version has written them
   */
  public Map<String, SettledFormat> settledFormats() {
    return SettledFormats.read(load(LakeTables.EVENTS));
  }

  /** Remembers the formats of sources for later starts. */
  public void rememberFormats(Map<String, SettledFormat> settled) {
    if (!settled.isEmpty()) {
      SettledFormats.remember(load(LakeTables.EVENTS), settled);
    }
  }

  /** All four tables, loaded as they are now. */
  public Map<LakeTables, Table> loadAll() {
    Map<LakeTables, Table> tables = new EnumMap<>(LakeTables.class);
    for (LakeTables table : LakeTables.values()) {
      tables.put(table, load(table));
    }
    return tables;
  }

  @Override
  public void close() {
    if (catalog instanceof Closeable closeable) {
      try {
        closeable.close();
      } catch (IOException e) {
        throw new UncheckedIOException("Cannot close the catalog", e);
      }
    }
  }

  /**
   * Iceberg numbers the columns of a new table itself, those within others last. So it is made with
   * the columns of the first layout, which are numbered that way, and gets the others by their ids,
   * before anybody sees it.
   */
  private Table createIfMissing(LakeTables table) {
    TableIdentifier identifier = identifier(table);
    if (!catalog.tableExists(identifier)) {
      try {
        Transaction creation =
            catalog
                .buildTable(identifier, LakeLayout.firstSchema(table))
                .withPartitionSpec(table.spec())
                .withSortOrder(table.order())
                .withProperties(table.properties())
                .withProperty(LakeLayout.LAYOUT, LakeLayout.FIRST)
                .createTransaction();
        LakeLayout.upgrade(table, creation.table());
        creation.commitTransaction();
      } catch (AlreadyExistsException e) {
        // Another process made it in between: that one serves.
      }
    }
    return catalog.loadTable(identifier);
  }

  private static Snapshot started(Table table, String pipeline, Map<String, Long> cut) {
    if (table.currentSnapshot() == null) {
      var append =
          table
              .newFastAppend()
              .set(SnapshotKeys.PIPELINE, pipeline)
              .set(SnapshotKeys.SEQ, "0")
              .set(SnapshotKeys.COMMIT, "created");
      if (cut != null) {
        append.set(SnapshotKeys.CUT, Cut.snapshotsToJson(cut));
      }
      append.validateWith(LakeCatalog::isEmpty);
      try {
        append.commit();
      } catch (AlreadyBegunException e) {
        table.refresh();
      }
    }
    return table.currentSnapshot();
  }

  /** Asked within each swap: the first commit must not come after those of another process. */
  private static boolean isEmpty(Iterable<Snapshot> ancestors) {
    for (Snapshot snapshot : ancestors) {
      throw new AlreadyBegunException(snapshot);
    }
    return true;
  }

  /**
   * It may be this process's own commit that is there: of a kind after which nothing is deleted.
   */
  private static final class AlreadyBegunException extends CommitStateUnknownException {
    private static final long serialVersionUID = 1;

    AlreadyBegunException(Snapshot snapshot) {
      super(new IllegalStateException("The table has snapshot " + snapshot.snapshotId()));
    }
  }

  private static void makeDirectory(Path directory) {
    try {
      Files.createDirectories(directory);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot make the warehouse directory " + directory, e);
    }
  }
}
