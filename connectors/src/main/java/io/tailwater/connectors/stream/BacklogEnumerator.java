package io.tailwater.connectors.stream;

import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.flink.api.connector.source.SourceEvent;
import org.apache.flink.api.connector.source.SourceSplit;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;

/**
 * Tells Flink whether a source that ends has been read to its end: until then checkpoints, and so
 * commits, come in the interval for a backlog; then the last one comes soon, for somebody waits for
 * it. Everything else is up to the enumerator inside.
 */
public final class BacklogEnumerator<SplitT extends SourceSplit, StateT>
    implements SplitEnumerator<SplitT, StateT> {
  private final SplitEnumerator<SplitT, StateT> inside;
  private final SplitEnumeratorContext<SplitT> context;
  private final boolean recovered;
  private final Set<Integer> atEnd = new HashSet<>();

  /**
   * @param inside gives the splits out
   * @param context that of {@code inside}
   * @param recovered true when readers may have been at their end before: those do not come up
   *     again, so there is a backlog only when one does
   */
  public BacklogEnumerator(
      SplitEnumerator<SplitT, StateT> inside,
      SplitEnumeratorContext<SplitT> context,
      boolean recovered) {
    this.inside = inside;
    this.context = context;
    this.recovered = recovered;
  }

  @Override
  public void start() {
    if (!recovered) {
      context.setIsProcessingBacklog(true);
    }
    inside.start();
  }

  /** A reader that comes up anew has something to read again. */
  @Override
  public void addReader(int reader) {
    atEnd.remove(reader);
    context.setIsProcessingBacklog(true);
    inside.addReader(reader);
  }

  @Override
  public void handleSourceEvent(int reader, SourceEvent event) {
    if (!(event instanceof ReadToEnd)) {
      inside.handleSourceEvent(reader, event);
      return;
    }
    atEnd.add(reader);
    if (atEnd.size() == context.currentParallelism()) {
      context.setIsProcessingBacklog(false);
    }
  }

  @Override
  public void handleSplitRequest(int reader, String host) {
    inside.handleSplitRequest(reader, host);
  }

  @Override
  public void addSplitsBack(List<SplitT> splits, int reader) {
    inside.addSplitsBack(splits, reader);
  }

  @Override
  public StateT snapshotState(long checkpoint) throws Exception {
    return inside.snapshotState(checkpoint);
  }

  @Override
  public void notifyCheckpointComplete(long checkpoint) throws Exception {
    inside.notifyCheckpointComplete(checkpoint);
  }

  @Override
  public void notifyCheckpointAborted(long checkpoint) throws Exception {
    inside.notifyCheckpointAborted(checkpoint);
  }

  @Override
  public void close() throws IOException {
    inside.close();
  }
}
