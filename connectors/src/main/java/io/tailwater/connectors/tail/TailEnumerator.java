package io.tailwater.connectors.tail;

import io.tailwater.connectors.tail.file.FileClaims;
import io.tailwater.connectors.tail.file.FileSelection;
import io.tailwater.connectors.tail.file.LineagePath;
import io.tailwater.connectors.tail.file.LogDiscovery;
import io.tailwater.connectors.tail.file.StartFrom;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.api.connector.source.SplitsAssignment;
import org.apache.flink.util.FlinkRuntimeException;

/**
 * Looks for logs and gives each to one reader, which keeps it: the reader itself notices what its
 * log's files are renamed to. A log goes to the reader with the fewest, also when that one has yet
 * to come up, so that the first to come up is not given everything.
 */
final class TailEnumerator implements SplitEnumerator<TailSplit, TailEnumeratorState> {

  private final SplitEnumeratorContext<TailSplit> context;
  private final List<TailSpec> specs;
  private final Map<String, FileSelection> selections = new HashMap<>();
  private final Map<String, LogDiscovery> discoveries = new HashMap<>();
  private final RememberedLogs remembered;
  private final FileClaims claims;
  private final boolean bounded;
  private final Duration period;

  private final Map<String, Integer> owners;
  private final Map<String, KnownLog> waiting = new LinkedHashMap<>();
  private final Set<String> started;
  private int[] loads;
  private TailEnumeratorState stored;
  private boolean changed = true;
  private boolean complete;

  /** An enumerator that knows of logs what the ledger remembers. */
  static TailEnumerator create(
      SplitEnumeratorContext<TailSplit> context,
      List<TailSpec> specs,
      RememberedLogs remembered,
      FileClaims claims,
      boolean bounded,
      Duration period) {
    return new TailEnumerator(
        context,
        specs,
        remembered,
        claims,
        bounded,
        period,
        new TailEnumeratorState(Map.of(), List.of(), remembered.sources()));
  }

  /** An enumerator that goes on where an earlier one of the same run stopped. */
  TailEnumerator(
      SplitEnumeratorContext<TailSplit> context,
      List<TailSpec> specs,
      RememberedLogs remembered,
      FileClaims claims,
      boolean bounded,
      Duration period,
      TailEnumeratorState state) {
    this.context = context;
    this.specs = specs;
    this.claims = claims;
    this.bounded = bounded;
    this.period = period;
    this.owners = new HashMap<>(state.owners());
    this.started = new HashSet<>(state.started());
    specs.forEach(spec -> selections.put(spec.source(), spec.selection()));
    selections.forEach((source, selection) -> discoveries.put(source, new LogDiscovery(selection)));
    this.remembered = remembered;
    state.waiting().forEach(log -> waiting.put(log.id(), log));
    Set<String> known = new HashSet<>(owners.keySet());
    known.addAll(remembered.ids());
    claims.keepOnly(known);
  }

  @Override
  public void start() {
    int readers = context.currentParallelism();
    loads = new int[readers];
    owners.replaceAll((id, owner) -> owner % readers);
    owners.values().forEach(owner -> loads[owner]++);
    for (KnownLog log : remembered.current()) {
      // Rotated files may be all that is left of the log, and no pattern has to name those.
      FileSelection selection = selections.get(log.source());
      if (selection != null && LineagePath.isSelected(log.active(), selection)) {
        take(log);
      }
    }
    if (bounded) {
      context.callAsync(this::look, this::found);
    } else {
      context.callAsync(this::look, this::found, 0, period.toMillis());
    }
  }

  private Map<String, SortedSet<Path>> look() {
    Map<String, SortedSet<Path>> found = new HashMap<>();
    discoveries.forEach((source, discovery) -> found.put(source, discovery.newLogs()));
    return found;
  }

  private void found(Map<String, SortedSet<Path>> found, Throwable failure) {
    if (failure != null) {
      throw new FlinkRuntimeException("Looking for files to read failed: " + failure, failure);
    }
    for (TailSpec spec : specs) {
      boolean first = started.add(spec.source());
      changed |= first;
      StartFrom start = first ? spec.start() : StartFrom.BEGINNING;
      for (Path active : found.get(spec.source())) {
        KnownLog unknown = new KnownLog(spec.source(), active, start, List.of());
        take(remembered.recall(unknown));
      }
    }
    complete = bounded;
    assignWaiting();
  }

  /** Finds a reader for a log that has none. */
  private void take(KnownLog log) {
    remembered.givenOut(log.id());
    if (owners.containsKey(log.id())) {
      return;
    }
    int owner = 0;
    for (int reader = 1; reader < loads.length; reader++) {
      if (loads[reader] < loads[owner]) {
        owner = reader;
      }
    }
    loads[owner]++;
    owners.put(log.id(), owner);
    waiting.put(log.id(), log);
    changed = true;
  }

  private void assignWaiting() {
    new ArrayList<>(context.registeredReaders().keySet()).forEach(this::assignWaiting);
  }

  private void assignWaiting(int reader) {
    List<KnownLog> logs = new ArrayList<>(waiting.values());
    logs.removeIf(log -> owners.get(log.id()) != reader);
    if (!logs.isEmpty()) {
      context.assignSplits(new SplitsAssignment<>(Map.of(reader, TailSplit.of(logs))));
      logs.forEach(log -> waiting.remove(log.id()));
      changed = true;
    }
    if (complete) {
      context.signalNoMoreSplits(reader);
    }
  }

  @Override
  public void addReader(int reader) {
    assignWaiting(reader);
  }

  @Override
  public void addSplitsBack(List<TailSplit> splits, int reader) {
    splits.forEach(split -> split.logs().forEach(log -> waiting.put(log.id(), log)));
    changed = true;
    if (context.registeredReaders().containsKey(reader)) {
      assignWaiting(reader);
    }
  }

  /** Logs are given out as they are found; nobody has to ask. */
  @Override
  public void handleSplitRequest(int reader, String host) {}

  @Override
  public TailEnumeratorState snapshotState(long checkpoint) {
    if (changed) {
      stored = new TailEnumeratorState(owners, List.copyOf(waiting.values()), started);
      changed = false;
    }
    return stored;
  }

  @Override
  public void close() {}
}
