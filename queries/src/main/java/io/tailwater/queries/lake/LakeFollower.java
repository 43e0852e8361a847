package io.tailwater.queries.lake;

import io.tailwater.connectors.lake.Cut;
import io.tailwater.connectors.lake.LakeCatalog;
import io.tailwater.connectors.lake.LakeLocation;
import io.tailwater.connectors.lake.LakeTables;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.sql.SQLException;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.iceberg.HasTableOperations;
import org.apache.iceberg.Table;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows the ledger: each new cut is loaded into the store. A poll without news costs one query of
 * the catalog. A lake that is not there yet, or a catalog that is busy or gone, is waited for; the
 * answers stay those of the last cut, and {@link #state} says so.
 */
public final class LakeFollower implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(LakeFollower.class);
  private static final Duration POLL = Duration.ofMillis(250);
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(5);

  private final LakeLocation location;
  private final CutStore store;
  private final Consumer<LakeAtCut> onLoad;
  private final CountDownLatch stopped = new CountDownLatch(1);
  private final Thread thread = new Thread(this::run, "lake-follower");
  private final Map<LakeTables, Table> tables = new EnumMap<>(LakeTables.class);
  private volatile FollowerState state = FollowerState.waiting();
  private LakeCatalog lake;
  private Object catalogFile;
  private String ledgerSeen;

  /**
   * A follower that does not run yet.
   *
   * @param onLoad told of each cut after it is loaded, in the follower's thread
   */
  public LakeFollower(LakeLocation location, CutStore store, Consumer<LakeAtCut> onLoad) {
    this.location = location;
    this.store = store;
    this.onLoad = onLoad;
    thread.setDaemon(true);
  }

  /** Begins to follow, in a thread of its own. */
  public void start() {
    thread.start();
  }

  /** How following goes. */
  public FollowerState state() {
    return state;
  }

  @Override
  public void close() throws InterruptedException {
    stopped.countDown();
    if (thread.isAlive()) {
      thread.join();
    }
    forgetCatalog();
  }

  /** Looks once, without waiting. True when a new cut was loaded. */
  boolean poll() throws SQLException, IOException {
    if (lake != null && !Objects.equals(catalogFile, identityOfCatalog())) {
      forgetCatalog();
    }
    if (lake == null && !openCatalog()) {
      state =
          store.current().isEmpty() ? FollowerState.waiting() : state.failed("the lake is gone");
      return false;
    }
    Table ledger = tables.get(LakeTables.LEDGER);
    ledger.refresh();
    String metadata = ((HasTableOperations) ledger).operations().current().metadataFileLocation();
    boolean loaded = !metadata.equals(ledgerSeen) && load(ledger);
    ledgerSeen = metadata;
    state = FollowerState.following();
    return loaded;
  }

  private boolean load(Table ledger) throws SQLException {
    Optional<Cut> newest = Cut.newest(ledger);
    if (newest.isEmpty() || isLoaded(newest.get())) {
      return false;
    }
    for (LakeTables table : LakeTables.DATA) {
      tables.get(table).refresh();
    }
    LakeAtCut next = LakeAtCut.of(newest.get(), tables);
    store.load(next);
    onLoad.accept(next);
    return true;
  }

  private boolean isLoaded(Cut cut) {
    return store.current().map(old -> old.cut().equals(cut)).orElse(false);
  }

  private void run() {
    Duration wait = POLL;
    while (!await(wait)) {
      try {
        poll();
        // Between two looks, so that news need not wait until all of the past is in memory.
        wait = store.loadOlder() ? Duration.ZERO : POLL;
      } catch (Exception | LinkageError e) {
        if (wait.compareTo(POLL) <= 0) {
          LOG.warn("Cannot follow the lake, will try again", e);
        }
        state = state.failed(e.getMessage() == null ? e.toString() : e.getMessage());
        Duration longer = wait.isZero() ? POLL : wait.multipliedBy(2);
        wait = longer.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : longer;
      }
    }
  }

  private boolean await(Duration wait) {
    try {
      return stopped.await(wait.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      return true;
    }
  }

  private boolean openCatalog() throws IOException {
    Object identity = identityOfCatalog();
    Optional<LakeCatalog> opened = LakeCatalog.openExisting(location);
    if (opened.isEmpty()) {
      return false;
    }
    lake = opened.get();
    try {
      for (LakeTables table : LakeTables.values()) {
        tables.put(table, lake.load(table));
      }
    } catch (RuntimeException e) {
      forgetCatalog();
      throw e;
    }
    catalogFile = identity;
    return true;
  }

  private void forgetCatalog() {
    if (lake != null) {
      lake.close();
    }
    lake = null;
    ledgerSeen = null;
    tables.clear();
  }

  /** Tells one catalog file from another of the same name; null where there is none. */
  private Object identityOfCatalog() throws IOException {
    if (!location.isEmbedded()) {
      return "remote";
    }
    Path database = LakeCatalog.databaseOf(location);
    return Files.exists(database)
        ? Files.readAttributes(database, BasicFileAttributes.class).fileKey()
        : null;
  }
}
