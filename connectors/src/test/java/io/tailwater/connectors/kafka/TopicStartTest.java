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
import java.util.Optional;
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
    assertThat(at(spec(OnLoss.FAIL, Start.EARLIEST), found, List.of(head(ID, 0, 5)))).isEmpty();
    assertThat(at(spec(OnLoss.FAIL, Start.EARLIEST), found, List.of(head(ID, 0, 20)))).isEmpty();
  }

  @Test
  void aPartitionThatCameLaterBeginsAtItsFirstRecord() {
    TopicsFound found = found(ID, new Content(0, 20, 20, 9, 1), new Content(3, 20, 20, 9, 1));
    List<StreamProgress> news = at(spec(OnLoss.FAIL, Start.LATEST), found, List.of(head(ID, 0, 7)));
    assertThat(news).extracting(StreamProgress::stream).containsExactly("events-1@" + ID);
    assertThat(news).extracting(StreamProgress::toOffset).containsExactly(3L);
  }

  @Test
  void removedRecordsAreARangeWithoutLines() {
    TopicsFound found = found(ID, new Content(10, 20, 18, 9, 1));
    List<StreamHead> heads = List.of(head(ID, 0, 4));
    assertThatThrownBy(() -> at(spec(OnLoss.FAIL, Start.EARLIEST), found, heads))
        .isInstanceOf(LostRecordsException.class)
        .hasMessageContaining("offsets 4 to 9 of partition 0 of topic 'events'")
        .hasMessageContaining("on_loss: record");
    StreamProgress loss = at(spec(OnLoss.RECORD, Start.EARLIEST), found, heads).get(0);
    assertThat(List.of(loss.fromOffset(), loss.toOffset(), loss.endOffset(), loss.lost()))
        .containsExactly(4L, 10L, 18L, 6L);
    assertThat(loss.lines()).isZero();
    assertThat(loss.lossReason()).startsWith("removed: ");
  }

  @Test
  void aTopicMadeAnewIsALossOfTheOldOneAndBeginsAtItsFirstRecord() {
    TopicsFound found = found(ID, new Content(2, 20, 18, 9, 1));
    List<StreamHead> heads = List.of(head(OTHER, 0, 4));
    assertThatThrownBy(() -> at(spec(OnLoss.FAIL, Start.LATEST), found, heads))
        .isInstanceOf(LostRecordsException.class)
        .hasMessageContaining("is another one than before, of id " + ID + " instead of " + OTHER);
    List<StreamProgress> news = at(spec(OnLoss.RECORD, Start.LATEST), found, heads);
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
    StreamProgress gone = at(spec, none, List.of(head(ID, 0, 4))).get(0);
    assertThat(gone.lossReason()).startsWith("deleted: ");
    StreamHead after =
        new StreamHead(
            "app", gone.stream(), gone.toOffset(), gone.endOffset(), null, gone.evidence());
    assertThat(at(spec, none, List.of(after))).isEmpty();
    List<StreamProgress> anew =
        at(
            spec(OnLoss.FAIL, Start.LATEST),
            found(OTHER, new Content(0, 9, 9, 9, 1)),
            List.of(after));
    assertThat(anew).extracting(StreamProgress::toOffset).containsExactly(0L);
  }

  @Test
  void aPartitionThatEndsBeforeWhatWasReadIsAlwaysAnError() {
    TopicsFound found = found(ID, new Content(0, 3, 3, 3, 1));
    assertThatThrownBy(
            () -> at(spec(OnLoss.RECORD, Start.EARLIEST), found, List.of(head(ID, 0, 4))))
        .isInstanceOf(LostRecordsException.class)
        .hasMessageContaining("ends at offset 3, and was read up to 4");
  }

  @Test
  void aTopicThatNeverWasIsAnError() {
    assertThatThrownBy(
            () ->
                at(spec(OnLoss.RECORD, Start.EARLIEST), new TopicsFound("c", Map.of()), List.of()))
        .isInstanceOf(LostRecordsException.class)
        .hasMessageContaining("there is no topic 'events'");
  }

  @Test
  void streamsOfOtherSourcesAndKindsAreLeftAlone() {
    StreamHead file = new StreamHead("app", "/a.log#1:2:3.0", 4, 4, null, "{}");
    StreamHead other = new StreamHead("other", "events-0@" + OTHER, 4, 4, null, "{}");
    assertThat(
            at(
                spec(OnLoss.FAIL, Start.LATEST),
                found(ID, new Content(0, 9, 9, 9, 1)),
                List.of(file, other)))
        .extracting(StreamProgress::toOffset)
        .containsExactly(9L);
  }

  @Test
  void aPartitionThatLostItsEndIsAnotherStreamFromThereOn() {
    TopicsFound found = found(ID, new Content(0, 20, 18, 9, 5));
    StreamHead head = head(ID, 0, 10);
    PartitionEvidence there = PartitionEvidence.first("c", ID, 0, 1);
    var cut = Map.of(stream(0), Optional.of(new KeptRecords(4, there)));
    assertThatThrownBy(
            () -> TopicStart.at(spec(OnLoss.FAIL, Start.LATEST), found, cut, List.of(head)))
        .isInstanceOf(LostRecordsException.class)
        .hasMessageContaining("lost its records from offset 4 on, which were read up to offset 10")
        .hasMessageContaining("on_loss: record");
    List<StreamProgress> news =
        TopicStart.at(spec(OnLoss.RECORD, Start.LATEST), found, cut, List.of(head));
    assertThat(news)
        .extracting(StreamProgress::stream)
        .containsExactly("events-0@" + ID, "events-0@" + ID + ".1");
    assertThat(news).extracting(StreamProgress::fromOffset).containsExactly(10L, 4L);
    assertThat(news).extracting(StreamProgress::toOffset).containsExactly(10L, 4L);
    assertThat(news.get(0).lossReason()).startsWith("cut: ").endsWith("from 10, unknown");
    assertThat(news.get(1).lossReason()).isNull();
    assertThat(news.get(1).evidence()).isEqualTo(there.write());
    List<StreamHead> after = news.stream().map(TopicStartTest::headAfter).toList();
    assertThat(at(spec(OnLoss.FAIL, Start.LATEST), found, after)).isEmpty();
    List<StreamProgress> again =
        TopicStart.at(
            spec(OnLoss.RECORD, Start.LATEST),
            found,
            Map.of(stream(1), Optional.of(new KeptRecords(2, there))),
            after);
    assertThat(again)
        .extracting(StreamProgress::stream)
        .containsExactly("events-0@" + ID + ".1", "events-0@" + ID + ".2");
  }

  @Test
  void aPartitionThatLostItsEndAndThenItsBeginningHasLostBoth() {
    TopicsFound found = found(ID, new Content(6, 20, 18, 9, 5));
    var cut = Map.of(stream(0), Optional.of(new KeptRecords(4, evidence())));
    List<StreamProgress> news =
        TopicStart.at(spec(OnLoss.RECORD, Start.LATEST), found, cut, List.of(head(ID, 0, 10)));
    assertThat(news).extracting(StreamProgress::fromOffset).containsExactly(10L, 4L);
    assertThat(news).extracting(StreamProgress::toOffset).containsExactly(10L, 6L);
    assertThat(news.get(1).lossReason()).startsWith("removed: offsets 4 to 5 of partition 0");
    assertThat(news.get(1).lost()).isEqualTo(2);
  }

  @Test
  void whereItCannotBeToldFromWhereOnAPartitionIsAnotherItIsAlwaysAnError() {
    TopicsFound found = found(ID, new Content(0, 20, 18, 9, 5));
    assertThatThrownBy(
            () ->
                TopicStart.at(
                    spec(OnLoss.RECORD, Start.LATEST),
                    found,
                    Map.of(stream(0), Optional.empty()),
                    List.of(head(ID, 0, 10))))
        .isInstanceOf(LostRecordsException.class)
        .hasMessageContaining("from where on cannot be told")
        .hasMessageContaining("read it as a source of another id");
  }

  @Test
  void aTopicThatWasOnlyOutOfSightIsReadOn() {
    TopicsFound found = found(ID, new Content(0, 20, 18, 9, 1));
    StreamHead gone =
        new StreamHead("app", stream(0).name(), 7, 7, null, evidence().asGone().write());
    List<StreamProgress> news = at(spec(OnLoss.FAIL, Start.LATEST), found, List.of(gone));
    assertThat(news).extracting(StreamProgress::fromOffset).containsExactly(7L);
    assertThat(news).extracting(StreamProgress::evidence).containsExactly(evidence().write());
  }

  /** The judgement where every partition holds what was read. */
  private static List<StreamProgress> at(
      KafkaSpec spec, TopicsFound found, List<StreamHead> heads) {
    return TopicStart.at(spec, found, Map.of(), heads);
  }

  private static PartitionStream stream(int cuts) {
    return new PartitionStream("events", 0, ID, cuts);
  }

  private static PartitionEvidence evidence() {
    return PartitionEvidence.first("c", ID, 0, 1);
  }

  private static StreamHead headAfter(StreamProgress progress) {
    return new StreamHead(
        "app",
        progress.stream(),
        progress.toOffset(),
        progress.endOffset(),
        null,
        progress.evidence());
  }

  private static List<Long> positions(Start start, TopicsFound found) {
    return at(spec(OnLoss.FAIL, start), found, List.of()).stream()
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
        PartitionEvidence.first("c", id, partition, 1).write());
  }
}
