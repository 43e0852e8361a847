package io.tailwater.connectors.kafka;

import io.tailwater.connectors.stream.LineBatch;
import io.tailwater.connectors.stream.ReadToEnd;
import io.tailwater.connectors.stream.SpareArrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.connector.base.source.reader.SingleThreadMultiplexSourceReaderBase;
import org.apache.flink.connector.base.source.reader.splitreader.SplitReader;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplit;

/** Reads the partitions it is given, all with one consumer in one fetcher thread. */
final class TopicReader
    extends SingleThreadMultiplexSourceReaderBase<
        LineBatch, LineBatch, KafkaPartitionSplit, SplitProgress> {
  private final GroupOffsets group;
  private boolean noMoreSplits;

  /**
   * @param reader makes what reads in the fetcher thread
   * @param arrays gets each batch's array back: whoever a batch is handed to has read it, or made a
   *     copy, before {@code collect} returns
   */
  TopicReader(
      Function<GroupOffsets, SplitReader<LineBatch, KafkaPartitionSplit>> reader,
      SpareArrays arrays,
      SourceReaderContext context) {
    this(reader, arrays, context, new GroupOffsets());
  }

  private TopicReader(
      Function<GroupOffsets, SplitReader<LineBatch, KafkaPartitionSplit>> reader,
      SpareArrays arrays,
      SourceReaderContext context,
      GroupOffsets group) {
    super(
        () -> reader.apply(group),
        (batch, output, partition) -> {
          output.collect(batch);
          partition.handedOn(batch);
          arrays.giveBack(batch.bytes());
        },
        context.getConfiguration(),
        context);
    this.group = group;
  }

  @Override
  public List<KafkaPartitionSplit> snapshotState(long checkpoint) {
    List<KafkaPartitionSplit> splits = super.snapshotState(checkpoint);
    group.snapshot(checkpoint, splits);
    return splits;
  }

  @Override
  public void notifyCheckpointComplete(long checkpoint) throws Exception {
    super.notifyCheckpointComplete(checkpoint);
    group.complete(checkpoint);
  }

  @Override
  public void notifyNoMoreSplits() {
    super.notifyNoMoreSplits();
    noMoreSplits = true;
    tellOfEnd();
  }

  @Override
  protected void onSplitFinished(Map<String, SplitProgress> finished) {
    tellOfEnd();
  }

  private void tellOfEnd() {
    if (noMoreSplits && getNumberOfCurrentlyAssignedSplits() == 0) {
      context.sendSourceEventToCoordinator(new ReadToEnd());
    }
  }

  @Override
  protected SplitProgress initializedState(KafkaPartitionSplit split) {
    return new SplitProgress(split);
  }

  @Override
  protected KafkaPartitionSplit toSplitType(String id, SplitProgress state) {
    return state.split();
  }
}
