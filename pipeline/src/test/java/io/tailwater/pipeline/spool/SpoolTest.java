package io.tailwater.pipeline.spool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tailwater.connectors.tail.TailSpec;
import io.tailwater.connectors.tail.file.FileSelection;
import io.tailwater.connectors.tail.file.LineagePath;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SpoolTest {
  private static final Instant NOON = Instant.parse("2026-11-27T12:00:00Z");
  private static final Duration DAY = Duration.ofDays(1);

  @TempDir Path directory;

  @Test
  void aSegmentBeginsWithABlankLineOfItsOwn() throws Exception {
    for (int i = 0; i < 2; i++) {
      try (Spool spool = open(1 << 20)) {
        append(spool, "{}");
      }
    }
    List<byte[]> segments =
        List.of(
            Files.readAllBytes(directory.resolve("events.ndjson-20261127-120000.1")),
            Files.readAllBytes(directory.resolve("events.ndjson-20261127-120000.2")));
    assertThat(segments.get(0)).isNotEqualTo(segments.get(1));
    for (byte[] segment : segments) {
      String text = new String(segment, StandardCharsets.UTF_8);
      assertThat(text.substring(0, Segment.HEADER)).matches("[ \t]{255}\n");
      assertThat(text.substring(Segment.HEADER)).isEqualTo("{}\n");
    }
  }

  @Test
  void aSegmentIsFinishedAtItsSize() throws Exception {
    try (Spool spool = open(300)) {
      append(spool, "x".repeat(20));
      assertThat(spool.segments()).hasSize(1);
      append(spool, "x".repeat(60));
      // The writer begins the next one after it has told the sender.
      while (spool.segments().size() < 2) {
        Thread.onSpinWait();
      }
      Path first = spool.segments().get(0);
      append(spool, "y");
      assertThat(Files.size(first)).isEqualTo(Segment.HEADER + 82);
      assertThat(spool.isFinished(first)).isTrue();
      assertThat(spool.isFinished(spool.segments().get(1))).isFalse();
      assertThat(spool.bytes()).isEqualTo(2L * Segment.HEADER + 84);
    }
  }

  @Test
  void aSegmentWithEventsIsFinishedAtItsAgeAndAnEmptyOneIsNot() throws Exception {
    try (Spool spool = Spool.open(directory, 1 << 20, Duration.ofNanos(1), at(NOON))) {
      append(spool, "x");
      while (spool.segments().size() < 2) {
        Thread.onSpinWait();
      }
      append(spool, "y");
      while (spool.segments().size() < 3) {
        Thread.onSpinWait();
      }
      assertThat(Files.size(spool.segments().get(2))).isEqualTo(Segment.HEADER);
    }
  }

  @Test
  void aLineThatWasNeverAcknowledgedBecomesBlankWithoutTheFileShrinking() throws Exception {
    Path segment = directory.resolve("events.ndjson-20261127-120000.1");
    try (Spool spool = open(1 << 20)) {
      append(spool, "{\"a\":1}");
    }
    String torn = "{\"b\":" + "x".repeat(100_000);
    Files.writeString(segment, torn, StandardOpenOption.APPEND);
    long size = Files.size(segment);
    open(1 << 20).close();
    assertThat(Files.size(segment)).isEqualTo(size);
    List<String> lines = Files.readAllLines(segment);
    assertThat(lines.get(1)).isEqualTo("{\"a\":1}");
    assertThat(lines.get(2)).isBlank().hasSize(torn.length() - 1);
    assertThat(Files.readString(segment)).endsWith(" \n");
  }

  @Test
  void aNameIsNewerThanAllBeforeWhateverTheClockDoes() throws Exception {
    open(1 << 20).close();
    Clock before = at(NOON.minusSeconds(3600));
    Spool.open(directory, 1 << 20, DAY, before).close();
    try (Spool spool = Spool.open(directory, 1 << 20, DAY, at(NOON.plusSeconds(1)))) {
      assertThat(spool.segments())
          .containsExactly(
              directory.resolve("events.ndjson-20261127-120000.1"),
              directory.resolve("events.ndjson-20261127-120000.2"),
              directory.resolve("events.ndjson-20261127-120001.1"));
    }
  }

  @Test
  void oneProcessWritesToASpool() {
    try (Spool spool = open(1 << 20)) {
      assertThat(spool.segments()).hasSize(1);
      assertThatThrownBy(() -> open(1 << 20))
          .isInstanceOf(SpoolException.class)
          .hasMessage("Another gateway writes to the spool " + directory + " already");
    }
    open(1 << 20).close();
  }

  @Test
  void theJobReadsSegmentsAndNothingElse() {
    TailSpec spec = Spool.readBack("app", directory);
    String log = directory.resolve("events.ndjson") + "#1:2:3.0";
    assertThat(spec.reads(log)).isFalse();
    assertThat(spec.paths()).containsExactly(directory + "/events.ndjson-*");
  }

  @Test
  void theJobFindsSegmentsInADirectoryOfAnyName() throws Exception {
    Path odd = directory.resolve("a[b] {c,d}*\\e/app");
    Files.createDirectories(directory.resolve("ab c/app"));
    Files.createFile(directory.resolve("ab c/app/events.ndjson-20261127-120000.1"));
    try (Spool spool = Spool.open(odd, 1 << 20, DAY, at(NOON))) {
      TailSpec spec = Spool.readBack("app", odd);
      FileSelection read = new FileSelection(spec.paths(), spec.exclude(), spec.archives());
      assertThat(LineagePath.activeOf(read))
          .extracting(Path::getParent)
          .containsExactly(spool.directory());
    }
  }

  private Spool open(long size) {
    return Spool.open(directory, size, DAY, at(NOON));
  }

  private static Clock at(Instant time) {
    return Clock.fixed(time, ZoneOffset.UTC);
  }

  private static void append(Spool spool, String line) throws InterruptedException {
    spool.append(ByteBuffer.wrap((line + "\n").getBytes(StandardCharsets.UTF_8)));
  }
}
