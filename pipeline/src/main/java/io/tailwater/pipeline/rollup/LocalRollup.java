package io.tailwater.pipeline.rollup;

import io.tailwater.connectors.columns.EventColumns;
import io.tailwater.connectors.lake.HourlyDelta;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.BoundedOneInput;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/**
 * Rolls up the events of its own task and hands the sums on before each checkpoint barrier, so that
 * it has no state of its own: after a failure the source reads again and the sums are made again.
 */
public final class LocalRollup extends AbstractStreamOperator<HourlyDelta>
    implements OneInputStreamOperator<EventColumns, HourlyDelta>, BoundedOneInput {
  private static final long serialVersionUID = 1;

  /** Beyond it the sums are handed on early: overload costs rows, never memory. */
  static final int MAX_SERIES = 100_000;

  private transient SeriesTable series;
  private transient EventColumns names;
  private transient StreamRecord<HourlyDelta> record;

  @Override
  public void open() throws Exception {
    super.open();
    series = new SeriesTable();
    record = new StreamRecord<>(null);
  }

  @Override
  public void processElement(StreamRecord<EventColumns> element) {
    EventColumns events = element.getValue();
    if (names != events) {
      flush();
      names = events;
    }
    series.add(events);
    if (series.size() >= MAX_SERIES) {
      flush();
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

  private void flush() {
    if (series.size() > 0) {
      series.drain(names, delta -> output.collect(record.replace(delta)));
    }
  }
}
