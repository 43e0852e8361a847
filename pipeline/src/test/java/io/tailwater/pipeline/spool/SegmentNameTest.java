package io.tailwater.pipeline.spool;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class SegmentNameTest {

  @Test
  void aNameSaysWhenItsSegmentWasBegun() {
    SegmentName name =
        SegmentName.of(Path.of("/spool/events.ndjson-20261127-183059.12")).orElseThrow();
    assertThat(name.begun()).isEqualTo(Instant.parse("2026-11-27T18:30:59Z"));
    assertThat(name.file()).isEqualTo("events.ndjson-20261127-183059.12");
    assertThat(SegmentName.of(Path.of("/spool/segment.new"))).isEmpty();
    assertThat(SegmentName.of(Path.of("/spool/events.ndjson"))).isEmpty();
  }

  @Test
  void numbersCountAsNumbers() {
    Instant then = Instant.parse("2026-11-27T18:30:59Z");
    SegmentName name = SegmentName.first(then);
    for (int i = 1; i < 10; i++) {
      SegmentName next = name.next(then);
      assertThat(next).isGreaterThan(name);
      name = next;
    }
    assertThat(name.number()).isEqualTo(10);
    assertThat(name.next(then.plusSeconds(1)).number()).isEqualTo(1);
  }
}
