package io.tailwater.queries.lake;

import io.tailwater.connectors.lake.LakeTables;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Rollups and ledger of one cut in DuckDB's memory.
 *
 * <p>A load is one transaction: sessions opened before it go on reading the old cut, those opened
 * after it read the new one, and none reads a mixture. Loads are additive where the lake only
 * appended, and start anew where it did not. One load at a time; any number of sessions.
 *
 * <p>The cuts of the last minutes can still be read, since rows are marked with the load that
 * brought them. Rollups take at most about half of the memory: the newest days are in it, and
 * sessions read the days before from the cut's files. A load that starts anew takes in the newest
 * days only; the others follow with {@link #loadOlder}.
 */
public final class CutStore implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(CutStore.class);

  private final DuckDb database;
  private final Connection writer;
  private final Connections connections;
  private final StoreTables tables;
  private final RecentCuts recent = new RecentCuts();
  private final ReadWriteLock publication = new ReentrantReadWriteLock();
  private final Duration longest;
  private volatile Published current;
  private long loads;
  private long fullLoads;
  private long anewBy;

  /** A store of rollups and ledger. */
  public CutStore(DuckDbLimits limits) throws SQLException {
    this(limits, CutSession.LONGEST);
  }

  /**
   * A store of rollups and ledger.
   *
   * @param longest time that the queries of a session may take together
   */
  public CutStore(DuckDbLimits limits, Duration longest) throws SQLException {
    this(limits, (limits.memoryMiB() << 20) / 2, StoreTables.Rollups.IN_MEMORY, longest);
  }

  /**
   * @param budget bytes that rollups may take in memory
   * @param kept where its rollups are
   */
  CutStore(DuckDbLimits limits, long budget, StoreTables.Rollups kept) throws SQLException {
    this(limits, budget, kept, CutSession.LONGEST);
  }

  private CutStore(DuckDbLimits limits, long budget, StoreTables.Rollups kept, Duration longest)
      throws SQLException {
    this.longest = longest;
    database = DuckDb.openUnordered(limits);
    connections = new Connections(database);
    writer = database.connect();
    tables = new StoreTables(writer, kept, budget);
    DuckDb.run(writer, "CREATE TABLE cut AS SELECT 0::BIGINT AS load");
  }

  /** A store of the ledger alone: its sessions tell where the lake stands, but no requests. */
  public static CutStore ofLedger(DuckDbLimits limits) throws SQLException {
    return new CutStore(limits, 0, StoreTables.Rollups.NOWHERE);
  }

  /** A store that reads rollups from the cut's files each time: for whoever asks once and goes. */
  public static CutStore ofFiles(DuckDbLimits limits) throws SQLException {
    return ofFiles(limits, CutSession.LONGEST);
  }

  /**
   * The same.
   *
   * @param longest time that the queries of a session may take together
   */
  public static CutStore ofFiles(DuckDbLimits limits, Duration longest) throws SQLException {
    return new CutStore(limits, 0, StoreTables.Rollups.IN_FILES, longest);
  }

  /** The cut that a new session would read; empty before the first load. */
  public Optional<LakeAtCut> current() {
    return Optional.ofNullable(current).map(Published::lake);
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
    if (current != null) {
      LakeAtCut old = current.lake();
      Optional<List<String>> deltas =
          tables.haveRollups()
              ? next.filesAppendedSince(old, LakeTables.REQUESTS_HOURLY)
              : Optional.of(List.of());
      Optional<List<String>> ledger = next.filesAppendedSince(old, LakeTables.LEDGER);
      if (deltas.isPresent() && ledger.isPresent()) {
        try {
          publish(next, false, load -> append(deltas.get(), ledger.get(), load));
          return;
        } catch (SQLException e) {
          // A rewrite may have taken away a file that was appended in between.
          LOG.warn("Cannot load what commit {} added, loading it whole", next.cut().seq(), e);
        }
      }
    }
    try {
      publishAnew(next);
    } catch (SQLException e) {
      MissingFiles.refuse(e);
      throw e;
    }
    fullLoads++;
  }

  /**
   * Takes in some days before those that are in memory, as far as it has room for them.
   *
   * @return whether there may be more to take in
   * @throws UnreadableLakeException when a file is missing
   */
  public synchronized boolean loadOlder() throws SQLException {
    if (current == null
        || tables.areFull()
        || !tables.haveRollups()
        || current.firstHour() == Integer.MIN_VALUE) {
      return false;
    }
    LakeAtCut lake = current.lake();
    HourSpan days = tables.olderDays(lake, current.firstHour());
    try {
      publish(lake, true, load -> tables.loadDays(lake, days));
    } catch (StoreTables.OutOfRoomException e) {
      tables.fill();
    } catch (SQLException e) {
      MissingFiles.refuse(e);
      throw e;
    }
    return !tables.areFull() && current.firstHour() != Integer.MIN_VALUE;
  }

  /** Merges rows of the same key now instead of when they have become many. */
  synchronized void merge() throws SQLException {
    int firstHour = current.firstHour();
    publish(
        current.lake(),
        false,
        load -> {
          tables.merge(recent.oldest(load));
          return firstHour;
        });
  }

  /** Lets go of the cuts before the current one. */
  synchronized void forgetRecent() {
    recent.clear();
    recent.add(current);
  }

  /** A reader of the current cut; empty before the first load. The caller closes it. */
  public Optional<CutSession> open() throws SQLException {
    if (current == null) {
      return Optional.empty();
    }
    PooledConnection begun = connections.begun();
    return Optional.of(new CutSession(begun != null ? begun : begin(), connections, longest));
  }

  /**
   * A reader of a cut that was the current one a short while ago; empty when it was not, or when
   * the lake has lost since what that cut had. The caller closes it.
   */
  public Optional<CutSession> open(LakeAtCut wanted) throws SQLException {
    PooledConnection connection;
    Published older;
    publication.readLock().lock();
    try {
      Optional<Published> found = recent.find(wanted);
      if (found.isEmpty()) {
        return Optional.empty();
      }
      older = found.get().later(current.firstHour());
      connection = connections.begin();
    } finally {
      publication.readLock().unlock();
    }
    try {
      RecentViews.create(connection, older);
      return Optional.of(new CutSession(connection, connections, longest));
    } catch (SQLException | RuntimeException e) {
      connection.close();
      throw e;
    }
  }

  @Override
  public synchronized void close() throws SQLException {
    connections.close();
    writer.close();
    database.close();
  }

  private PooledConnection begin() throws SQLException {
    publication.readLock().lock();
    try {
      // DuckDB takes its snapshot at the first read, so that must happen before a load can publish.
      return connections.begin();
    } finally {
      publication.readLock().unlock();
    }
  }

  /** Changes the tables; gives the first hour that is in memory then. */
  private interface Work {
    int of(long load) throws SQLException;
  }

  private int append(List<String> deltas, List<String> ledger, long load) throws SQLException {
    return tables.append(deltas, ledger, current.firstHour(), load, recent.oldest(load - 1));
  }

  private void publishAnew(LakeAtCut next) throws SQLException {
    anewBy = loads + 1;
    try {
      publish(next, true, load -> tables.loadNewest(next));
    } catch (SQLException e) {
      if (!tables.haveRollups() || !String.valueOf(e.getMessage()).contains("Out of Memory")) {
        throw e;
      }
      LOG.warn("The newest day's rollups do not fit the memory, answering from files", e);
      publish(next, true, load -> tables.loadNone(next));
      tables.fill();
    }
  }

  /**
   * @param anew whether earlier cuts cannot be read from the tables any more
   */
  private void publish(LakeAtCut next, boolean anew, Work work) throws SQLException {
    long load = loads + 1;
    writer.setAutoCommit(false);
    try {
      int firstHour = work.of(load);
      Published published = new Published(next, load, firstHour, days(load));
      DuckDb.run(writer, "UPDATE cut SET load = " + load);
      publication.writeLock().lock();
      try {
        writer.commit();
        loads = load;
        current = published;
        connections.publish(published);
        if (anew) {
          recent.clear();
        }
        recent.add(published);
      } finally {
        publication.writeLock().unlock();
      }
    } catch (SQLException | RuntimeException e) {
      writer.rollback();
      tables.settle();
      throw e;
    } finally {
      writer.setAutoCommit(true);
    }
    connections.retireOld();
  }

  private DayVersions days(long load) {
    Set<Integer> touched = tables.takeTouched();
    return anewBy == load ? DayVersions.anew(load) : current.days().touched(touched, load);
  }
}
