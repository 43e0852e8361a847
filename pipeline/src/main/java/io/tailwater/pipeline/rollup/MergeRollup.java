package io.tailwater.pipeline.rollup;

import io.tailwater.connectors.lake.HourlyDelta;
import java.util.HashMap;
import java.util.Map;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.BoundedOneInput;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/**
 * Adds up what the local rollups saw of the same series, so that a commit holds one row a key. Like
 * them it empties itself before each checkpoint barrier and has no state.
 */
public final class MergeRollup extends AbstractStreamOperator<HourlyDelta>
    implements OneInputStreamOperator<HourlyDelta, HourlyDelta>, BoundedOneInput {
  private static final long serialVersionUID = 1;

  private transient Map<SeriesHour, MergedSeries> merged;

  @Override
  public void open() throws Exception {
    super.open();
    merged = new HashMap<>();
  }

  @Override
  public void processElement(StreamRecord<HourlyDelta> element) {
    HourlyDelta delta = element.getValue();
    merged.computeIfAbsent(SeriesHour.of(delta), key -> new MergedSeries()).add(delta);
    if (merged.size() >= LocalRollup.MAX_SERIES) {
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
    merged.values().forEach(series -> output.collect(new StreamRecord<>(series.toDelta())));
    merged.clear();
  }
}
