package io.tailwater.connectors.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.tailwater.connectors.kafka.TopicsFound.Content;
import io.tailwater.connectors.kafka.TopicsFound.Topic;
import io.tailwater.connectors.lake.StreamHead;
import io.tailwater.connectors.stream.LineBatch;
import io.tailwater.connectors.stream.SpareArrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplit;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

/** A partition that lost its end once, and another that nothing is known of. */
class KnownPartitionsTest {
  private static final String ID = "uKmJ3cAXT5yMSVrQLJEdKg";
  private static final TopicPartition CUT = new TopicPartition("events", 0);
  private static final TopicPartition NEW = new TopicPartition("events", 1);
  private static final Content CONTENT = new Content(0, 130, 120, 0, 4);

  private final KnownPartitions known =
      new KnownPartitions(
          "app",
          new TopicsFound("c", Map.of("events", new Topic(ID, Map.of(0, CONTENT)))),
          List.of(head(1, 40, evidence(1)), head(0, 100, evidence(2).asGone())));

  @Test
  void thePartitionStandsWhereItsNewestStreamDoes() {
    assertThat(known.positions()).isEqualTo(Map.of(CUT, 40L));
    assertThat(known.stableEnds()).isEqualTo(Map.of(CUT, 120L));
    LineBatch batch = read(new KafkaPartitionSplit(CUT, 40));
    assertThat(batch.stream()).isEqualTo("events-0@" + ID + ".1");
    assertThat(batch.evidence()).isEqualTo(evidence(1).write());
  }

  @Test
  void whereFlinkGoesOnWithinAProcessItsStateSaysWhatIsKnown() {
    long never = KafkaPartitionSplit.NO_STOPPING_OFFSET;
    LineBatch batch = read(new ReadSplit(CUT, 70, never, evidence(4).write()));
    assertThat(batch.stream()).isEqualTo("events-0@" + ID + ".1");
    assertThat(batch.fromOffset()).isEqualTo(70);
    assertThat(batch.evidence()).isEqualTo(evidence(4).write());
  }

  @Test
  void aPartitionThatCameMeanwhileIsKnownByNothingButItsTopic() {
    LineBatch batch = read(new KafkaPartitionSplit(NEW, 0));
    assertThat(batch.stream()).isEqualTo("events-1@" + ID);
    assertThat(PartitionEvidence.read(batch.evidence()))
        .isEqualTo(PartitionEvidence.first("c", ID, 1, null));
  }

  /** The news that there is nothing more, which a reader of the partition has at once. */
  private LineBatch read(KafkaPartitionSplit split) {
    return known
        .recordsOf(split, split.getStartingOffset(), new SpareArrays())
        .take(OptionalLong.of(0), 1)
        .get(0);
  }

  private static PartitionEvidence evidence(int epoch) {
    return PartitionEvidence.first("c", ID, 0, epoch);
  }

  private static StreamHead head(int cuts, long offset, PartitionEvidence evidence) {
    String stream = new PartitionStream("events", 0, ID, cuts).name();
    return new StreamHead("app", stream, offset, offset, null, evidence.write());
  }
}
