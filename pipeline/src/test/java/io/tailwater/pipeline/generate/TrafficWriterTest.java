package io.tailwater.pipeline.generate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongPredicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class TrafficWriterTest {
  private static final Pattern WHOLE =
      Pattern.compile("[0-9a-f.:]+ - \\S+ \\[.{26}] \"[^\"]+\" \\d{3} .* [0-9a-f]{32}");

  @TempDir Path folder;

  @Test
  void aNewFileBeginsWithHistoryAndThenGrows() throws IOException {
    Path file = folder.resolve("logs/access.log");
    try (TrafficWriter writer = new TrafficWriter(file, 500, 1, true, Duration.ofHours(2))) {
      awaitSize(file, size -> size > 10_500L * 270);
    }
    List<String> lines = Files.readAllLines(file);
    assertThat(lines).hasSizeGreaterThan(10_000);
    assertThat(lines.stream().filter(WHOLE.asMatchPredicate().negate())).isEmpty();
    assertThat(Files.readString(file)).endsWith("\n");
  }

  @Test
  void anotherStartAppendsWholeLinesWithoutHistory() throws IOException {
    Path file = folder.resolve("access.log");
    Files.writeString(file, "a whole line\na line that a killed writer le");
    try (TrafficWriter writer = new TrafficWriter(file, 1000, 1, false, Duration.ofDays(1))) {
      awaitSize(file, size -> size > 20_000);
    }
    List<String> lines = Files.readAllLines(file);
    assertThat(lines).startsWith("a whole line", "a line that a killed writer le");
    assertThat(lines.stream().skip(2).filter(WHOLE.asMatchPredicate().negate())).isEmpty();
    assertThat(lines.size()).isLessThan(10_000);
  }

  @Test
  void aLargeFileIsRenamedAndTwoOlderOnesKept() throws IOException {
    Path file = folder.resolve("access.log");
    try (TrafficWriter writer =
        new TrafficWriter(file, 5_000, 1, false, Duration.ofHours(1), 300_000)) {
      awaitSize(folder.resolve("access.log.2"), size -> size > 0);
    }
    try (Stream<Path> files = Files.list(folder)) {
      for (Path each : files.toList()) {
        assertThat(each.getFileName().toString()).startsWith("access.log");
        assertThat(Files.size(each)).isLessThanOrEqualTo(300_000);
        assertThat(Files.readAllLines(each).stream().filter(WHOLE.asMatchPredicate().negate()))
            .isEmpty();
      }
    }
  }

  @Test
  void aRateThatIsNoneIsRefusedBeforeAFileIsMade() {
    Path file = folder.resolve("access.log");
    assertThatThrownBy(() -> new TrafficWriter(file, 0, 1, false, Duration.ZERO))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("the rate must be above 0");
    assertThat(file).doesNotExist();
  }

  private static void awaitSize(Path file, LongPredicate enough) throws IOException {
    while (!Files.exists(file) || !enough.test(Files.size(file))) {
      LockSupport.parkNanos(5_000_000);
    }
  }
}
