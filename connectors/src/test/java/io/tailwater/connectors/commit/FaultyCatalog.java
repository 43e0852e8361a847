package io.tailwater.connectors.commit;

import io.tailwater.connectors.lake.LocalFileIO;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.iceberg.CatalogProperties;
import org.apache.iceberg.Table;
import org.apache.iceberg.TableMetadata;
import org.apache.iceberg.TableOperations;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.exceptions.CommitFailedException;
import org.apache.iceberg.jdbc.JdbcCatalog;
import org.apache.iceberg.jdbc.UncheckedSQLException;

/** The SQLite catalog, with something to go wrong at each swap of a table's metadata. */
public final class FaultyCatalog extends JdbcCatalog {
  private static final Map<Path, Fault> OF_WAREHOUSE = new ConcurrentHashMap<>();
  private static final AtomicInteger LOADS_LEFT = new AtomicInteger();
  private static final AtomicInteger LOADS_REFUSED = new AtomicInteger();
  private static volatile Fault ofAll = Fault.NONE;

  private Path warehouse;

  /** What becomes of a swap. */
  interface Fault {
    Fault NONE = Swap::land;

    void swap(Swap swap);
  }

  /**
   * One swap that somebody asked for.
   *
   * @param step what it is about
   * @param table the table's name
   * @param now makes it
   * @param later makes it although it was given up, if the table is still what it was then
   */
  record Swap(CommitStep step, String table, Runnable now, Runnable later) {
    void land() {
      now.run();
    }
  }

  /** From now on, in all catalogs of this class, where there is no fault of the warehouse. */
  static void set(Fault next) {
    ofAll = next;
  }

  /** From now on, in all catalogs of this class in a warehouse. */
  static void set(Path warehouse, Fault next) {
    OF_WAREHOUSE.put(warehouse, next);
  }

  /** After some loads of tables so many fail, in all catalogs of this class. */
  static void refuseLoads(int next, int after) {
    LOADS_LEFT.set(after);
    LOADS_REFUSED.set(next);
  }

  /** How many are still to fail. */
  static int loadsToRefuse() {
    return LOADS_REFUSED.get();
  }

  @Override
  public Table loadTable(TableIdentifier identifier) {
    if (LOADS_LEFT.getAndUpdate(left -> Math.max(0, left - 1)) == 0
        && LOADS_REFUSED.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
      throw new UncheckedSQLException("Unknown failure: [SQLITE_BUSY]");
    }
    return super.loadTable(identifier);
  }

  /** The warehouse has no fault of its own any more. */
  static void forget(Path warehouse) {
    OF_WAREHOUSE.remove(warehouse);
  }

  @Override
  public void initialize(String name, Map<String, String> properties) {
    warehouse = LocalFileIO.pathOf(properties.get(CatalogProperties.WAREHOUSE_LOCATION));
    super.initialize(name, properties);
  }

  @Override
  protected TableOperations newTableOps(TableIdentifier identifier) {
    return new Operations(super.newTableOps(identifier), identifier);
  }

  private void land(TableIdentifier identifier, TableMetadata base, TableMetadata metadata) {
    TableOperations fresh = super.newTableOps(identifier);
    TableMetadata now = base == null ? null : fresh.refresh();
    if (base != null && !now.metadataFileLocation().equals(base.metadataFileLocation())) {
      throw new CommitFailedException("%s has moved on meanwhile", identifier);
    }
    fresh.commit(now, metadata);
  }

  private final class Operations extends ForwardedOperations {
    private final TableIdentifier identifier;

    Operations(TableOperations real, TableIdentifier identifier) {
      super(real);
      this.identifier = identifier;
    }

    @Override
    public void commit(TableMetadata base, TableMetadata metadata) {
      String table = identifier.name();
      OF_WAREHOUSE
          .getOrDefault(warehouse, ofAll)
          .swap(
              new Swap(
                  CommitStep.of(table, base, metadata),
                  table,
                  () -> real.commit(base, metadata),
                  () -> land(identifier, base, metadata)));
    }
  }
}
