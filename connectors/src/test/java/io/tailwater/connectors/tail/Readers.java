package io.tailwater.connectors.tail;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import org.apache.flink.api.connector.source.ReaderInfo;
import org.apache.flink.api.connector.source.SourceEvent;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.api.connector.source.SplitsAssignment;
import org.apache.flink.metrics.groups.SplitEnumeratorMetricGroup;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;

/** The enumerator's view of its readers; the test says when they come up and when time passes. */
final class Readers implements SplitEnumeratorContext<TailSplit> {

  /** Splits that each reader was given. */
  final Map<Integer, List<TailSplit>> splits = new HashMap<>();

  /** The logs in them. */
  final Map<Integer, List<KnownLog>> assigned = new HashMap<>();

  final TreeSet<Integer> complete = new TreeSet<>();

  /** What was said last: true while there is a backlog, null when nothing was said. */
  Boolean backlog;

  private final Map<Integer, ReaderInfo> registered = new HashMap<>();
  private final int parallelism;
  private Runnable look;

  Readers(int parallelism) {
    this.parallelism = parallelism;
  }

  void up(SplitEnumerator<TailSplit, ?> enumerator, int reader) {
    registered.put(reader, new ReaderInfo(reader, "here"));
    enumerator.addReader(reader);
  }

  void down(int reader) {
    registered.remove(reader);
    complete.remove(reader);
  }

  /** Lets a period pass. */
  void look() {
    look.run();
  }

  /** The same, again and again: after a slow listing there is none for a while. */
  void lookUntilAssigned(int reader) {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    while (!assigned.containsKey(reader)) {
      look();
      assertThat(System.nanoTime()).as("logs for reader %d", reader).isLessThan(deadline);
    }
  }

  List<String> paths(int reader) {
    return assigned.getOrDefault(reader, List.of()).stream()
        .map(log -> log.active().getFileName().toString())
        .toList();
  }

  @Override
  public <T> void callAsync(Callable<T> call, BiConsumer<T, Throwable> answer) {
    look =
        () -> {
          try {
            answer.accept(call.call(), null);
          } catch (Exception e) {
            throw new AssertionError(e);
          }
        };
  }

  @Override
  public <T> void callAsync(
      Callable<T> call, BiConsumer<T, Throwable> answer, long delay, long period) {
    callAsync(call, answer);
  }

  @Override
  public int currentParallelism() {
    return parallelism;
  }

  @Override
  public Map<Integer, ReaderInfo> registeredReaders() {
    return registered;
  }

  @Override
  public void assignSplits(SplitsAssignment<TailSplit> assignment) {
    assignment
        .assignment()
        .forEach(
            (reader, splits) -> {
              if (!registered.containsKey(reader) || complete.contains(reader)) {
                throw new IllegalStateException("Reader " + reader + " takes no splits now");
              }
              this.splits.computeIfAbsent(reader, r -> new ArrayList<>()).addAll(splits);
              for (TailSplit split : splits) {
                assigned.computeIfAbsent(reader, r -> new ArrayList<>()).addAll(split.logs());
              }
            });
  }

  @Override
  public void signalNoMoreSplits(int reader) {
    complete.add(reader);
  }

  @Override
  public SplitEnumeratorMetricGroup metricGroup() {
    return UnregisteredMetricsGroup.createSplitEnumeratorMetricGroup();
  }

  @Override
  public void sendEventToSourceReader(int reader, SourceEvent event) {
    throw new UnsupportedOperationException("The tail source sends no events");
  }

  @Override
  public void setIsProcessingBacklog(boolean backlog) {
    this.backlog = backlog;
  }

  @Override
  public void runInCoordinatorThread(Runnable runnable) {
    runnable.run();
  }
}
