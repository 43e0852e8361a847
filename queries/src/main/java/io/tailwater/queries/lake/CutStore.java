package io.tailwater.queries.lake;

import io.tailwater.connectors.lake.LakeTables;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Function;
import org.duckdb.DuckDBConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Rollups and ledger of one cut in DuckDB's memory.
 *
 * <p>A load is one transaction: sessions opened before it go on reading the old cut, those opened
 * after it read the new one, and none reads a mixture. Loads are additive where the lake only
 * appended, and start anew where it did not. One load at a time; any number of sessions.
 */
public final class CutStore implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(CutStore.class);

  private final DuckDb database;
  private final Connection writer;
  private final RollupTables rollups = new RollupTables();
  private final ReadWriteLock publication = new ReentrantReadWriteLock();
  private final boolean withRollups;
  private final Function<LakeAtCut, List<String>> rollupFiles;
  private volatile LakeAtCut current;
  private long fullLoads;

  /** A store of rollups and ledger. */
  public CutStore(DuckDbLimits limits) throws SQLException {
    this(limits, true, lake -> lake.files(LakeTables.REQUESTS_HOURLY));
  }

  private CutStore(
      DuckDbLimits limits, boolean withRollups, Function<LakeAtCut, List<String>> rollupFiles)
      throws SQLException {
    this.withRollups = withRollups;
    this.rollupFiles = rollupFiles;
    database = DuckDb.open(limits);
    writer = database.connect();
    rollups.create(writer);
    LedgerTable.create(writer);
  }

  /** A store of the ledger alone: its sessions tell where the lake stands, but no requests. */
  public static CutStore ofLedger(DuckDbLimits limits) throws SQLException {
    return new CutStore(limits, false, lake -> List.of());
  }

  /** A store of the ledger and of the rollups of some hours, for questions about these alone. */
  public static CutStore ofHours(DuckDbLimits limits, Instant from, Instant to)
      throws SQLException {
    return new CutStore(limits, true, lake -> lake.rollupFiles(from, to));
  }

  /** The cut that a new session would read; empty before the first load. */
  public Optional<LakeAtCut> current() {
    return Optional.ofNullable(current);
  }

  /** How often everything was read anew, the first time included. */
  public synchronized long fullLoads() {
    return fullLoads;
  }

  /**
   * Makes a cut the current one. After a failure the store is as it was before.
   *
   * @throws UnreadableLakeException when a file is missing
   */
  public synchronized void load(LakeAtCut next) throws SQLException {
    LakeAtCut old = current;
    if (old != null) {
      Optional<List<String>> deltas = rollupFilesSince(old, next);
      Optional<List<String>> ledger = next.filesAppendedSince(old, LakeTables.LEDGER);
      if (deltas.isPresent() && ledger.isPresent()) {
        try {
          load(next, deltas.get(), ledger.get(), false);
          return;
        } catch (SQLException e) {
          // A rewrite may have taken away a file that was appended in between.
          LOG.warn("Cannot load what commit {} added, loading it whole", next.cut().seq(), e);
        }
      }
    }
    try {
      load(next, rollupFiles.apply(next), next.files(LakeTables.LEDGER), true);
    } catch (SQLException e) {
      MissingFiles.refuse(e);
      throw e;
    }
    fullLoads++;
  }

  /** Merges rows of the same key now instead of when they have become many. */
  synchronized void merge() throws SQLException {
    writer.setAutoCommit(false);
    try {
      rollups.merge(writer);
      writer.commit();
    } finally {
      writer.setAutoCommit(true);
    }
  }

  /** A reader of the current cut; empty before the first load. The caller closes it. */
  public Optional<CutSession> open() throws SQLException {
    if (current == null) {
      return Optional.empty();
    }
    DuckDBConnection connection = database.connect();
    publication.readLock().lock();
    try {
      connection.setAutoCommit(false);
      // DuckDB takes its snapshot at the first read, so that must happen before a load can publish.
      return Optional.of(new CutSession(connection, current));
    } catch (SQLException | RuntimeException e) {
      connection.close();
      throw e;
    } finally {
      publication.readLock().unlock();
    }
  }

  @Override
  public synchronized void close() throws SQLException {
    writer.close();
    database.close();
  }

  private Optional<List<String>> rollupFilesSince(LakeAtCut old, LakeAtCut next) {
    return withRollups
        ? next.filesAppendedSince(old, LakeTables.REQUESTS_HOURLY)
        : Optional.of(List.of());
  }

  private void load(LakeAtCut next, List<String> deltas, List<String> ledger, boolean anew)
      throws SQLException {
    writer.setAutoCommit(false);
    try {
      if (anew) {
        rollups.create(writer);
        LedgerTable.create(writer);
      }
      rollups.append(writer, deltas);
      LedgerTable.append(writer, ledger);
      DuckDb.run(writer, "CREATE OR REPLACE TABLE cut AS SELECT " + next.cut().seq() + " AS seq");
      publication.writeLock().lock();
      try {
        writer.commit();
        current = next;
      } finally {
        publication.writeLock().unlock();
      }
    } catch (SQLException | RuntimeException e) {
      writer.rollback();
      throw e;
    } finally {
      writer.setAutoCommit(true);
    }
  }
}
