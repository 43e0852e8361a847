package io.tailwater.connectors.tail;

import io.tailwater.connectors.stream.LineBatch;
import io.tailwater.connectors.stream.ReadToEnd;
import io.tailwater.connectors.stream.SpareArrays;
import io.tailwater.connectors.tail.file.FileClaims;
import io.tailwater.connectors.tail.file.TailClock;
import io.tailwater.connectors.tail.file.TailEngine;
import io.tailwater.connectors.tail.file.TailOptions;
import io.tailwater.connectors.tail.file.Tailed;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.connector.base.source.reader.SingleThreadMultiplexSourceReaderBase;

/** Follows the logs it is given, all in one fetcher thread. */
final class TailReader
    extends SingleThreadMultiplexSourceReaderBase<Tailed, LineBatch, TailSplit, TailSplitState> {

  private final CommittedEnds ends;
  private boolean noMoreSplits;

  /**
   * @param claims which log reads which file, among all readers of this process
   */
  TailReader(
      List<TailSpec> specs, FileClaims claims, boolean bounded, SourceReaderContext context) {
    this(
        specs,
        claims,
        bounded,
        context,
        new TailMetrics(context.metricGroup(), TailClock.SYSTEM),
        new CommittedEnds(),
        new SpareArrays());
  }

  private TailReader(
      List<TailSpec> specs,
      FileClaims claims,
      boolean bounded,
      SourceReaderContext context,
      TailMetrics metrics,
      CommittedEnds ends,
      SpareArrays arrays) {
    super(
        () -> {
          TailOptions options = TailOptions.defaults(bounded);
          TailEngine engine =
              new TailEngine(
                  options,
                  TailClock.SYSTEM,
                  hostName(context.getLocalHostName()),
                  claims,
                  arrays::take);
          metrics.begin(engine);
          return new TailSplitReader(engine, specs, ends, metrics::look, bounded);
        },
        new LineBatchEmitter(arrays),
        context.getConfiguration(),
        context);
    this.ends = ends;
  }

  /** Name of this machine, which its device and inode numbers belong to. */
  static String hostName(String otherwise) {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return otherwise;
    }
  }

  @Override
  public List<TailSplit> snapshotState(long checkpoint) {
    ends.snapshot(checkpoint);
    return super.snapshotState(checkpoint);
  }

  @Override
  public void notifyCheckpointComplete(long checkpoint) throws Exception {
    super.notifyCheckpointComplete(checkpoint);
    ends.complete(checkpoint);
  }

  @Override
  public void notifyNoMoreSplits() {
    super.notifyNoMoreSplits();
    noMoreSplits = true;
    tellOfEnd();
  }

  @Override
  protected void onSplitFinished(Map<String, TailSplitState> finished) {
    tellOfEnd();
  }

  private void tellOfEnd() {
    if (noMoreSplits && getNumberOfCurrentlyAssignedSplits() == 0) {
      context.sendSourceEventToCoordinator(new ReadToEnd());
    }
  }

  @Override
  protected TailSplitState initializedState(TailSplit split) {
    return new TailSplitState(split, ends);
  }

  @Override
  protected TailSplit toSplitType(String id, TailSplitState state) {
    return state.toSplit();
  }
}
