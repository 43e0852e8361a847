package io.tailwater.connectors.kafka;

import io.tailwater.connectors.kafka.CurrentStreams.Current;
import io.tailwater.connectors.kafka.TopicsFound.Content;
import io.tailwater.connectors.kafka.TopicsFound.Topic;
import io.tailwater.connectors.lake.StreamHead;
import io.tailwater.connectors.lake.StreamProgress;
import io.tailwater.connectors.lake.config.KafkaInput.OnLoss;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Map.Entry;
import java.util.Optional;

/**
 * Holds what the brokers have against what the ledger says was read. Every partition then has a
 * place in the ledger before the first record is read: where it stands, where its reading begins,
 * or that it is gone.
 */
public final class TopicStart {
  private final KafkaSpec spec;
  private final TopicsFound found;
  private final Map<PartitionStream, Optional<KeptRecords>> cut;
  private final Map<PartitionStream, Current> known;
  private final List<StreamProgress> news = new ArrayList<>();
  private final List<String> losses = new ArrayList<>();

  private TopicStart(
      KafkaSpec spec,
      TopicsFound found,
      Map<PartitionStream, Optional<KeptRecords>> cut,
      List<StreamHead> heads) {
    this.spec = spec;
    this.found = found;
    this.cut = cut;
    this.known = CurrentStreams.of(spec.source(), heads);
  }

  /**
   * Asks the brokers whether partitions still hold what was read of them, and judges.
   *
   * @param heads the ledger's streams
   * @return what is to be committed before anything is read
   * @throws LostRecordsException when records are gone and the source is to stop then, when a
   *     partition has lost records that were read and it cannot be told which, or when there is no
   *     such topic
   * @throws UnreachableException when the brokers do not answer
   */
  public static List<StreamProgress> at(KafkaSpec spec, TopicsFound found, List<StreamHead> heads) {
    return at(spec, found, EpochLook.at(spec, found, heads), heads);
  }

  /**
   * Judges.
   *
   * @param cut what each partition still holds that has lost records; empty where that cannot be
   *     told
   */
  static List<StreamProgress> at(
      KafkaSpec spec,
      TopicsFound found,
      Map<PartitionStream, Optional<KeptRecords>> cut,
      List<StreamHead> heads) {
    TopicStart start = new TopicStart(spec, found, cut, heads);
    for (String topic : spec.input().topics()) {
      start.judge(topic);
    }
    if (!start.losses.isEmpty() && spec.input().onLoss() == OnLoss.FAIL) {
      int more = start.losses.size() - 1;
      throw new LostRecordsException(
          spec.title()
              + ": "
              + start.losses.get(0)
              + (more == 0 ? "" : ", and %d more partitions lost some".formatted(more))
              + ". To have the loss written into the ledger and read on, set on_loss: record for"
              + " this source");
    }
    return start.news;
  }

  private void judge(String name) {
    Topic topic = found.topics().get(name);
    boolean isKnown = false;
    for (Entry<PartitionStream, Current> entry : known.entrySet()) {
      if (entry.getKey().topic().equals(name)) {
        isKnown = true;
        boolean isThere = topic != null && topic.id().equals(entry.getKey().topicId());
        if (!isThere && !entry.getValue().evidence().gone()) {
          gone(entry.getValue(), topic);
        }
      }
    }
    if (topic == null && !isKnown) {
      throw new LostRecordsException(
          spec.title() + ": there is no topic '" + name + "'; want the name of one that exists");
    }
    if (topic != null) {
      for (Entry<Integer, Content> partition : topic.partitions().entrySet()) {
        PartitionStream stream = new PartitionStream(name, partition.getKey(), topic.id());
        judge(stream, partition.getValue(), isKnown);
      }
    }
  }

  /**
   * @param isKnown whether the source has read the topic before: what has come since is new
   */
  private void judge(PartitionStream stream, Content content, boolean isKnown) {
    Current current = known.get(stream);
    PartitionEvidence evidence =
        PartitionEvidence.first(
            found.cluster(), stream.topicId(), stream.partition(), content.leaderEpoch());
    if (current == null) {
      begin(stream, isKnown ? content.begin() : firstOf(content), content, evidence);
      return;
    }
    StreamHead head = current.head();
    if (cut.containsKey(current.stream())) {
      cut(current, content, cut.get(current.stream()));
    } else if (head.offset() > content.end()) {
      throw cannotTell(current, content);
    } else if (head.offset() < content.begin()) {
      removed(current.stream(), head.offset(), content, evidence);
    } else if (current.evidence().gone()) {
      // It was only out of sight, or not allowed to be seen.
      begin(current.stream(), head.offset(), content, current.evidence().asThere());
    }
  }

