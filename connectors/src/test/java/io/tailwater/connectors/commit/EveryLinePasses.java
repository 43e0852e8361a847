package io.tailwater.connectors.commit;

import io.tailwater.connectors.columns.EventColumns;
import io.tailwater.connectors.commit.replay.Reparse;
import io.tailwater.connectors.lake.HourlyDelta;
import io.tailwater.connectors.lake.RejectedLine;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Every reject is an event of the time when it was received. */
final class EveryLinePasses implements Reparse {
  private final EventColumns events = new EventColumns();
  private final Map<Long, Integer> hours = new TreeMap<>();

  @Override
  public Verdict parse(RejectedLine line) {
    events.start(line.source(), line.stream());
    events.addRow(line.receivedAtMicros(), line.offset());
    hours.merge(line.receivedAtMicros() / TimeUnit.HOURS.toMicros(1), 1, Integer::sum);
    return Verdict.EVENTS;
  }

  @Override
  public EventColumns events() {
    return events;
  }

  @Override
  public void drain(Consumer<HourlyDelta> out) {
    hours.forEach((hour, requests) -> out.accept(TestLake.delta(hour, requests)));
    hours.clear();
  }
}
