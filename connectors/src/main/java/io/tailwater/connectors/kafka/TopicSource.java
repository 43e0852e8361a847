package io.tailwater.connectors.kafka;

import io.tailwater.connectors.lake.LakeLocation;
import io.tailwater.connectors.lake.StreamHead;
import io.tailwater.connectors.stream.BacklogEnumerator;
import io.tailwater.connectors.stream.LineBatch;
import io.tailwater.connectors.stream.SpareArrays;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.connector.source.Boundedness;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.api.java.typeutils.ResultTypeQueryable;
import org.apache.flink.connector.kafka.source.KafkaSourceOptions;
import org.apache.flink.connector.kafka.source.enumerator.KafkaSourceEnumState;
import org.apache.flink.connector.kafka.source.enumerator.KafkaSourceEnumStateSerializer;
import org.apache.flink.connector.kafka.source.enumerator.KafkaSourceEnumerator;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplit;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/**
 * Reads the topics of one configured source, every record once. The connector's enumerator finds
 * partitions, keeps them in Flink's state and gives them out; they are read by a reader of our own,
 * for the ledger needs to know positions behind which there is no record, the end of each
 * partition, and of which topic a record was.
 *
 * <p>At the start of a process the ledger says how far each partition was read; when Flink recovers
 * within a run, its own state does.
 */
public final class TopicSource
    implements Source<LineBatch, KafkaPartitionSplit, KafkaSourceEnumState>,
        ResultTypeQueryable<LineBatch> {
  private static final long serialVersionUID = 1L;

  private final KafkaSpec spec;
  private final KnownPartitions known;
  private final boolean bounded;
  private final KnownTopics topics;

  /**
   * @param lake where it is told that brokers do not answer
   * @param found the topics as they are, all of them in the ledger
   * @param heads the newest ledger row of every stream; those of other sources are left alone
   * @param bounded stop at the end of what was there when the topics were looked at
   */
  public TopicSource(
      KafkaSpec spec,
      LakeLocation lake,
      TopicsFound found,
      List<StreamHead> heads,
      boolean bounded) {
    this.spec = spec;
    this.known = new KnownPartitions(spec.source(), found, heads);
    this.bounded = bounded;
    this.topics = new KnownTopics(spec, lake, known.ids());
  }

  @Override
  public Boundedness getBoundedness() {
    return bounded ? Boundedness.BOUNDED : Boundedness.CONTINUOUS_UNBOUNDED;
  }

  @Override
  public SplitEnumerator<KafkaPartitionSplit, KafkaSourceEnumState> createEnumerator(
      SplitEnumeratorContext<KafkaPartitionSplit> context) {
    return enumerator(context, new KafkaSourceEnumState(Set.of(), false), false);
  }

  @Override
  public SplitEnumerator<KafkaPartitionSplit, KafkaSourceEnumState> restoreEnumerator(
      SplitEnumeratorContext<KafkaPartitionSplit> context, KafkaSourceEnumState state) {
    return enumerator(context, state, true);
  }

  private SplitEnumerator<KafkaPartitionSplit, KafkaSourceEnumState> enumerator(
      SplitEnumeratorContext<KafkaPartitionSplit> context,
      KafkaSourceEnumState state,
      boolean recovered) {
    Properties properties = spec.asking();
    if (bounded) {
      properties.setProperty(KafkaSourceOptions.PARTITION_DISCOVERY_INTERVAL_MS.key(), "-1");
    }
    KafkaSourceEnumerator enumerator =
        new KafkaSourceEnumerator(
            topics,
            new StartOffsets(known.positions()),
            new StopOffsets(bounded ? known.stableEnds() : null),
            properties,
            context,
            getBoundedness(),
            state);
    return bounded ? new BacklogEnumerator<>(enumerator, context, recovered) : enumerator;
  }

  @Override
  public SourceReader<LineBatch, KafkaPartitionSplit> createReader(SourceReaderContext context) {
    AtomicLong left = new AtomicLong();
    context.metricGroup().setPendingRecordsGauge(left::get);
    SpareArrays arrays = new SpareArrays();
    return new TopicReader(
        group -> new TopicSplitReader(spec, known, group, left, arrays), arrays, context);
  }

  @Override
  public SimpleVersionedSerializer<KafkaPartitionSplit> getSplitSerializer() {
    return new ReadSplitSerializer();
  }

  @Override
  public SimpleVersionedSerializer<KafkaSourceEnumState> getEnumeratorCheckpointSerializer() {
    return new KafkaSourceEnumStateSerializer();
  }

  @Override
  public TypeInformation<LineBatch> getProducedType() {
    return TypeInformation.of(LineBatch.class);
  }
}
