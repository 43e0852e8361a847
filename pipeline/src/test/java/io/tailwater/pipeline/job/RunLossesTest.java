package io.tailwater.pipeline.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.tailwater.connectors.commit.LedgerEntry;
import org.junit.jupiter.api.Test;

class RunLossesTest {
  private static final String UNKNOWN = "truncated: the file was emptied, from 90, unknown";

  private final RunLosses losses = new RunLosses();

  @Test
  void aRunWithoutLossesSaysNothing() {
    losses.take(entry("/a", 0, 0, null));

    assertThat(losses.describe()).isEmpty();
  }

  @Test
  void bytesAndPiecesOfUnknownSizeAreToldApart() {
    losses.take(entry("/a", 0, 1200, "gone: deleted"));
    losses.take(entry("/a", 1, 34, UNKNOWN));

    assertThat(losses.describe())
        .hasValue(
            "1,234 bytes and 1 piece of unknown size vanished before they could be read, of /a");
  }

  @Test
  void offsetsOfATopicAreNoBytes() {
    losses.take(entry("events-0@uKmJ3cAXT5yMSVrQLJEdKg", 6, "removed: by the broker"));
    losses.take(entry("/a", 0, 10, "gone: deleted"));

    assertThat(losses.describe().orElseThrow()).startsWith("10 bytes and 6 offsets vanished");
  }

  @Test
  void aLossOfUnknownSizeAloneIsTold() {
    losses.take(entry("/a", 0, 0, UNKNOWN));
    losses.take(entry("/a", 1, 0, UNKNOWN));

    assertThat(losses.describe())
        .hasValue("2 pieces of unknown size vanished before they could be read, of /a");
  }

  @Test
  void aRecordWithoutAKnownByteIsTold() {
    losses.take(entry("/a", 0, 0, "the file was emptied or rewritten before this was read"));

    assertThat(losses.describe())
        .hasValue("1 loss is on record without a byte that is known, of /a");
  }

  @Test
  void theLogsThatLostMostAreNamed() {
    for (int log = 1; log <= 5; log++) {
      losses.take(entry("/log" + log, 0, log, "gone: deleted"));
    }

    assertThat(losses.describe().orElseThrow())
        .endsWith(", of /log5, /log4, /log3 and 2 more logs");
  }

  @Test
  void aLogsNameStaysOnTheLine() {
    losses.take(entry("/a\nnothing new\u009b2K\033[2K", 0, 1, "gone: deleted"));

    assertThat(losses.describe())
        .hasValue("1 byte vanished before they could be read, of /a·nothing new·2K·[2K");
  }

  private static LedgerEntry entry(String log, int epoch, long lost, String reason) {
    return entry(log + "#2049:7:1767225600123456789." + epoch, lost, reason);
  }

  private static LedgerEntry entry(String stream, long lost, String reason) {
    return new LedgerEntry(
        "web", stream, 0, lost, lost, 0, 0, 0, 0, lost, reason, 0, 0, null, null, "{}", null);
  }
}
