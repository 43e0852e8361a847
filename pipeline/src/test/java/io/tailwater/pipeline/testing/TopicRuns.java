package io.tailwater.pipeline.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.tailwater.pipeline.CommandHere;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Runs of the ingest command over one topic, which is the source {@code app}, into one lake. */
public final class TopicRuns {
  private final KafkaBroker broker;
  private final Path directory;
  private final String topic;
  private final CommittedLake lake;

  /**
   * @param directory where the lake is
   */
  public TopicRuns(KafkaBroker broker, Path directory, String topic) {
    this.broker = broker;
    this.directory = directory;
    this.topic = topic;
    this.lake = with().lake();
  }

  public CommittedLake lake() {
    return lake;
  }

  /** The command with more configuration, as {@code key=value}. */
  public IngestRuns with(String... more) {
    List<String> source = new ArrayList<>();
    source.add("sources.0.id=app");
    source.add("sources.0.type=kafka");
    source.add("sources.0.brokers=" + broker.address());
    source.add("sources.0.topics.0=" + topic);
    source.addAll(List.of(more));
    return new IngestRuns(directory, source);
  }

  /** How many events are in the lake. */
  public long events() {
    return lake.cut().isEmpty() ? 0 : lake.number("select count(*) from events");
  }

  /** Demands so many events, each of another line, and that audit finds nothing. */
  public void assertEvents(long events) {
    assertThat(lake.number("select count(*) from events")).isEqualTo(events);
    assertThat(lake.number("select count(distinct path) from events")).isEqualTo(events);
    assertThat(lake.number("select count(distinct (source, stream, \"offset\")) from events"))
        .isEqualTo(events);
    with().auditHere();
  }

  /** Reads all that is there, and demands how that ends and what is said. */
  public void assertEnds(int code, String says, String... more) {
    CommandHere job = with(more).commandHere("--once");
    assertThat(job.code()).as(job.output()).isEqualTo(code);
    assertThat(job.output()).contains(says);
  }
}
