package io.tailwater.connectors.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tailwater.connectors.kafka.TopicsFound.Content;
import io.tailwater.connectors.kafka.TopicsFound.Topic;
import io.tailwater.connectors.lake.StreamHead;
import io.tailwater.connectors.lake.StreamProgress;
import io.tailwater.connectors.lake.config.KafkaInput;
import io.tailwater.connectors.lake.config.KafkaInput.OnLoss;
import io.tailwater.connectors.lake.config.KafkaInput.Start;
import io.tailwater.connectors.lake.config.KafkaInput.Where;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class TopicStartTest {
  private static final String ID = "uKmJ3cAXT5yMSVrQLJEdKg";
  private static final String OTHER = "AAmJ3cAXT5yMSVrQLJEdKg";

  @Test
  void anUnknownTopicBeginsWhereItIsConfigured() {
    TopicsFound found = found(ID, new Content(5, 20, 15, 9, 1));
    assertThat(positions(Start.EARLIEST, found)).containsExactly(5L);
    assertThat(positions(Start.LATEST, found)).containsExactly(15L);
    assertThat(positions(new Start(Where.TIME, Instant.EPOCH), found)).containsExactly(9L);
  }

  @Test
  void whereATopicStandsIsNoNews() {
    TopicsFound found = found(ID, new Content(5, 20, 15, 9, 1));
    assertThat(TopicStart.at(spec(OnLoss.FAIL, Start.EARLIEST), found, List.of(head(ID, 0, 5))))
        .isEmpty();
    assertThat(TopicStart.at(spec(OnLoss.FAIL, Start.EARLIEST), found, List.of(head(ID, 0, 20))))
        .isEmpty();
  }

  @Test
  void aPartitionThatCameLaterBeginsAtItsFirstRecord() {
    TopicsFound found = found(ID, new Content(0, 20, 20, 9, 1), new Content(3, 20, 20, 9, 1));
    List<StreamProgress> news =
        TopicStart.at(spec(OnLoss.FAIL, Start.LATEST), found, List.of(head(ID, 0, 7)));
    assertThat(news).extracting(StreamProgress::stream).containsExactly("events-1@" + ID);
    assertThat(news).extracting(StreamProgress::toOffset).containsExactly(3L);
  }

  @Test
  void removedRecordsAreARangeWithoutLines() {
    TopicsFound found = found(ID, new Content(10, 20, 18, 9, 1));
    List<StreamHead> heads = List.of(head(ID, 0, 4));
    assertThatThrownBy(() -> TopicStart.at(spec(OnLoss.FAIL, Start.EARLIEST), found, heads))
        .isInstanceOf(LostRecordsException.class)
        .hasMessageContaining("offsets 4 to 9 of partition 0 of topic 'events'")
        .hasMessageContaining("on_loss: record");
    StreamProgress loss = TopicStart.at(spec(OnLoss.RECORD, Start.EARLIEST), found, heads).get(0);
    assertThat(List.of(loss.fromOffset(), loss.toOffset(), loss.endOffset(), loss.lost()))
        .containsExactly(4L, 10L, 18L, 6L);
    assertThat(loss.lines()).isZero();
    assertThat(loss.lossReason()).startsWith("removed: ");
  }

  @Test
  void aTopicMadeAnewIsALossOfTheOldOneAndBeginsAtItsFirstRecord() {
    TopicsFound found = found(ID, new Content(2, 20, 18, 9, 1));
    List<StreamHead> heads = List.of(head(OTHER, 0, 4));
    assertThatThrownBy(() -> TopicStart.at(spec(OnLoss.FAIL, Start.LATEST), found, heads))
        .isInstanceOf(LostRecordsException.class)
        .hasMessageContaining("is another one than before, of id " + ID + " instead of " + OTHER);
    List<StreamProgress> news = TopicStart.at(spec(OnLoss.RECORD, Start.LATEST), found, heads);
    assertThat(news)
        .extracting(StreamProgress::stream)
        .containsExactly("events-0@" + OTHER, "events-0@" + ID);
    assertThat(news).extracting(StreamProgress::toOffset).containsExactly(4L, 2L);
    assertThat(news.get(0).lossReason()).startsWith("recreated: ").endsWith("from 4, unknown");
    assertThat(news.get(0).lost()).isEqualTo(6);
  }

  @Test
  void aLossIsRecordedOnce() {
    TopicsFound none = new TopicsFound("c", Map.of());
    KafkaSpec spec = spec(OnLoss.RECORD, Start.EARLIEST);
    StreamProgress gone = TopicStart.at(spec, none, List.of(head(ID, 0, 4))).get(0);
    assertThat(gone.lossReason()).startsWith("deleted: ");
    StreamHead after =
        new StreamHead(
            "app", gone.stream(), gone.toOffset(), gone.endOffset(), null, gone.evidence());
    assertThat(TopicStart.at(spec, none, List.of(after))).isEmpty();
    List<StreamProgress> anew =
        TopicStart.at(
            spec(OnLoss.FAIL, Start.LATEST),
            found(OTHER, new Content(0, 9, 9, 9, 1)),
            List.of(after));
    assertThat(anew).extracting(StreamProgress::toOffset).containsExactly(0L);
  }

  @Test
  void aPartitionThatEndsBeforeWhatWasReadIsAlwaysAnError() {
    TopicsFound found = found(ID, new Content(0, 3, 3, 3, 1));
    assertThatThrownBy(
            () ->
                TopicStart.at(spec(OnLoss.RECORD, Start.EARLIEST), found, List.of(head(ID, 0, 4))))
        .isInstanceOf(LostRecordsException.class)
        .hasMessageContaining("ends at offset 3, but was read up to 4");
  }

  @Test
  void aTopicThatNeverWasIsAnError() {
    assertThatThrownBy(
            () ->
                TopicStart.at(
                    spec(OnLoss.RECORD, Start.EARLIEST), new TopicsFound("c", Map.of()), List.of()))
        .isInstanceOf(LostRecordsException.class)
        .hasMessageContaining("there is no topic 'events'");
  }

  @Test
  void streamsOfOtherSourcesAndKindsAreLeftAlone() {
    StreamHead file = new StreamHead("app", "/a.log#1:2:3.0", 4, 4, null, "{}");
    StreamHead other = new StreamHead("other", "events-0@" + OTHER, 4, 4, null, "{}");
    assertThat(
            TopicStart.at(
                spec(OnLoss.FAIL, Start.LATEST),
                found(ID, new Content(0, 9, 9, 9, 1)),
                List.of(file, other)))
        .extracting(StreamProgress::toOffset)
        .containsExactly(9L);
  }

  private static List<Long> positions(Start start, TopicsFound found) {
    return TopicStart.at(spec(OnLoss.FAIL, start), found, List.of()).stream()
        .map(StreamProgress::toOffset)
        .toList();
  }

  private static KafkaSpec spec(OnLoss onLoss, Start start) {
    return new KafkaSpec(
        "app",
        "logs",
        new KafkaInput("localhost:9092", List.of("events"), start, onLoss, Map.of()));
  }

  private static TopicsFound found(String id, Content... partitions) {
    Map<Integer, Content> contents = new TreeMap<>();
    for (int i = 0; i < partitions.length; i++) {
      contents.put(i, partitions[i]);
    }
    return new TopicsFound("c", Map.of("events", new Topic(id, contents)));
  }

  private static StreamHead head(String id, int partition, long offset) {
    return new StreamHead(
        "app",
        new PartitionStream("events", partition, id).name(),
        offset,
        10,
        null,
        new PartitionEvidence("c", id, partition, 1, false).write());
  }
}