  private void begin(
      PartitionStream stream, long position, Content content, PartitionEvidence evidence) {
    news.add(
        StreamProgress.nothingRead(
            spec.source(), stream.name(), position, content.stable(), evidence.write()));
  }

  private void removed(
      PartitionStream stream, long from, Content content, PartitionEvidence evidence) {
    String what =
        "offsets %d to %d of partition %d of topic '%s' were removed before they could be read"
            .formatted(from, content.begin() - 1, stream.partition(), stream.topic());
    long lost = content.begin() - from;
    lose(
        stream,
        from,
        content.begin(),
        content.stable(),
        lost,
        what,
        "removed: " + what,
        evidence.write());
  }

  /** The stream ends, and another begins where the partition's records are others. */
  private void cut(Current current, Content content, Optional<KeptRecords> kept) {
    StreamHead head = current.head();
    PartitionStream stream = current.stream();
    long from = kept.orElseThrow(() -> cannotTell(current, content)).end();
    String what =
        "partition %d of topic '%s' has lost its records from offset %d on, which were read up to"
                .formatted(stream.partition(), stream.topic(), from)
            + " offset %d and are in the lake; it gives their offsets to others"
                .formatted(head.offset());
    lose(
        stream,
        head.offset(),
        head.offset(),
        head.offset(),
        Math.max(0, head.endOffset() - head.offset()),
        what,
        "cut: " + what + "; lost from " + head.offset() + ", unknown",
        current.evidence().asGone().write());
    PartitionStream next = stream.cutAgain();
    PartitionEvidence evidence = kept.get().evidence();
    if (from < content.begin()) {
      removed(next, from, content, evidence);
    } else {
      begin(next, from, content, evidence);
    }
  }

  private LostRecordsException cannotTell(Current current, Content content) {
    PartitionStream stream = current.stream();
    return new LostRecordsException(
        spec.title()
            + ": partition %d of topic '%s' ends at offset %d, and was read up to %d: the broker lost"
                .formatted(
                    stream.partition(), stream.topic(), content.end(), current.head().offset())
            + " records that are in the lake and gives their offsets to others, and from where on"
            + " cannot be told. Make the topic anew, or read it as a source of another id");
  }

  private long firstOf(Content content) {
    return switch (spec.input().start().where()) {
      case EARLIEST -> content.begin();
      case LATEST -> content.stable();
      case TIME -> content.atTime();
    };
  }

  private void gone(Current current, Topic now) {
    PartitionStream stream = current.stream();
    StreamHead head = current.head();
    PartitionEvidence evidence = current.evidence();
    String how =
        now == null
            ? "is not there any more"
            : "is another one than before, of id " + now.id() + " instead of " + stream.topicId();
    String cluster =
        evidence.cluster().equals(found.cluster())
            ? ""
            : " (and the cluster is %s instead of %s)"
                .formatted(found.cluster(), evidence.cluster());
    String what =
        "topic '%s' %s%s; its partition %d was read up to offset %d of %d that were known"
            .formatted(
                stream.topic(), how, cluster, stream.partition(), head.offset(), head.endOffset());
    lose(
        stream,
        head.offset(),
        head.offset(),
        head.offset(),
        Math.max(0, head.endOffset() - head.offset()),
        what,
        (now == null ? "deleted: " : "recreated: ")
            + what
            + "; lost from "
            + head.offset()
            + ", unknown",
        evidence.asGone().write());
  }

  private void lose(
      PartitionStream stream,
      long from,
      long to,
      long end,
      long lost,
      String what,
      String reason,
      String evidence) {
    losses.add(what);
    news.add(
        new StreamProgress(
            spec.source(),
            stream.name(),
            from,
            to,
            end,
            0,
            0,
            0,
            0,
            lost,
            reason,
            0,
            null,
            null,
            new long[0],
            new long[0],
            null,
            evidence));
  }
}
