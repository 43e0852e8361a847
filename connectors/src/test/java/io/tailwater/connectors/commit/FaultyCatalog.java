package io.tailwater.connectors.commit;

import org.apache.iceberg.TableMetadata;
import org.apache.iceberg.TableOperations;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.encryption.EncryptionManager;
import org.apache.iceberg.io.FileIO;
import org.apache.iceberg.io.LocationProvider;
import org.apache.iceberg.jdbc.JdbcCatalog;

/** The SQLite catalog, with something to go wrong around each swap of a table's metadata. */
public final class FaultyCatalog extends JdbcCatalog {
  private static volatile Fault fault = Fault.NONE;

  /** What happens around a swap. */
  interface Fault {
    Fault NONE = (table, landed) -> {};

    /**
     * @param table the table's name
     * @param landed false before the swap, true after it
     */
    void around(String table, boolean landed);
  }

  /** From now on, in all catalogs of this class. */
  static void set(Fault next) {
    fault = next;
  }

  @Override
  protected TableOperations newTableOps(TableIdentifier identifier) {
    return new Operations(super.newTableOps(identifier), identifier.name());
  }

  private record Operations(TableOperations real, String table) implements TableOperations {
    @Override
    public void commit(TableMetadata base, TableMetadata metadata) {
      fault.around(table, false);
      real.commit(base, metadata);
      fault.around(table, true);
    }

    @Override
    public TableMetadata current() {
      return real.current();
    }

    @Override
    public TableMetadata refresh() {
      return real.refresh();
    }

    @Override
    public FileIO io() {
      return real.io();
    }

    @Override
    public EncryptionManager encryption() {
      return real.encryption();
    }

    @Override
    public String metadataFileLocation(String fileName) {
      return real.metadataFileLocation(fileName);
    }

    @Override
    public LocationProvider locationProvider() {
      return real.locationProvider();
    }

    @Override
    public TableOperations temp(TableMetadata uncommitted) {
      return real.temp(uncommitted);
    }

    @Override
    public long newSnapshotId() {
      return real.newSnapshotId();
    }

    @Override
    public boolean requireStrictCleanup() {
      return real.requireStrictCleanup();
    }
  }
}
