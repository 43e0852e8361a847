package io.tailwater.connectors.commit;

import static org.assertj.core.api.Assertions.assertThat;

import io.tailwater.connectors.commit.StreamMark.Standing;
import io.tailwater.connectors.lake.StreamProgress;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Times are minutes here; the slack is one minute. */
class StreamClockTest {
  private static final long NOW = 1_000;

  @Test
  void aStreamBehindHoldsTheWatermarkAtItsNewestEvent() {
    StreamClock clock = clock();
    clock.hear(behind("a", 500L));
    clock.hear(behind("b", 300L));
    assertThat(watermark(clock, null)).isEqualTo(299);
    clock.hear(behind("b", 200L));
    assertThat(watermark(clock, null)).isEqualTo(299);
    clock.hear(behind("b", 700L));
    assertThat(watermark(clock, null)).isEqualTo(499);
  }

  @Test
  void aStreamBehindWithoutEventsHoldsItWhereItIs() {
    StreamClock clock = clock();
    clock.hear(behind("a", 500L));
    clock.hear(behind("b", null));
    assertThat(watermark(clock, null)).isNull();
    assertThat(watermark(clock, 7L)).isEqualTo(7);
  }

  @Test
  void caughtUpStreamsFollowTheNewestNewsOfAny() {
    StreamClock clock = clock();
    clock.hear(caughtUp("rotated", 10));
    clock.hear(caughtUp("active", 900));
    assertThat(watermark(clock, null)).isEqualTo(899);
    clock.hear(behind("other", 400L));
    assertThat(watermark(clock, null)).isEqualTo(399);
  }

  @Test
  void itNeverGoesBackAndNeverBeyondNow() {
    StreamClock clock = clock();
    clock.hear(behind("a", 5_000L));
    assertThat(watermark(clock, null)).isEqualTo(NOW - 1);
    assertThat(watermark(clock, NOW + 7)).isEqualTo(NOW + 7);
    assertThat(watermark(clock(), 50L)).isEqualTo(50);
  }

  @Test
  void aResumedStreamWithMoreToReadIsWaitedForButNotForever() {
    StreamClock clock = clock(mark("left", 300L, Standing.RESUMED_BEHIND));
    clock.hear(caughtUp("a", 900));
    assertThat(watermark(clock, null)).isEqualTo(299);
    clock.hear(caughtUp("a", 904));
    assertThat(watermark(clock, null)).isEqualTo(299);
    clock.hear(caughtUp("a", 905));
    assertThat(watermark(clock, null)).isEqualTo(904);
  }

  @Test
  void aResumedStreamReadToItsEndHoldsNothing() {
    StreamClock clock = clock(mark("done", 300L, Standing.RESUMED));
    assertThat(watermark(clock, 40L)).isEqualTo(40);
    clock.hear(caughtUp("a", 900));
    assertThat(watermark(clock, 40L)).isEqualTo(899);
    clock.hear(behind("done", null));
    assertThat(watermark(clock, 40L)).isEqualTo(299);
  }

  private static Long watermark(StreamClock clock, Long before) {
    Long beforeMicros = before == null ? null : (Long) TimeUnit.MINUTES.toMicros(before);
    Long micros = clock.watermark(beforeMicros, TimeUnit.MINUTES.toMicros(NOW));
    return micros == null ? null : (Long) TimeUnit.MICROSECONDS.toMinutes(micros);
  }

  private static StreamClock clock(StreamMark... marks) {
    return new StreamClock(
        TimeUnit.MINUTES.toMicros(1),
        new LakeWriterState("run1", 1, null, null, null, List.of(marks)));
  }

  private static StreamMark mark(String stream, Long maxTs, Standing standing) {
    return new StreamMark(
        "web", stream, 0, TimeUnit.MINUTES.toMicros(maxTs), standing, StreamMark.digestOf("{}"));
  }

  private static StreamProgress behind(String stream, Long maxTs) {
    return news(stream, maxTs, null);
  }

  private static StreamProgress caughtUp(String stream, long at) {
    return news(stream, 1L, TimeUnit.MINUTES.toMillis(at));
  }

  private static StreamProgress news(String stream, Long maxTs, Long caughtUpAtMillis) {
    Long micros = maxTs == null ? null : (Long) TimeUnit.MINUTES.toMicros(maxTs);
    return new StreamProgress(
        "web",
        stream,
        0,
        0,
        0,
        0,
        0,
        0,
        0,
        0,
        null,
        0,
        micros,
        micros,
        new long[0],
        new long[0],
        caughtUpAtMillis,
        "{}");
  }
}
