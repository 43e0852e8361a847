package io.tailwater.connectors.tail;

import io.tailwater.connectors.tail.file.FileSelection;
import io.tailwater.connectors.tail.file.LineagePlan;
import io.tailwater.connectors.tail.file.TailEngine;
import io.tailwater.connectors.tail.file.Tailed;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.apache.flink.connector.base.source.reader.RecordsBySplits;
import org.apache.flink.connector.base.source.reader.RecordsWithSplitIds;
import org.apache.flink.connector.base.source.reader.splitreader.SplitReader;
import org.apache.flink.connector.base.source.reader.splitreader.SplitsAddition;
import org.apache.flink.connector.base.source.reader.splitreader.SplitsChange;

/**
 * Turns the engine in Flink's fetcher thread: everything but {@link #wakeUp} is called there. What
 * one fetch hands over is bounded in bytes, for Flink queues several.
 */
final class TailSplitReader implements SplitReader<Tailed, TailSplit> {

  private static final int FETCH_BYTES = 1 << 20;
  private static final int FETCH_CHUNKS = 64;
  private static final long LONGEST_WAIT_MILLIS = 100;

  /** Lines that come one by one are read some at a time: each chunk is proven, and is a batch. */
  static final long GATHER_MILLIS = 50;

  private final TailEngine engine;
  private final CommittedEnds ends;
  private final Runnable look;
  private final boolean bounded;
  private final Map<String, TailSpec> specs = new HashMap<>();
  private final Map<String, FileSelection> selections = new HashMap<>();

  /** The split of each log, by their ids. */
  private final Map<String, String> splits = new HashMap<>();

  /** Logs of each split that are not read to their end, by its id. */
  private final Map<String, Integer> unfinished = new HashMap<>();

  /** True when the last look took all that there was, and there was something. */
  private boolean drained;

  private final Semaphore wakeUps = new Semaphore(0);

  /**
   * @param ends generations whose end is committed
   * @param look what else there is to do now and then in the reading thread
   * @param bounded true when nothing is waited for
   */
  TailSplitReader(
      TailEngine engine, List<TailSpec> specs, CommittedEnds ends, Runnable look, boolean bounded) {
    this.bounded = bounded;
    this.engine = engine;
    this.ends = ends;
    this.look = look;
    for (TailSpec spec : specs) {
      this.specs.put(spec.source(), spec);
      selections.put(spec.source(), spec.selection());
    }
  }

  @Override
  public RecordsWithSplitIds<Tailed> fetch() throws IOException {
    ends.takeAll(engine::committed);
    RecordsBySplits.Builder<Tailed> records = new RecordsBySplits.Builder<>();
    if (drained) {
      pause(GATHER_MILLIS);
    }
    if (!read(records)) {
      pause(Math.min(engine.pauseMillis(), LONGEST_WAIT_MILLIS));
      read(records);
    }
    look.run();
    return records.build();
  }

  /** True when there was anything. */
  private boolean read(RecordsBySplits.Builder<Tailed> records) throws IOException {
    int chunks = 0;
    long bytes = 0;
    drained = false;
    while (chunks < FETCH_CHUNKS && bytes < FETCH_BYTES) {
      Optional<Tailed> tailed = engine.poll();
      if (tailed.isEmpty()) {
        drained = chunks > 0 && !bounded;
        break;
      }
      records.add(splits.get(tailed.get().lineage()), tailed.get());
      bytes += tailed.get().chunk().bytes().length;
      chunks++;
    }
    List<String> finished = finished(engine.takeFinished());
    records.addFinishedSplits(finished);
    return chunks > 0 || !finished.isEmpty();
  }

  /** Splits of which no log is left. */
  private List<String> finished(List<String> logs) {
    List<String> finished = new ArrayList<>();
    for (String log : logs) {
      String split = splits.remove(log);
      if (unfinished.merge(split, -1, Integer::sum) == 0) {
        unfinished.remove(split);
        finished.add(split);
      }
    }
    return finished;
  }

  private void pause(long millis) throws IOException {
    try {
      if (wakeUps.tryAcquire(millis, TimeUnit.MILLISECONDS)) {
        wakeUps.drainPermits();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("Interrupted while waiting for files to grow");
    }
  }

  @Override
  public void handleSplitsChanges(SplitsChange<TailSplit> change) {
    if (!(change instanceof SplitsAddition)) {
      throw new UnsupportedOperationException("Logs are only ever added to a reader: " + change);
    }
    for (TailSplit split : change.splits()) {
      unfinished.put(split.splitId(), split.logs().size());
      for (KnownLog log : split.logs()) {
        splits.put(log.id(), split.splitId());
        engine.add(log.id(), plan(log));
      }
    }
  }

  private LineagePlan plan(KnownLog log) {
    TailSpec spec = specs.get(log.source());
    if (spec == null) {
      throw new IllegalStateException(
          "Log "
              + log.active()
              + " is of source "
              + log.source()
              + ", which is not among those configured: "
              + specs.keySet());
    }
    return new LineagePlan(
        log.source(),
        log.active(),
        selections.get(log.source()),
        log.start(),
        spec.maxLineBytes(),
        log.known(),
        false,
        spec.pinning(),
        spec.firstLines());
  }

  @Override
  public void wakeUp() {
    wakeUps.release();
  }

  @Override
  public void close() throws IOException {
    engine.close();
  }
}
