package io.tailwater.pipeline.spool;

import io.tailwater.connectors.lake.Cut;
import io.tailwater.connectors.lake.LakeLocation;
import io.tailwater.connectors.tail.CommittedFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks into the ledger now and then: how many bytes of each spool are not committed yet, and which
 * segments are, to their end. Those are removed. Nothing else ever removes one, so what is not in
 * the lake outlives every crash.
 */
public final class SpoolSweep implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(SpoolSweep.class);

  private final Map<String, Spool> spools;
  private final SpoolLedger ledger;
  private final Duration pause;
  private final Map<String, Map<Path, CommittedFile>> committed = new ConcurrentHashMap<>();
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Thread thread = new Thread(this::run, "spool-sweep");
  private String lastFailure = "";

  /** Number of the commit that each source was last held against. */
  private final Map<String, Long> seen = new HashMap<>();

  /**
   * @param spools the spools by their sources' ids
   * @param pause time between two looks
   */
  public SpoolSweep(Map<String, Spool> spools, LakeLocation lake, Duration pause) {
    this.spools = new LinkedHashMap<>(spools);
    this.ledger = new SpoolLedger(lake);
    this.pause = pause;
    thread.setDaemon(true);
  }

  /** Looks once, before anything else, and then now and then. */
  public void start() {
    look();
    thread.start();
  }

  /** Bytes of a source that no commit held when the ledger was last looked at. */
  public long unread(String source) {
    Spool spool = spools.get(source);
    Map<Path, CommittedFile> files = committed.getOrDefault(source, Map.of());
    long unread = 0;
    for (Path segment : spool.segments()) {
      CommittedFile file = files.get(segment);
      unread += Math.max(0, spool.sizeOf(segment) - (file == null ? 0 : file.offset()));
    }
    return unread;
  }

  private void run() {
    try {
      while (!closed.await(pause.toMillis(), TimeUnit.MILLISECONDS)) {
        look();
      }
    } catch (InterruptedException e) {
      // As good as closed.
      Thread.currentThread().interrupt();
    }
  }

  /** One look; one that fails is made up for by the next. */
  void look() {
    try {
      if (spools.keySet().stream().allMatch(source -> unread(source) == 0 && isOne(source))) {
        return;
      }
      Optional<Cut> cut = ledger.newest();
      if (cut.isPresent()) {
        for (Map.Entry<String, Spool> spool : spools.entrySet()) {
          sweep(spool.getKey(), spool.getValue(), cut.get());
        }
      }
      lastFailure = "";
    } catch (IOException | RuntimeException e) {
      if (!e.toString().equals(lastFailure)) {
        LOG.warn("The spool cannot be held against the ledger now: {}", e.toString());
        LOG.info("The spool cannot be held against the ledger now", e);
        lastFailure = e.toString();
      }
    }
  }

  private boolean isOne(String source) {
    return spools.get(source).segments().size() == 1;
  }

  private void sweep(String source, Spool spool, Cut cut) throws IOException {
    if (seen.containsKey(source) && seen.get(source) == cut.seq()) {
      return;
    }
    Map<Path, CommittedFile> files = new HashMap<>(committed.getOrDefault(source, Map.of()));
    news(source, spool, cut).forEach((path, file) -> files.merge(path, file, SpoolSweep::newer));
    files.keySet().retainAll(spool.segments());
    committed.put(source, files);
    for (Path segment : spool.segments()) {
      CommittedFile file = files.get(segment);
      if (spool.isFinished(segment) && Files.notExists(segment)) {
        LOG.warn("{} was removed by somebody else", segment);
        spool.remove(segment);
      } else if (file != null && spool.isFinished(segment) && file.isAllOf(segment)) {
        spool.remove(segment);
        LOG.info("{} is committed to its end and removed", segment);
      }
    }
    seen.put(source, cut.seq());
  }

  /** Of an old ledger, only what is new since the last look is read. */
  private Map<Path, CommittedFile> news(String source, Spool spool, Cut cut) {
    return seen.containsKey(source)
        ? ledger.committedAfter(seen.get(source), cut, source)
        : ledger.committedSince(spool.begun(), cut, source);
  }

  private static CommittedFile newer(CommittedFile known, CommittedFile fresh) {
    return fresh.offset() >= known.offset() ? fresh : known;
  }

  @Override
  public void close() {
    closed.countDown();
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    ledger.close();
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
