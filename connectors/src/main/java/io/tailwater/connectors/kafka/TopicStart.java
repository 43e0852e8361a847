package io.tailwater.connectors.kafka;

import io.tailwater.connectors.kafka.TopicsFound.Content;
import io.tailwater.connectors.kafka.TopicsFound.Topic;
import io.tailwater.connectors.lake.StreamHead;
import io.tailwater.connectors.lake.StreamProgress;
import io.tailwater.connectors.lake.config.KafkaInput.OnLoss;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Map.Entry;
import java.util.Optional;
import java.util.Set;

/**
 * Holds what the brokers have against what the ledger says was read. Every partition then has a
 * place in the ledger before the first record is read: where it stands, where its reading begins,
 * or that it is gone.
 */
public final class TopicStart {
  private final KafkaSpec spec;
  private final TopicsFound found;
  private final Map<PartitionStream, StreamHead> known = new HashMap<>();
  private final Set<String> onRecordAsGone = new HashSet<>();
  private final List<StreamProgress> news = new ArrayList<>();
  private final List<String> losses = new ArrayList<>();

  private TopicStart(KafkaSpec spec, TopicsFound found) {
    this.spec = spec;
    this.found = found;
  }

  /**
   * @param heads the ledger's streams
   * @return what is to be committed before anything is read
   * @throws LostRecordsException when records are gone and the source is to stop then, when a topic
   *     has fewer records than were read, or when there is no such topic
   */
  public static List<StreamProgress> at(KafkaSpec spec, TopicsFound found, List<StreamHead> heads) {
    TopicStart start = new TopicStart(spec, found);
    heads.forEach(start::remember);
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

  private void remember(StreamHead head) {
    Optional<PartitionStream> stream = PartitionStream.parse(head.stream());
    if (head.source().equals(spec.source()) && stream.isPresent()) {
      if (PartitionEvidence.read(head.evidence()).gone()) {
        onRecordAsGone.add(stream.get().topic());
      } else {
        known.put(stream.get(), head);
      }
    }
  }

  private void judge(String name) {
    Topic topic = found.topics().get(name);
    boolean isKnown = onRecordAsGone.contains(name);
    for (Entry<PartitionStream, StreamHead> entry : known.entrySet()) {
      if (entry.getKey().topic().equals(name)) {
        isKnown = true;
        if (topic == null || !topic.id().equals(entry.getKey().topicId())) {
          gone(entry.getKey(), entry.getValue(), topic);
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
    StreamHead head = known.get(stream);
    String evidence =
        new PartitionEvidence(
                found.cluster(), stream.topicId(), stream.partition(), content.leaderEpoch(), false)
            .write();
    if (head == null) {
      long begin = isKnown ? content.begin() : firstOf(content);
      news.add(
          StreamProgress.nothingRead(
              spec.source(), stream.name(), begin, content.stable(), evidence));
    } else if (head.offset() > content.end()) {
      throw new LostRecordsException(
          spec.title()
              + ": partition %d of topic '%s' ends at offset %d, but was read up to %d: the broker lost"
                  .formatted(stream.partition(), stream.topic(), content.end(), head.offset())
              + " records that are in the lake, and will give their offsets to others. Make the topic"
              + " anew, or read it as a source of another id");
    } else if (head.offset() < content.begin()) {
      long lost = content.begin() - head.offset();
      String what =
          "offsets %d to %d of partition %d of topic '%s' were removed before they could be read"
              .formatted(head.offset(), content.begin() - 1, stream.partition(), stream.topic());
      lose(head, content.begin(), content.stable(), lost, what, "removed: " + what, evidence);
    }
  }

  private long firstOf(Content content) {
    return switch (spec.input().start().where()) {
      case EARLIEST -> content.begin();
      case LATEST -> content.stable();
      case TIME -> content.atTime();
    };
  }

  private void gone(PartitionStream stream, StreamHead head, Topic now) {
    PartitionEvidence evidence = PartitionEvidence.read(head.evidence());
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
        head,
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
      StreamHead head, long to, long end, long lost, String what, String reason, String evidence) {
    losses.add(what);
    news.add(
        new StreamProgress(
            head.source(),
            head.stream(),
            head.offset(),
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
