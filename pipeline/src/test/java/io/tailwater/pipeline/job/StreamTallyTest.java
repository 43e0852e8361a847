package io.tailwater.pipeline.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.tailwater.connectors.lake.StreamProgress;
import io.tailwater.connectors.stream.LineBatch;
import io.tailwater.pipeline.parse.ParseTally;
import java.lang.ref.WeakReference;
import org.junit.jupiter.api.Test;

class StreamTallyTest {

  @Test
  void everyLossBetweenTwoCheckpointsIsTold() {
    LineBatch emptied = lost(0, 40, "truncated: emptied; from 40, unknown");
    StreamTally tally = new StreamTally(emptied);
    tally.add(emptied, new ParseTally());
    tally.add(lost(40, 50, "gone: removed"), new ParseTally());

    StreamProgress progress = tally.toProgress();
    assertThat(progress.lost()).isEqualTo(50);
    assertThat(progress.lossReason())
        .isEqualTo("gone: removed; truncated: emptied; from 40, unknown");
  }

  @Test
  void theBytesOfABatchAreNotKeptUntilTheCheckpoint() {
    byte[] bytes = new byte[1 << 20];
    WeakReference<byte[]> held = new WeakReference<>(bytes);
    StreamTally tally = tallyOf(bytes);
    bytes = null;
    for (int i = 0; i < 20 && held.get() != null; i++) {
      System.gc();
    }
    assertThat(held.get()).isNull();
    assertThat(tally.toProgress().toOffset()).isEqualTo(1 << 20);
  }

  private static StreamTally tallyOf(byte[] bytes) {
    int n = bytes.length;
    LineBatch batch =
        new LineBatch(LineBatch.Kind.LINES, "web", "/a", 0, n, n, bytes, n, true, 0, 0, null, "{}");
    StreamTally tally = new StreamTally(batch);
    tally.add(batch, new ParseTally());
    return tally;
  }

  private static LineBatch lost(long from, long to, String reason) {
    return new LineBatch(
        LineBatch.Kind.LOST,
        "web",
        "/a",
        from,
        from,
        from,
        new byte[0],
        0,
        true,
        0,
        to - from,
        reason,
        "{}");
  }
}
