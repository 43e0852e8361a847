package io.tailwater.pipeline.job;

import io.tailwater.connectors.columns.EventColumns;
import io.tailwater.connectors.lake.RejectedLine;
import io.tailwater.connectors.stream.CommitPart;
import io.tailwater.connectors.stream.LineBatch;
import io.tailwater.pipeline.parse.BatchParser;
import io.tailwater.pipeline.parse.EndpointNames;
import io.tailwater.pipeline.parse.ParseTally;
import java.time.Clock;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.BoundedOneInput;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.util.OutputTag;

/**
 * Parses line batches into one reused set of columns, which the operators chained behind it read
 * before the next batch comes. Rejected lines leave by {@link #REJECTS} at once; the progress of
 * each stream leaves by {@link #PROGRESS} before each checkpoint barrier, so that a commit holds a
 * stream's lines and its new position together.
 */
public final class ParseLines extends AbstractStreamOperator<EventColumns>
    implements OneInputStreamOperator<LineBatch, EventColumns>, BoundedOneInput {
  private static final long serialVersionUID = 1;

  /** Lines that are no events. */
  public static final OutputTag<RejectedLine> REJECTS =
      new OutputTag<>("rejects", TypeInformation.of(RejectedLine.class));

  /** How far each stream was read. */
  public static final OutputTag<CommitPart> PROGRESS =
      new OutputTag<>("progress", TypeInformation.of(CommitPart.class));

  private final ParseSetup setup;

  private transient EndpointNames names;
  private transient Map<String, BatchParser> parsers;
  private transient Map<String, StreamTally> tallies;
  private transient EventColumns columns;
  private transient StreamRecord<EventColumns> record;

  public ParseLines(ParseSetup setup) {
    this.setup = setup;
  }

  @Override
  public void open() throws Exception {
    super.open();
    names = setup.endpointNames();
    parsers = new HashMap<>();
    tallies = new LinkedHashMap<>();
    columns = new EventColumns();
    record = new StreamRecord<>(columns);
  }

  @Override
  public void processElement(StreamRecord<LineBatch> element) {
    LineBatch batch = element.getValue();
    BatchParser parser = parsers.computeIfAbsent(batch.source(), this::parser);
    ParseTally parsed =
        parser.parse(
            batch, columns, reject -> output.collect(REJECTS, new StreamRecord<>(reject)));
    tallies
        .computeIfAbsent(batch.source() + '\n' + batch.stream(), key -> new StreamTally(batch))
        .add(batch, parsed);
    if (columns.rows() > 0) {
      output.collect(record);
    }
  }

  @Override
  public void prepareSnapshotPreBarrier(long checkpointId) throws Exception {
    flush();
    super.prepareSnapshotPreBarrier(checkpointId);
  }

  @Override
  public void endInput() {
    flush();
  }

  private BatchParser parser(String source) {
    return new BatchParser(setup.optionsOf(source), names, Clock.systemUTC());
  }

  private void flush() {
    tallies
        .values()
        .forEach(
            tally ->
                output.collect(
                    PROGRESS, new StreamRecord<>(CommitPart.of(tally.toProgress()))));
    tallies.clear();
  }
}
