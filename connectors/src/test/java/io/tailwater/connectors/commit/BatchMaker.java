package io.tailwater.connectors.commit;

import io.tailwater.connectors.columns.EventColumns;
import io.tailwater.connectors.lake.HourlyDelta;
import io.tailwater.connectors.lake.RejectedLine;
import io.tailwater.connectors.lake.StreamProgress;
import io.tailwater.connectors.stream.CommitPart;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/**
 * Turns numbers into batches, as a parser turns lines into them: number n is the n-th batch of the
 * stream. Fails as often as told, late in a stream.
 */
final class BatchMaker extends ProcessFunction<Long, EventColumns> {
  static final int LINES = 50;
  static final OutputTag<CommitPart> PROGRESS =
      new OutputTag<>("progress", TypeInformation.of(CommitPart.class));
  static final OutputTag<HourlyDelta> DELTAS =
      new OutputTag<>("deltas", TypeInformation.of(HourlyDelta.class));
  static final OutputTag<RejectedLine> REJECTS =
      new OutputTag<>("rejects", TypeInformation.of(RejectedLine.class));
  static final AtomicInteger FAILURES_LEFT = new AtomicInteger();
  private static final long serialVersionUID = 1;

  private final long batchesOfStream;
  private transient EventColumns batch;

  BatchMaker(long batchesOfStream) {
    this.batchesOfStream = batchesOfStream;
  }

  @Override
  public void processElement(Long number, Context context, Collector<EventColumns> out) {
    boolean late = number % batchesOfStream == batchesOfStream * 3 / 4;
    if (late && FAILURES_LEFT.getAndDecrement() > 0) {
      throw new IllegalStateException("on purpose");
    }
    String stream = "s" + number / batchesOfStream;
    long from = number % batchesOfStream * LINES * 10;
    batch = batch == null ? new EventColumns() : batch;
    EventFiles.fill(batch, stream, from, LINES);
    StreamProgress progress = TestLake.withReject(TestLake.progress(stream, from, LINES));
    out.collect(batch);
    context.output(DELTAS, TestLake.delta(LINES));
    context.output(REJECTS, TestLake.reject(stream, from));
    context.output(PROGRESS, CommitPart.of(progress));
  }
}
